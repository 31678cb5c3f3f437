"""For a leader: what is late, where, since when, who has it; one page, on one sheet of A4."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.plans.budgets import budget_of
from hieuhoc.plans.models import PlanTask
from hieuhoc.plans.reads import late_by_place, late_tasks, standing_of
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.plans.task_words import shown
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number

MOST_TASKS, MOST_PLACES = 12, 6


@needs("plans.read_late")
def task_late(request: Request) -> HttpResponse:
    tasks, today = PlanTask.objects.within(request.scope), timezone.localdate()
    standing, places = standing_of(tasks, today), late_by_place(tasks, today)
    money = budget_of(tasks)
    late = list(late_tasks(tasks, today)[:MOST_TASKS])
    names = full_titles([*(task.place_id for task in late), *(place.place_id for place in places[:MOST_PLACES])])
    told = {
        "late": number(standing.late),
        "running": number(standing.assigned),
        "places": number(len(places)),
        "finished": number(standing.finished),
        "count": number(standing.count),
        "planned": number(money.planned),
        "spent": number(money.spent),
    }
    some_late = _(
        "%(late)s/%(running)s việc đang làm đã quá hạn, ở %(places)s nơi; %(finished)s/%(count)s việc đã xong."
    )
    context = {
        "crumbs": [(pgettext("menu", "Nhiệm vụ"), reverse("office:task-list"))],
        "sentence": (some_late if standing.late else _("Không việc nào quá hạn; %(finished)s/%(count)s việc đã xong."))
        % told,
        "money": _("Kinh phí đã chi %(spent)s/%(planned)s đồng dự kiến.") % told if money.planned else "",
        "rows": shown(late, names),
        "more": max(0, standing.late - MOST_TASKS),
        "places": [(names.get(place.place_id, ""), place) for place in places[:MOST_PLACES]],
        "more_places": max(0, len(places) - MOST_PLACES),
        "today": today,
    }
    return render(request, "office/plans/late.html", context)
