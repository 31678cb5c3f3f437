"""Tasks whose product is in the records: counted for many places at once, ended with the day it was reached, run again when
the records fall before the day is over."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hieuhoc.audit.actions import record
from hieuhoc.lib.products import ProductReached, ProductWanted
from hieuhoc.plans.models import PlanTask, ProgrammePlan
from hieuhoc.plans.products import product_of
from hieuhoc.plans.rules import Turn, turn_of
from hieuhoc.plans.telling import tell_owner

AT_ONCE = 500
FELL = gettext_lazy("Số liệu không còn đủ như khi đóng nhiệm vụ.")


def count_everything(today: date) -> int:
    """All that can be counted in plans that hold; the parts before what they are parts of. How many turned."""
    held = Q(plan__status__in=ProgrammePlan.HELD)
    rows = PlanTask.objects.filter(held).exclude(status=PlanTask.Status.DROPPED)
    commons = set(rows.filter(parts__is_part=True).values_list("pk", flat=True))
    counted = rows.exclude(product_code="").values_list("pk", flat=True)
    single = sorted(set(counted) - commons)
    return _in_chunks(single, today) + _in_chunks(sorted(commons), today)


def count_tasks(tasks: Collection[PlanTask], today: date) -> int:
    """Locked rows with their plans, in the caller's transaction. How many turned."""
    reached = _of_parts(tasks)
    reached |= _of_records([task for task in tasks if task.pk not in reached and task.product_code], today)
    turned = 0
    for task in tasks:
        if task.pk in reached:
            turned += _turn(task, reached[task.pk], today)
    return turned


def _in_chunks(ids: list[int], today: date) -> int:
    turned = 0
    for start in range(0, len(ids), AT_ONCE):
        with transaction.atomic():
            rows = PlanTask.objects.select_for_update(of=("self",)).select_related("plan")
            turned += count_tasks(list(rows.filter(pk__in=ids[start : start + AT_ONCE])), today)
    return turned


def _of_records(tasks: Iterable[PlanTask], today: date) -> dict[int, ProductReached]:
    alike: dict[tuple[str, ProductWanted], list[PlanTask]] = defaultdict(list)
    for task in tasks:
        alike[task.product_code, task.wanted].append(task)
    reached: dict[int, ProductReached] = {}
    for (code, wanted), asked in alike.items():
        product = product_of(code)
        known = product.count({task.place_id for task in asked}, wanted, today) if product else {}
        reached |= {task.pk: known[task.place_id] for task in asked if task.place_id in known}
    return reached


def _of_parts(tasks: Iterable[PlanTask]) -> dict[int, ProductReached]:
    """What was given to every commune is done when every one has done it."""
    parts = PlanTask.objects.filter(parent__in=[task.pk for task in tasks], is_part=True)
    parts = parts.exclude(status=PlanTask.Status.DROPPED)
    is_done = Count("pk", filter=Q(status=PlanTask.Status.FINISHED))
    rows = parts.values("parent").annotate(done=is_done, all=Count("pk")).values_list("parent", "done", "all")
    return {parent: ProductReached(done, count) for parent, done, count in rows.order_by() if parent is not None}


def _turn(task: PlanTask, reached: ProductReached, today: date) -> int:
    turn = turn_of(
        is_running=task.status in PlanTask.RUNNING,
        by_records=task.by_records,
        is_enough=reached.is_enough,
        due_on=task.due_on,
        today=today,
    )
    task.count, task.needed, task.counted_at = reached.count, reached.needed, timezone.now()
    changed = ["count", "needed", "counted_at"]
    if turn is not Turn.STAYS:
        _end_or_begin(task, turn, today)
        changed += ["status", "finished_on", "by_records", "note"]
    task.save(update_fields=changed)
    return 0 if turn is Turn.STAYS else 1


def _end_or_begin(task: PlanTask, turn: Turn, today: date) -> None:
    old, ends = task.status, turn is Turn.FINISHES
    task.status = PlanTask.Status.FINISHED if ends else PlanTask.Status.ASSIGNED
    task.finished_on, task.by_records = (today, True) if ends else (None, False)
    task.note = "" if ends else str(FELL)
    record(
        "plans.finish_task" if ends else "plans.reopen_task",
        actor=None,
        subject_kind="plan_task",
        subject_id=task.pk,
        place=task.place_id,
        changes={"task_status": [old, task.status], "counted": [None, f"{task.count}/{task.needed}"]},
    )
    if not ends:
        tell_owner(task, gettext_lazy("Nhiệm vụ mở lại: số liệu không còn đủ"), f"plans.reopened.{task.pk}.{today}")
