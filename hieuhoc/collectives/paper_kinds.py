"""The official papers of this room."""

from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.collectives.decisions_on_paper import (
    MODEL_COLUMNS,
    MODEL_DECISION,
    is_of_models,
    listed_models,
    model_decision_paper,
)
from hieuhoc.collectives.models import Registration
from hieuhoc.documents.kinds import PaperKind
from hieuhoc.documents.rules import OfficialPaper
from hieuhoc.recognition.models import Decision

FEW = 50  # models of a list that a preview shows


def _newest(user: User) -> OfficialPaper | None:
    rows = Registration.objects.filter(decision__isnull=False)
    decisions = Decision.objects.within(scope_of(user, "recognition.read_titles")).filter(
        pk__in=rows.values("decision")
    )
    decision = decisions.order_by("-pk").first()
    if decision is None:
        return None
    return model_decision_paper(decision, listed_models(decision)[:FEW])


def _decided(subject_kind: str, subject_id: int) -> OfficialPaper | None:
    """Of a decision that names models."""
    if subject_kind != "decision":
        return None
    decision = Decision.objects.get(pk=subject_id)
    return model_decision_paper(decision, listed_models(decision)) if is_of_models(decision) else None


PAPERS = (
    PaperKind(
        MODEL_DECISION,
        gettext_lazy("Quyết định công nhận, điều chỉnh, thu hồi, khôi phục mô hình học tập"),
        "QĐ",
        _newest,
        annex=MODEL_COLUMNS,
        has_verdict=True,
        names_people=True,
        is_number_kept=True,
        of=_decided,
    ),
)
