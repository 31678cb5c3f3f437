"""The officer's answer to an ambiguous roster row: who it is, or somebody new. Kept, so that a re-run asks no more."""

import json
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.crypto import decrypt
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Citizen, MatchChoice
from hieuhoc.people.rosters.match import CANDIDATES
from hieuhoc.sheets.models import Problem


@dataclass(frozen=True)
class MatchQuestion:
    declaration: bytes
    candidates: tuple[int, ...]


def question_of(problem: Problem) -> MatchQuestion:
    """The candidates of an ambiguous row (ids of citizens)."""
    if problem.severity != Problem.Severity.AMBIGUOUS or problem.detail is None:
        raise Refusal(_("Dòng này không cần chọn."), code="nothing_to_choose")
    detail = json.loads(decrypt(bytes(problem.detail), purpose=CANDIDATES))
    return MatchQuestion(bytes.fromhex(detail["declaration"]), tuple(detail["candidates"]))


@transaction.atomic
def choose_row(problem: Problem, citizen: Citizen | None, *, actor: User | None) -> MatchChoice:
    """`citizen` None = somebody new. Asked again before the writing, the later answer holds."""
    require(actor, "sheets.import_roster", problem.batch)
    question = question_of(problem)
    if citizen is not None and citizen.pk not in question.candidates:
        raise Refusal(_("Người được chọn không nằm trong danh sách gợi ý của dòng này."), code="not_suggested")
    choice, _is_new = MatchChoice.objects.update_or_create(
        declaration=question.declaration,
        defaults={"citizen": citizen, "is_new_person": citizen is None, "decided_by": actor},
    )
    record(
        "people.choose_match",
        actor=actor,
        subject_kind="citizen" if citizen else "batch",
        subject_id=citizen.pk if citizen else problem.batch_id,
        place=problem.batch.place_id,
        changes={"row": [None, problem.row_number], "is_new": [None, citizen is None]},
    )
    return choice
