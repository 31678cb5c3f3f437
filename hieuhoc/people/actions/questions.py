"""A number on record with other words than an office was told: that office asks the one that holds the record."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.people.models import Look
from hieuhoc.places.models import covers
from hieuhoc.places.reads import ancestors

ASKED = gettext_lazy("Xã, phường khác hỏi về một người do nơi này ghi")
ASKED_TEXT = gettext_lazy(
    "Mở mục Người ghi ở nơi khác để xem họ tên, ngày sinh được khai và trả lời có phải cùng một người."
)
ANSWERED = gettext_lazy("Đã có trả lời về người ghi ở nơi khác")
ANSWERED_TEXT = gettext_lazy("Mở mục Người ghi ở nơi khác để xem. Đúng người thì ghi nhận chuyển đến trong 30 ngày.")


@transaction.atomic
def ask_other_office(look: Look, *, actor: User | None) -> Look:
    require(actor, "people.ask_other_office", look.place)
    look = Look.objects.select_for_update(of=("self",)).select_related("citizen").get(pk=look.pk)
    if look.agrees:
        raise Refusal(_("Số, họ tên và ngày sinh đã khớp; không cần hỏi."), code="agrees")
    if look.asked_at is not None:
        return look
    look.asked_at = timezone.now()
    look.save(update_fields=["asked_at"])
    _record("people.ask_other_office", look, actor, look.place_id)
    today = timezone.localdate()
    if look.citizen.home_id is not None:
        above = [look.citizen.home_id, *ancestors(look.citizen.home_id, today)]
        grants = Grant.objects.filter(covers(today), role=Role.COMMUNE, place__in=above, user__is_active=True)
        for user in User.objects.filter(pk__in=grants.values("user")):
            key = f"people.look.{look.pk}.asked.{user.pk}"
            send(Message.Channel.IN_APP, recipient=user, subject=ASKED, body=ASKED_TEXT, key=key)
    return look


@transaction.atomic
def answer_other_office(look: Look, answer: str, *, actor: User | None) -> Look:
    """By whoever holds the record. "Same" unlocks the person for the office that asked."""
    require(actor, "people.answer_other_office", look.citizen)
    look = Look.objects.select_for_update(of=("self",)).select_related("citizen", "officer").get(pk=look.pk)
    if look.asked_at is None:
        raise Refusal(_("Chưa ai hỏi về người này."), code="not_asked")
    if look.answer:
        raise Refusal(_("Câu hỏi này đã được trả lời."), code="answered")
    if answer not in (Look.Answer.SAME, Look.Answer.ANOTHER):
        raise Refusal(_("Chọn đúng người này hoặc không phải người này."), code="no_answer")
    if actor is not None and look.officer_id == actor.pk:
        raise Refusal(_("Người hỏi không tự trả lời."), code="own")
    look.answer, look.answered_by, look.answered_at = Look.Answer(answer), actor, timezone.now()
    look.save(update_fields=["answer", "answered_by", "answered_at"])
    _record("people.answer_other_office", look, actor, look.citizen.home_id)
    if look.officer is not None:
        key = f"people.look.{look.pk}.answered"
        send(Message.Channel.IN_APP, recipient=look.officer, subject=ANSWERED, body=ANSWERED_TEXT, key=key)
    return look


def _record(deed: str, look: Look, actor: User | None, place: int | None) -> None:
    changes = {"look": [None, look.pk], "answer": [None, look.answer]}
    record(deed, actor=actor, subject_kind="citizen", subject_id=look.citizen_id, place=place, changes=changes)
