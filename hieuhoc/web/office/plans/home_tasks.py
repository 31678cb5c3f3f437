"""What waits for the person in this area, for the home of the office."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.plans.reads import circulars_waiting, waiting_tasks
from hieuhoc.web.office.plans.choosing import LATE, MINE, WAITING, tasks_address
from hieuhoc.web.office.plans.circulars import OWN, UNREAD
from hieuhoc.web.ui.shapes import Task

AHEAD = timedelta(days=30)


def tasks_of(user: User) -> list[Task]:
    """What is late, what falls due within a month, reports that wait for an answer; guidance to be read, questions on it."""
    return _of_tasks(user) + _of_circulars(user)


def _of_tasks(user: User) -> list[Task]:
    held, given = scope_of(user, "plans.report_task"), scope_of(user, "plans.answer_report")
    if held.is_empty and given.is_empty:
        return []
    today = timezone.localdate()
    late, soon, reported = waiting_tasks(held, given, today, today + AHEAD)
    kinds = (
        (_("Nhiệm vụ quá hạn"), late, tasks_address("task-list", whose=MINE, state=LATE)),
        (_("Nhiệm vụ đến hạn trong 30 ngày"), soon, tasks_address("task-list", whose=MINE)),
        (_("Báo cáo kết quả chờ nghiệm thu"), reported, tasks_address("task-list", state=WAITING)),
    )
    return [
        Task(title, waiting.count, address, due_on=waiting.first_on, is_late=waiting is late)
        for title, waiting, address in kinds
        if waiting.count
    ]


def _of_circulars(user: User) -> list[Task]:
    unread, asked = circulars_waiting(user, scope_of(user, "plans.answer_question"), timezone.localdate())
    address = reverse("office:circular-list")
    kinds = (
        (_("Văn bản hướng dẫn chưa xác nhận đã đọc"), unread, UNREAD),
        (_("Câu hỏi về văn bản hướng dẫn chờ trả lời"), asked, OWN),
    )
    return [Task(title, count, f"{address}?whose={whose}") for title, count, whose in kinds if count]
