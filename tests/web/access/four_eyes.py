"""The steps of a dossier, by whose it is: one line per address that carries a dossier or what became of it.

Columns: somebody else's; the officer's own; of the officer's family; somebody else's whose points the officer entered.

open   let in           barred   the sentence why somebody else must do it (409)
"""

from typing import Literal, cast

type Said = Literal["open", "barred"]

WHOSE = ("other", "own", "family", "entered")

STEPS = """
dossier                 open  open    open    open
dossier-scores          open  open    open    open
dossier-submit          open  open    open    open
dossier-withdraw        open  open    open    open
dossier-review          open  barred  barred  barred
dossier-form            open  open    open    open
dossier-form-docx       open  open    open    open
dossier-return          open  barred  barred  open
dossier-agree           open  barred  barred  barred
objection-new           open  open    open    open
evidence-new            open  open    open    open
evidence                open  open    open    open
evidence-remove         open  open    open    open

proposal                open  open    open    open
proposal-paper          open  open    open    open
proposal-paper-docx     open  open    open    open
minutes-paper           open  open    open    open
minutes-paper-docx      open  open    open    open
letter-number           open  open    open    open
minutes-number          open  open    open    open
proposal-table          open  open    open    open
proposal-add            open  open    open    open
proposal-send           open  barred  barred  open
proposal-return         open  barred  barred  open
line-strike             open  barred  barred  open
line-restore            open  barred  barred  open

decision-new            open  barred  barred  open
decision                open  open    open    open
decision-paper          open  open    open    open
decision-paper-docx     open  open    open    open
decision-original       open  open    open    open
original-attach         open  open    open    open
original-sign           open  open    open    open
original-remove         open  open    open    open
notice-paper            open  open    open    open
notice-paper-docx       open  open    open    open
notice-number           open  open    open    open
decision-correct        open  open    open    open
certificate             open  open    open    open
certificate-print       open  open    open    open
certificate-printing    open  open    open    open
certificate-all         open  open    open    open
certificate-merged      open  open    open    open
model-certificates      open  open    open    open
certificate-reissue     open  open    open    open
title-revoke            open  barred  barred  open
title-suspend           open  barred  barred  open
title-resume            open  barred  barred  open
"""
# Only the province sends a list back.
OF_THE_PROVINCE = {"proposal-return"}
KINDS = {"dossier", "evidence", "proposal", "line", "decision", "title"}


def steps() -> dict[str, dict[str, Said]]:
    """Address → whose → what an officer who holds the power meets."""
    lines = (line.split() for line in STEPS.splitlines() if line.strip())
    return {name: dict(zip(WHOSE, cast("list[Said]", words), strict=True)) for name, *words in lines}
