"""Which tasks a page shows: the same filters for the list, the board, the calendar and the timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import public_id, read_public_id
from hieuhoc.plans.models import PlanTask, PlanTaskQuerySet, ProgrammePlan
from hieuhoc.plans.reads import single
from hieuhoc.web.office.work_filters import Filter, chips_of, filter_of, place_filter, place_ids, query_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.shapes import Chip

MINE, LATE, DOING, WAITING, DONE = "mine", "late", "doing", "waiting", "done"
STATES = (
    (DOING, gettext_lazy("Đang làm")),
    (LATE, gettext_lazy("Quá hạn")),
    (WAITING, gettext_lazy("Chờ nghiệm thu")),
    (DONE, gettext_lazy("Đã xong")),
)
MOST_PLANS = 50
VIEWS = (
    ("task-list", gettext_lazy("Danh sách"), "list-check"),
    ("task-board", gettext_lazy("Bảng"), "table"),
    ("task-calendar", gettext_lazy("Lịch"), "calendar"),
    ("task-timeline", gettext_lazy("Sơ đồ thời gian"), "timeline"),
)


@dataclass(frozen=True)
class ChosenTasks:
    """`rows` without order. `views`: (name, words, icon, address) of the same choice seen otherwise."""

    rows: PlanTaskQuerySet
    filters: Sequence[Filter]
    chips: Sequence[Chip]
    clear_url: str
    views: Sequence[tuple[str, str, str, str]]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chips)


def chosen_tasks(request: Request, page: str, *, by_state: bool = True) -> ChosenTasks:
    """`page`: the name of its address, without the face; `by_state`: whether it asks for a state."""
    place, plan, whose = place_filter(request), plan_filter(request), _whose_filter(request)
    state, common = filter_of(request, "state", _("Trạng thái"), STATES), _part_filter(request)
    filters = [*([state] if by_state else []), plan, place, whose, *([common] if common else [])]
    rows = single(PlanTask.objects.within(request.scope)).exclude(status=PlanTask.Status.DROPPED)
    ids = place_ids(request, place)
    rows = rows if ids is None else rows.filter(place__in=ids)
    rows = rows.filter(plan=read_public_id("plan", plan.chosen)) if plan.chosen else rows
    rows = rows.held_by(request.scope) if whose.chosen else rows
    rows = rows.filter(parent=read_public_id("plantask", common.chosen)) if common else rows
    rows = in_state(rows, state.chosen) if by_state else rows
    address, query = reverse(f"office:{page}"), query_of(filters)
    views = [
        (name, str(words), icon, f"{reverse(f'office:{name}')}{'?' if query else ''}{query}")
        for name, words, icon in VIEWS
    ]
    return ChosenTasks(rows, filters, chips_of(filters, address), address, views)


def in_state(rows: PlanTaskQuerySet, state: str) -> PlanTaskQuerySet:
    """ "late" and "doing" share no task."""
    status, today = PlanTask.Status, timezone.localdate()
    if state == LATE:
        return rows.filter(status=status.ASSIGNED, due_on__lt=today)
    if state == DOING:
        return rows.filter(status=status.ASSIGNED, due_on__gte=today)
    known = {WAITING: status.REPORTED, DONE: status.FINISHED}
    return rows.filter(status=known[state]) if state in known else rows


def lane_of() -> Case:
    """The same states as a column of the rows: every task that is not dropped has one."""
    status = PlanTask.Status
    return Case(
        When(status=status.REPORTED, then=Value(WAITING)),
        When(status=status.FINISHED, then=Value(DONE)),
        When(status=status.ASSIGNED, due_on__lt=timezone.localdate(), then=Value(LATE)),
        default=Value(DOING),
    )


def plan_filter(request: Request) -> Filter:
    """The newest plans whose tasks may lie here."""
    rows = ProgrammePlan.objects.readable(request.scope).exclude(status=ProgrammePlan.Status.DRAFT)
    options = [
        (public_id("plan", row.pk), f"{row.number}: {row.title}"[:90]) for row in rows.order_by("-pk")[:MOST_PLANS]
    ]
    asked = request.GET.get("plan", "")
    if asked and asked not in dict(options):
        options += _asked_plan(request, asked)
    return filter_of(request, "plan", _("Kế hoạch"), options)


def tasks_address(page: str, **asked: str) -> str:
    return f"{reverse(f'office:{page}')}?{urlencode(asked)}"


def _asked_plan(request: Request, asked: str) -> list[tuple[str, str]]:
    try:
        pk = read_public_id("plan", asked)
    except Unreadable:
        return []
    rows = ProgrammePlan.objects.readable(request.scope).filter(pk=pk)
    return [(asked, f"{row.number}: {row.title}"[:90]) for row in rows]


def _whose_filter(request: Request) -> Filter:
    return filter_of(request, "whose", _("Của ai"), [(MINE, _("Của nơi tôi"))])


def _part_filter(request: Request) -> Filter | None:
    """Only where the address names a task: what it was handed down as."""
    asked = request.GET.get("part_of", "")
    try:
        pk = read_public_id("plantask", asked)
    except Unreadable:
        return None
    named = [(asked, str(row)) for row in PlanTask.objects.within(request.scope).filter(pk=pk)]
    return filter_of(request, "part_of", _("Là phần của"), named) if named else None
