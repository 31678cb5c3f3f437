"""What goes on lies with the place that follows: plans that are drafted or hold, tasks that are not done, guidance in force.
What was done, plans that ended, who confirmed and asked what stay where they were. Where two places become one, what both
were given once is done once."""

from collections.abc import Iterable

from django.db.models import Min
from django.utils.translation import gettext_lazy

from hieuhoc.places.models import ChangeOrder, MovedRow
from hieuhoc.places.rules import Moves
from hieuhoc.places.successions import update_rows
from hieuhoc.plans.models import PlanTask

TABLES = {"plan": "plans_programmeplan", "task": "plans_plantask", "circular": "plans_circular"}
LABELS = {
    "plan": gettext_lazy("kế hoạch"),
    "task": gettext_lazy("nhiệm vụ"),
    "circular": gettext_lazy("văn bản hướng dẫn"),
}
GOES_ON = "row.status IN ('assigned', 'reported')"
JOINED = gettext_lazy("Nơi sáp nhập đã có cùng nhiệm vụ này.")


def move(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    goes = {**moves.whole, **moves.upward}
    update_rows(order, "plans", "plan", column="place_id", mapping=goes, where="row.status <> 'concluded'")
    update_rows(order, "plans", "task", column="place_id", mapping=goes, where=GOES_ON)
    for column in ("place_id", "audience_id"):
        update_rows(order, "plans", "circular", column=column, mapping=goes, where="row.status <> 'superseded'")
    return [_joined(order, task) for task in _told_twice(set(goes.values()))]


def _told_twice(places: set[int]) -> list[PlanTask]:
    """Parts of one common task that now lie with one place, but the first of each."""
    parts = PlanTask.objects.filter(is_part=True, place__in=places, status__in=PlanTask.RUNNING)
    kept = parts.values("parent", "place").annotate(first=Min("pk")).values("first")
    return list(parts.exclude(pk__in=kept).order_by("pk"))


def _joined(order: ChangeOrder, task: PlanTask) -> MovedRow:
    before = {"status": task.status, "note": task.note}
    task.status, task.note = PlanTask.Status.DROPPED, str(JOINED)
    task.save(update_fields=["status", "note"])
    after = {"status": task.status, "note": task.note}
    return MovedRow(order=order, room="plans", noun="task", row_id=task.pk, before=before, after=after)
