"""The same tasks seen otherwise: by state on a board, by day in a month, by time as bars that are a table too."""

from calendar import Calendar
from collections import Counter, defaultdict
from datetime import date, timedelta

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hieuhoc.lib.numbers import read_whole
from hieuhoc.plans.models import PlanTask, PlanTaskQuerySet
from hieuhoc.web.filters import query_of
from hieuhoc.web.guards import needs
from hieuhoc.web.office.plans.choosing import DOING, DONE, LATE, STATES, WAITING, ChosenTasks, chosen_tasks, lane_of
from hieuhoc.web.office.plans.spans import ruler_of
from hieuhoc.web.office.plans.task_words import ShownTask, shown
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

ON_BOARD, ON_DAY = 12, 4
COLUMNS = (LATE, DOING, WAITING, DONE)
WEEKDAYS = (
    gettext_lazy("Thứ hai"),
    gettext_lazy("Thứ ba"),
    gettext_lazy("Thứ tư"),
    gettext_lazy("Thứ năm"),
    gettext_lazy("Thứ sáu"),
    gettext_lazy("Thứ bảy"),
    gettext_lazy("Chủ nhật"),
)


@needs("plans.read_plans")
def task_board(request: Request) -> HttpResponse:
    chosen = chosen_tasks(request, "task-board", by_state=False)
    counts, lanes = _lanes(chosen.rows)
    words, whole = dict(STATES), reverse("office:task-list")
    columns = [
        (words[lane], counts[lane], lanes[lane], counts[lane] - ON_BOARD, f"{whole}?{_query(chosen, lane)}")
        for lane in COLUMNS
    ]
    return render(request, "office/plans/board.html", _context(chosen, "task-board") | {"columns": columns})


@needs("plans.read_plans")
def task_calendar(request: Request) -> HttpResponse:
    """The days of a month, each with what falls due on it."""
    chosen, month = chosen_tasks(request, "task-calendar", by_state=False), month_asked(request)
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    rows = chosen.rows.filter(due_on__gte=weeks[0][0], due_on__lte=weeks[-1][-1])
    counts = dict(rows.values_list("due_on").annotate(count=Count("pk")).order_by("due_on"))
    on: dict[date, list[ShownTask]] = defaultdict(list)
    for row in shown(_some_of_each_day(rows)):
        on[row.task.due_on].append(row)
    days = [
        [(day, day.month == month.month, on[day], counts.get(day, 0) - len(on[day])) for day in week] for week in weeks
    ]
    before, after = month - timedelta(days=1), month + timedelta(days=31)
    address, query = reverse("office:task-calendar"), query_of(chosen.filters)
    context = {
        "month": month,
        "weekdays": WEEKDAYS,
        "weeks": days,
        "today": timezone.localdate(),
        "count": sum(count for day, count in counts.items() if day.month == month.month),
        "before_url": f"{address}?month={before:%Y-%m}&{query}".rstrip("&"),
        "after_url": f"{address}?month={after:%Y-%m}&{query}".rstrip("&"),
        "kept": [("month", f"{month:%Y-%m}")],
    }
    return render(request, "office/plans/calendar.html", _context(chosen, "task-calendar") | context)


@needs("plans.read_plans")
def task_timeline(request: Request) -> HttpResponse:
    """A page of tasks by the day they are due; each row says in words what its bar shows."""
    chosen = chosen_tasks(request, "task-timeline")
    page = key_page(chosen.rows.select_related("plan", "unit"), request, order=["due_on", "id"])
    ruler = ruler_of([(task.starts_on, task.due_on) for task in page.rows], timezone.localdate())
    rows = [(row, ruler.bar(row.task.starts_on, row.task.due_on, _done(row.task))) for row in shown(page.rows)]
    context = {"page": page, "rows": rows, "ruler": ruler}
    return render(request, "office/plans/timeline.html", _context(chosen, "task-timeline") | context)


def month_asked(request: Request) -> date:
    """`month=2026-11` of the address, else this month."""
    year, _dash, month = request.GET.get("month", "").partition("-")
    read_year, read_month = read_whole(year), read_whole(month)
    if read_year is None or read_month is None or not (2000 <= read_year <= 2100 and 1 <= read_month <= 12):
        return timezone.localdate().replace(day=1)
    return date(read_year, read_month, 1)


def _context(chosen: ChosenTasks, here: str) -> dict[str, object]:
    return {
        "chosen": chosen,
        "filters": chosen.filters,
        "chips": chosen.chips,
        "clear_url": chosen.clear_url,
        "here": here,
    }


def _lanes(rows: PlanTaskQuerySet) -> tuple[Counter[str], dict[str, list[ShownTask]]]:
    """How many of each state, and the first of each: what is done the newest first, all else the nearest day first. One
    pass over all, then the few that are shown."""
    ranked = rows.annotate(lane=lane_of()).annotate(
        rank=Window(
            RowNumber(), partition_by="lane", order_by=[F("finished_on").desc(nulls_last=True), "due_on", "pk"]
        ),
        size=Window(Count("pk"), partition_by="lane"),
    )
    first = ranked.filter(rank__lte=ON_BOARD).order_by("lane", "rank").values_list("lane", "size", "pk")
    counts, ids = Counter[str](), defaultdict[str, list[int]](list)
    for lane, size, pk in first:
        counts[lane] = size
        ids[lane].append(pk)
    named = PlanTask.objects.filter(pk__in=[pk for some in ids.values() for pk in some]).select_related("plan", "unit")
    known = {row.task.pk: row for row in shown(named)}
    return counts, {lane: [known[pk] for pk in ids[lane] if pk in known] for lane in COLUMNS}


def _some_of_each_day(rows: QuerySet[PlanTask]) -> list[PlanTask]:
    ranked = rows.annotate(rank=Window(RowNumber(), partition_by=F("due_on"), order_by="pk"))
    return list(ranked.filter(rank__lte=ON_DAY).select_related("plan", "unit").order_by("due_on", "pk"))


def _query(chosen: ChosenTasks, state: str) -> str:
    query = query_of(chosen.filters)
    return f"{query}&state={state}" if query else f"state={state}"


def _done(task: PlanTask) -> float:
    if task.status == PlanTask.Status.FINISHED:
        return 1.0
    reached = task.reached
    return min(reached.count / reached.needed, 1.0) if reached and reached.needed else 0.0
