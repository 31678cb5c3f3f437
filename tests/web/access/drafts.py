"""Drafts of criteria that are tried, measured and talked about."""

from hieuhoc.assessment.models import Round
from hieuhoc.consultations.actions import invite_organisation, moderate_comment
from hieuhoc.criteria.actions import draft_version, set_pass_rule
from hieuhoc.trials.actions import ask_study, ask_trial
from hieuhoc.trials.measuring import count_study
from hieuhoc.trials.trying import count_trial
from tests.consultations.makers import make_comment, make_consultation


def tried(round_: Round) -> dict[str, int]:
    """The criteria tried, with a higher mark, on the dossiers of both communes, and measured on them."""
    draft = draft_version(round_.version, number="401/QĐ-KHVN", actor=None)
    for area_class in ("", "remote"):
        set_pass_rule(draft, area_class=area_class, min_total=90, min_each=5, source="VB", certainty="seen", actor=None)
    trial, study = ask_trial(draft, [round_.year], actor=None), ask_study(round_.version, [round_.year], actor=None)
    count_trial(trial)
    count_study(study)
    return {"trial": trial.pk, "study": study.pk}


def asked(round_: Round) -> dict[str, int]:
    """A draft people are asked about, with a comment and an invitation."""
    consultation = make_consultation(round_.version, number="402/QĐ-KHVN")
    invitation = invite_organisation(consultation, name="Hội Phụ nữ tỉnh", actor=None)
    comment = moderate_comment(make_comment(consultation), display="shown", actor=None)
    return {"comment": comment.pk, "invitation": invitation.pk}
