"""What came of a task, told by whoever has it: words, and what shows it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.plans.actions.files import kept_file, refuse_too_big
from hieuhoc.plans.actions.locking import TASK, locked_running_task
from hieuhoc.plans.models import PlanTask, TaskReport
from hieuhoc.plans.telling import tell_giver


@transaction.atomic
def report_task(
    task: PlanTask,
    *,
    text: str,
    link: str = "",
    content: bytes | None = None,
    file_name: str = "",
    actor: User | None,
) -> TaskReport:
    """Whoever gave the task accepts it or returns it; one's own plan's own task is done by it. The file is kept as
    `lib.file_cleaning` writes it anew. The same report sent twice is one."""
    require(actor, "plans.report_task", task)
    task = locked_running_task(task.pk)
    said, link = text.strip(), link.strip()
    _refuse_empty(task, said, content)
    twin = task.reports.filter(text=said, link=link, verdict="").order_by("-pk").first()
    if twin is not None and content is None:
        return twin
    file = None if content is None else kept_file(content, file_name, kind="task_report", nameless="tai-lieu")
    report = TaskReport.objects.create(task=task, text=said, link=link, document=file, reported_by=actor)
    old = task.status
    task.status = PlanTask.Status.FINISHED if task.is_own else PlanTask.Status.REPORTED
    if task.is_own:
        task.finished_on = timezone.localdate()
    task.save(update_fields=["status", "finished_on"])
    record(
        "plans.report_task",
        actor=actor,
        subject_kind=TASK,
        subject_id=task.pk,
        place=task.place_id,
        changes={"task_status": [old, task.status]},
    )
    if not task.is_own:
        tell_giver(task, gettext_lazy("Có báo cáo kết quả chờ nghiệm thu"), f"plans.reported.{report.pk}")
    return report


def _refuse_empty(task: PlanTask, said: str, content: bytes | None) -> None:
    if not said:
        raise Refusal(_("Chưa ghi kết quả."), remedy=_("Ghi đã làm gì, ngày nào, được bao nhiêu."), code="no_words")
    refuse_too_big(content)
    if task.parts.filter(is_part=True).exists():
        raise Refusal(
            _("Nhiệm vụ này giao cho từng xã, phường; mỗi nơi báo cáo phần của mình."), code="done_by_its_parts"
        )
