"""The calendar of somebody's tasks, under an address only they know."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from hieuhoc.accounts.reads import scope_of
from hieuhoc.plans.calendars import calendar_of_tasks
from hieuhoc.plans.models import TaskFeed
from hieuhoc.plans.reads import feed_tasks
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import public
from hieuhoc.web.public.activity_papers import CALENDAR


@public
@conditional_page
def task_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Whose role has ended is told of nothing."""
    feed = get_object_or_404(TaskFeed.objects.select_related("user"), secret=secret, user__is_active=True)
    tasks = list(feed_tasks(scope_of(feed.user, "plans.report_task")))
    names = full_titles(task.place_id for task in tasks)
    content = calendar_of_tasks(tasks, name=_("Nhiệm vụ"), where_of=lambda task: names.get(task.place_id, ""))
    headers = {"Content-Disposition": 'inline; filename="nhiem-vu.ics"', "Cache-Control": "private, no-cache"}
    return HttpResponse(content, content_type=CALENDAR, headers=headers)
