"""Who has a task is reminded of its day, who gave it and the level above hear when it is late: by rules that are data. Who
has not read guidance is asked to.
Everybody is told once of a place, a rule and a day, however often the job runs."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from hieuhoc.accounts.models import User
from hieuhoc.outbox.actions import OutgoingNotice, write_many
from hieuhoc.outbox.models import Message
from hieuhoc.places.reads import labels
from hieuhoc.plans.models import Circular, PlanTask, ReminderRule
from hieuhoc.plans.reads import addressees_with_receipts, single
from hieuhoc.plans.rules import CATCHES_UP, CIRCULAR_TOLD_AFTER, is_told_today, last_told_after
from hieuhoc.plans.telling import holders_of, officers_above, officers_at, tell

MOST_NAMED = 3


class Due(Protocol):
    @property
    def due_on(self) -> date: ...


@transaction.atomic
def remind(today: date) -> int:
    """How many messages were written or stood there."""
    waiting = single(PlanTask.objects.filter(status=PlanTask.Status.ASSIGNED)).select_related("plan", "unit")
    told = told_by_rules(waiting, today, lambda task: (task.plan.place_id, task.place_id, task.unit_id))
    return sum(_tell(rule, tasks) for rule, tasks in told)


def told_by_rules[Row: Due](
    rows: QuerySet[Any, Row], today: date, whose: Callable[[Row], Hashable]
) -> Iterator[tuple[ReminderRule, list[Row]]]:
    """Each rule with the rows of whose day it tells today, those of one holder (`whose`) and one day together."""
    for rule in ReminderRule.objects.order_by("days", "to"):
        first = today - timedelta(days=rule.days + CATCHES_UP)
        due = rows.filter(due_on__gt=first, due_on__lte=today - timedelta(days=rule.days)).order_by("due_on", "pk")
        together: dict[Hashable, list[Row]] = defaultdict(list)
        for row in due:
            if is_told_today(row.due_on, rule.days, today):
                together[whose(row), row.due_on].append(row)
        yield from ((rule, alike) for alike in together.values())


@transaction.atomic
def remind_of_circulars(today: date) -> int:
    """Whoever has not confirmed guidance is asked to on the day after, and twice again. How many messages were written."""
    told = 0
    oldest = today - timedelta(days=CIRCULAR_TOLD_AFTER[-1] + CATCHES_UP)
    for circular in Circular.objects.filter(status=Circular.Status.ISSUED, published_at__date__gte=oldest):
        days = last_told_after((today - timezone.localdate(circular.published_at)).days)
        if days is not None:
            told += _ask_to_read(circular, days, today)
    return told


def _ask_to_read(circular: Circular, days: int, today: date) -> int:
    waiting = addressees_with_receipts(circular, today, read=False).values_list("user", flat=True)
    with override(settings.LANGUAGE_CODE):
        subject = _("Văn bản hướng dẫn chưa xác nhận đã đọc")
    notices = [
        OutgoingNotice(
            f"plans.unread.{circular.pk}.{days}.{user}", Message.Channel.IN_APP, subject, str(circular), user
        )
        for user in sorted(set(waiting))
    ]
    return len(write_many(notices)) if notices else 0


def _tell(rule: ReminderRule, tasks: Sequence[PlanTask]) -> int:
    first = tasks[0]
    with override(settings.LANGUAGE_CODE):
        label = labels([first.place_id], first.due_on).get(first.place_id)
        where = str(first.unit) if first.unit else label.title if label else ""
        named = "; ".join(f"{task.code}. {task.title}" for task in tasks[:MOST_NAMED])
        words = {"count": len(tasks), "where": where, "day": f"{first.due_on:%d/%m/%Y}", "named": named}
        body = _("%(count)d nhiệm vụ của %(where)s, hạn %(day)s: %(named)s.") % words
    subject = gettext_lazy("Nhiệm vụ quá hạn") if rule.days > 0 else gettext_lazy("Nhiệm vụ sắp đến hạn")
    where_key = f"{first.plan.place_id}.{first.place_id}.{first.unit_id or 0}"
    return tell(_whom(rule, first), subject, body, f"plans.{rule.days}.{rule.to}.{where_key}.{first.due_on}")


def _whom(rule: ReminderRule, task: PlanTask) -> list[User]:
    if rule.to == ReminderRule.To.OWNER:
        return holders_of(task)
    if rule.to == ReminderRule.To.GIVER:
        return officers_at(task.plan.place_id, "plans.answer_report")
    return officers_above(task.place_id, "plans.read_late")
