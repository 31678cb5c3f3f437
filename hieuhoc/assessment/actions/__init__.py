"""The deeds of the room. Every deed on a dossier takes the `edition` its page showed: see concurrency."""

from hieuhoc.assessment.actions.agreeing import agree_dossiers
from hieuhoc.assessment.actions.dossiers import (
    open_dossier,
    save_self_scores,
    submit_dossier,
    submit_dossiers,
    withdraw_dossier,
)
from hieuhoc.assessment.actions.evidence import add_evidence, refuse_size, remove_evidence, rewrite_evidence
from hieuhoc.assessment.actions.meetings import call_meeting, cancel_meeting, except_lines
from hieuhoc.assessment.actions.reviews import confirm_dossiers, return_dossier, review_dossier
from hieuhoc.assessment.actions.rounds import close_round, open_round, plan_round
from hieuhoc.assessment.actions.sittings import hold_meeting

__all__ = [
    "add_evidence",
    "agree_dossiers",
    "call_meeting",
    "cancel_meeting",
    "close_round",
    "confirm_dossiers",
    "except_lines",
    "hold_meeting",
    "open_dossier",
    "open_round",
    "plan_round",
    "refuse_size",
    "remove_evidence",
    "return_dossier",
    "review_dossier",
    "rewrite_evidence",
    "save_self_scores",
    "submit_dossier",
    "submit_dossiers",
    "withdraw_dossier",
]
