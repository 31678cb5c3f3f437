"""Who was sent guidance says it was read, asks what is not clear, and is answered before everybody."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place
from hieuhoc.plans.actions.locking import locked_circular
from hieuhoc.plans.models import Circular, CircularQuestion, CircularReading
from hieuhoc.plans.telling import officers_at, tell

READING, QUESTION = "circular_reading", "circular_question"  # subjects of the audit


@transaction.atomic
def confirm_circular(circular: Circular, *, actor: User) -> CircularReading:
    """Once for each account; again, it is the same receipt."""
    require(actor, "plans.confirm_circular")
    circular = _published(circular)
    known = circular.readings.filter(user=actor).first()
    if known is not None:
        return known
    grant = circular.addressees(timezone.localdate()).filter(user=actor).order_by("pk").first()
    if grant is None:
        raise Refusal(_("Văn bản này không gửi cho chức trách của tài khoản này."), code="not_addressed")
    reading = CircularReading.objects.create(circular=circular, user=actor, place_id=grant.place_id)
    record(
        "plans.confirm_circular",
        actor=actor,
        subject_kind=READING,
        subject_id=reading.pk,
        place=grant.place_id,
        changes={"number": [None, circular.number]},
    )
    return reading


@transaction.atomic
def ask_circular(circular: Circular, place: Place, *, text: str, actor: User | None) -> CircularQuestion:
    """From `place`. The same question that waits already is not asked twice."""
    require(actor, "plans.ask_circular", place)
    circular, said = _published(circular), text.strip()
    if not said:
        raise Refusal(_("Chưa ghi câu hỏi."), code="no_words")
    twin = circular.questions.filter(place=place, text=said, answered_at=None).first()
    if twin is not None:
        return twin
    question = CircularQuestion.objects.create(circular=circular, place=place, text=said, asked_by=actor)
    record(
        "plans.ask_circular",
        actor=actor,
        subject_kind=QUESTION,
        subject_id=question.pk,
        place=place.pk,
        changes={"number": [None, circular.number]},
    )
    officers = officers_at(circular.place_id, "plans.answer_question")
    tell(officers, gettext_lazy("Có câu hỏi về văn bản hướng dẫn"), str(circular), f"plans.asked.{question.pk}")
    return question


@transaction.atomic
def answer_question(question: CircularQuestion, *, answer: str, actor: User | None) -> CircularQuestion:
    """Everybody the guidance is for reads it; whoever asked is told."""
    require(actor, "plans.answer_question", question.circular)
    circular = locked_circular(question.circular_id)
    question = circular.questions.select_related("asked_by").get(pk=question.pk)
    if question.answered_at is not None:
        raise Refusal(_("Câu hỏi này đã được trả lời."), code="already_answered")
    if not answer.strip():
        raise Refusal(_("Chưa ghi câu trả lời."), code="no_words")
    question.answer, question.answered_by, question.answered_at = answer.strip(), actor, timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    record(
        "plans.answer_question",
        actor=actor,
        subject_kind=QUESTION,
        subject_id=question.pk,
        place=circular.place_id,
        changes={"number": [None, circular.number]},
    )
    asker = [question.asked_by] if question.asked_by else []
    tell(
        asker, gettext_lazy("Câu hỏi của mình đã được trả lời"), str(circular), f"plans.answered_question.{question.pk}"
    )
    return question


def _published(circular: Circular) -> Circular:
    circular = locked_circular(circular.pk)
    if circular.is_draft:
        raise Refusal(_("Văn bản chưa ban hành."), code="circular_not_issued")
    return circular
