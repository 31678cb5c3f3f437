"""What waits for the person in this area, for the home of the office."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.privacy.reads import calendar, erasures_waiting, next_due, requests_waiting
from hieuhoc.web.ui.shapes import Task

MOST = 100


def tasks_of(user: User) -> list[Task]:
    return [*_requests(user), *_erasures(user)]


def _requests(user: User) -> list[Task]:
    """By the day on which the next answer is due."""
    waiting = list(requests_waiting(user).order_by("asked_on", "pk")[:MOST])
    if not waiting:
        return []
    days = calendar()
    due = min(next_due(row, days) for row in waiting)
    return [
        Task(
            title=_("Yêu cầu về dữ liệu chờ trả lời, giải quyết"),
            count=len(waiting),
            url=reverse("office:data-request-list"),
            oldest_on=waiting[0].asked_on,
            due_on=due,
            is_late=due < timezone.localdate(),
        )
    ]


def _erasures(user: User) -> list[Task]:
    waiting = list(erasures_waiting(user).order_by("asked_on", "pk")[:MOST])
    if not waiting:
        return []
    return [
        Task(
            _("Yêu cầu xoá thông tin chờ giải quyết"), len(waiting), reverse("office:erasure-list"), waiting[0].asked_on
        )
    ]
