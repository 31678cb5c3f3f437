"""`hieuhoc check_records`: what must hold true of the records and no constraint keeps, whether the history is what was
sealed, and whether every stored file is what was stored. For the nightly timer."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from hieuhoc.audit.checking import check_history
from hieuhoc.audit.rights import guarded
from hieuhoc.documents.checking import broken_files
from hieuhoc.web.promises import Broken, broken_promises


def broken_history() -> list[Broken]:
    """The first block of a journal that does not hold; "cut": what was kept outside is gone from the database."""
    broken = []
    for journal in check_history():
        if journal.broken_block is not None:
            broken.append(
                Broken(f"the history is as sealed ({journal.journal}, block ids)", 1, (journal.broken_block,))
            )
        if journal.is_cut:
            broken.append(Broken(f"the newest seal kept outside is in the history ({journal.journal})", 1, ()))
    return broken


def changed_files() -> list[Broken]:
    changed: dict[str, list[int]] = {}
    for document, state in broken_files():
        changed.setdefault(state, []).append(document.pk)
    return [
        Broken(f"no stored file is {state} (document ids)", len(ids), tuple(ids[:10])) for state, ids in changed.items()
    ]


class Command(BaseCommand):
    help = "Checks promises over all records, the history and the stored files; ends with 1 and says what is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="the broken promises as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        broken = [*broken_promises(), *broken_history(), *changed_files()]
        if options["json"]:
            self.stdout.write(json.dumps([vars(promise) for promise in broken], ensure_ascii=False))
        for promise in broken:
            self.stderr.write(f"broken: {promise.promise}: {promise.rows} rows, e.g. {list(promise.examples)}")
        if broken:
            raise CommandError(f"{len(broken)} promises are broken")
        if not options["json"]:
            self.stdout.write("all promises hold")
            if not guarded(connection):
                self.stdout.write("note: this database role may change the history (docs/operating/keeping.md)")
