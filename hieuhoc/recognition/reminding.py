"""Objections whose answer falls due: who may answer is told before the day, the province when it is over. Each is told once of
a day, however often the job runs."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from hieuhoc.accounts.models import User
from hieuhoc.chains.reads import takers_of
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.recognition.models import Objection
from hieuhoc.recognition.models.objections import ObjectionQuerySet
from hieuhoc.recognition.objecting import AT_PROVINCE, takers

SOON = timedelta(days=3)  # this long before the day
LATE = timedelta(days=3)  # and this long after it, the office above


@transaction.atomic
def remind(today: date) -> int:
    """Returns how many messages were written or stood there."""
    waiting = Objection.objects.waiting().select_related("dossier__citizen").order_by("due_on", "pk")
    told = _tell(waiting.filter(due_on__lte=today + SOON), takers, "due")
    return told + _tell(waiting.filter(due_on__lte=today - LATE), _above, "late")


def _above(objection: Objection) -> list[User]:
    people = takers_of(AT_PROVINCE, objection.dossier.place_id, most=20)
    return [person for person in people if person.pk != objection.owner_id]


def _tell(rows: ObjectionQuerySet, asked: Callable[[Objection], list[User]], kind: str) -> int:
    counts: dict[tuple[User, date], int] = defaultdict(int)
    for row in rows:
        for user in asked(row):
            counts[user, row.due_on] += 1
    late = kind == "late"
    subject = gettext_lazy("Đề nghị xét lại quá hạn") if late else gettext_lazy("Đề nghị xét lại đến hạn trả lời")
    for (user, due_on), count in counts.items():
        with override("vi"):
            words = {"count": count, "day": f"{due_on:%d/%m/%Y}"}
            body = _("%(count)d đề nghị xét lại phải trả lời trước hết ngày %(day)s mà chưa có trả lời.") % words
        key = f"recognition.objections.{kind}.{due_on}.{user.pk}"
        send(Message.Channel.IN_APP, recipient=user, subject=subject, body=body, key=key)
    return len(counts)
