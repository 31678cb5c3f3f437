"""Who has a task is reminded of its day, who gave it and the level above hear when it is late: by rules that are data.
Everybody is told once of a place, a rule and a day, however often the job runs."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from hieuhoc.accounts.models import User
from hieuhoc.places.reads import labels
from hieuhoc.plans.models import PlanTask, ReminderRule
from hieuhoc.plans.reads import single
from hieuhoc.plans.rules import CATCHES_UP, is_told_today
from hieuhoc.plans.telling import holders_of, officers_above, officers_at, tell

MOST_NAMED = 3


@transaction.atomic
def remind(today: date) -> int:
    """How many messages were written or stood there."""
    told = 0
    for rule in ReminderRule.objects.order_by("days", "to"):
        first = today - timedelta(days=rule.days + CATCHES_UP)
        rows = single(PlanTask.objects.all()).filter(
            status=PlanTask.Status.ASSIGNED, due_on__gt=first, due_on__lte=today - timedelta(days=rule.days)
        )
        alike: dict[tuple[int, int, int | None, date], list[PlanTask]] = defaultdict(list)
        for task in rows.select_related("plan", "unit").order_by("due_on", "pk"):
            if is_told_today(task.due_on, rule.days, today):
                alike[task.plan.place_id, task.place_id, task.unit_id, task.due_on].append(task)
        told += sum(_tell(rule, tasks) for tasks in alike.values())
    return told


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
