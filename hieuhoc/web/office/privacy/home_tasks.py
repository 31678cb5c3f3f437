"""What waits for the person in this area, for the home of the office."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.privacy.reads import erasures_waiting
from hieuhoc.web.ui.shapes import Task

MOST = 100


def tasks_of(user: User) -> list[Task]:
    waiting = list(erasures_waiting(user).order_by("asked_on", "pk")[:MOST])
    if not waiting:
        return []
    return [
        Task(
            _("Yêu cầu xoá thông tin chờ giải quyết"), len(waiting), reverse("office:erasure-list"), waiting[0].asked_on
        )
    ]
