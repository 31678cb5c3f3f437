"""What waits for the person in this area, for the home of the office."""

from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
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
    if waiting_answers := answerable_by(user):
        first = waiting_answers[0]
        tasks.append(
            Task(
                _("Đề nghị xét lại chờ trả lời"),
                len(waiting_answers),
                reverse("office:objection-list"),
                oldest_on=min(row.raised_at for row in waiting_answers),
                due_on=first.due_on,
                is_late=first.due_on < timezone.localdate(),
            )
        )
    if count := _old_names(user):
        tasks.append(Task(_("Giấy chứng nhận ghi tên cũ"), count, reverse("office:reissue-list")))
    return tasks


def _old_names(user: User) -> int:
    """Every paper of the commune is looked at for it: this page may be a little behind, the list never is."""
    key = f"old-names-{user.pk}-{timezone.localdate()}"
    count: int | None = caches["pages"].get(key)
    if count is None:
        count = old_names_of(user)
        caches["pages"].set(key, count, COUNTED_FOR_SECONDS)
    return count
