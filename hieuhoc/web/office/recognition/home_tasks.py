"""What waits for the person in this area, for the home of the office."""

from collections.abc import Sequence

from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.recognition.models import AnsweredObjection
from hieuhoc.recognition.objecting import answerable_by
from hieuhoc.recognition.reads import old_names_of, proposal_tasks, returned_tasks
from hieuhoc.web.ui.shapes import Task

MOST = 100
COUNTED_FOR_SECONDS = 300


def tasks_of(user: User) -> list[Task]:
    proposals = reverse("office:proposal-list")
    kinds = (
        (_("Danh sách đề nghị chờ quyết định"), "sent", list(proposal_tasks(user))),
        (_("Danh sách đề nghị bị trả lại"), "returned", list(returned_tasks(user).order_by("sent_at")[:MOST])),
    )
    tasks = [
        Task(title, len(waiting), f"{proposals}?status={status}", waiting[0].sent_at)
        for title, status, waiting in kinds
        if waiting
    ]
    title = _("Đề nghị xét lại chờ trả lời")
    tasks += answers_due(title, answerable_by(user), reverse("office:objection-list"))
    if count := _old_names(user):
        tasks.append(Task(_("Giấy chứng nhận ghi tên cũ"), count, reverse("office:reissue-list")))
    return tasks


def answers_due(title: str, objections: Sequence[AnsweredObjection], address: str) -> list[Task]:
    """One task, or none. The nearest deadline comes first."""
    if not objections:
        return []
    due_on = objections[0].due_on
    oldest_on = min(row.raised_at for row in objections)
    is_late = due_on < timezone.localdate()
    return [Task(title, len(objections), address, oldest_on=oldest_on, due_on=due_on, is_late=is_late)]


def _old_names(user: User) -> int:
    """Every paper of the commune is looked at for it: this page may be a little behind, the list never is."""
    key = f"old-names-{user.pk}-{timezone.localdate()}"
    count: int | None = caches["pages"].get(key)
    if count is None:
        count = old_names_of(user)
        caches["pages"].set(key, count, COUNTED_FOR_SECONDS)
    return count
