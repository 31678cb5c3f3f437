"""Objections whose answer falls due: who may answer is told before the day, the province when it is over. Each is told once of
a day, however often the job runs."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from hieuhoc.accounts.models import User
from hieuhoc.chains.reads import takers_of
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.recognition.models import AnsweredObjection, Objection
from hieuhoc.recognition.objecting import AT_PROVINCE, takers

SOON = timedelta(days=3)  # this long before the day
LATE = timedelta(days=3)  # and this long after it, the office above


@transaction.atomic
def remind(today: date) -> int:
    """Returns how many messages were written or stood there."""
    waiting = Objection.objects.waiting().select_related("dossier__citizen").order_by("due_on", "pk")
    return remind_of(waiting, today, takers, _above, "recognition.objections")


def remind_of[Raised: AnsweredObjection](
    waiting: QuerySet[Raised],
    today: date,
    takers: Callable[[Raised], list[User]],
    above: Callable[[Raised], list[User]],
    key: str,
) -> int:
    """Of whatever objections wait. `takers`: who may answer one; `above`: who is told when nobody did."""
    told = _tell(waiting.filter(due_on__lte=today + SOON), takers, f"{key}.due", _("Đề nghị xét lại đến hạn trả lời"))
    return told + _tell(waiting.filter(due_on__lte=today - LATE), above, f"{key}.late", _("Đề nghị xét lại quá hạn"))


def _above(objection: Objection) -> list[User]:
    people = takers_of(AT_PROVINCE, objection.dossier.place_id, most=20)
    return [person for person in people if person.pk != objection.owner_id]


def _tell[Raised: AnsweredObjection](
    rows: QuerySet[Raised], asked: Callable[[Raised], list[User]], key: str, subject: Promise
) -> int:
    counts: dict[tuple[User, date], int] = defaultdict(int)
    for row in rows:
        for user in asked(row):
            counts[user, row.due_on] += 1
    for (user, due_on), count in counts.items():
        with override("vi"):
            words = {"count": count, "day": f"{due_on:%d/%m/%Y}"}
            body = gettext("%(count)d đề nghị xét lại phải trả lời trước hết ngày %(day)s mà chưa có trả lời.") % words
        send(Message.Channel.IN_APP, recipient=user, subject=subject, body=body, key=f"{key}.{due_on}.{user.pk}")
    return len(counts)
