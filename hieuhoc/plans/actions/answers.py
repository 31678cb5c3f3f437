"""Whoever gave a task accepts what was reported, or returns it with what is missing."""

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.plans.actions.locking import TASK, locked_task
from hieuhoc.plans.models import PlanTask, TaskReport
from hieuhoc.plans.telling import tell_owner


@transaction.atomic
def accept_report(report: TaskReport, *, answer: str = "", actor: User | None) -> PlanTask:
    """The task is done, on the day it was reported. Nobody accepts what they reported themselves."""
    require(actor, "plans.answer_report", report.task.plan)
    task = _answered(report, TaskReport.Verdict.ACCEPTED, answer, actor)
    task.status, task.finished_on = PlanTask.Status.FINISHED, timezone.localdate(report.reported_at)
    return _ended(task, report, "plans.accept_report", gettext_lazy("Kết quả đã được nghiệm thu"), actor)


@transaction.atomic
def return_report(report: TaskReport, *, answer: str, actor: User | None) -> PlanTask:
    """The task runs on; `answer` says what is missing."""
    require(actor, "plans.answer_report", report.task.plan)
    if not answer.strip():
        raise Refusal(_("Chưa ghi vì sao trả lại."), remedy=_("Ghi còn thiếu gì."), code="no_reason")
    task = _answered(report, TaskReport.Verdict.RETURNED, answer, actor)
    task.status = PlanTask.Status.ASSIGNED
    return _ended(task, report, "plans.return_report", gettext_lazy("Báo cáo kết quả bị trả lại"), actor)


def _answered(report: TaskReport, verdict: str, answer: str, actor: User | None) -> PlanTask:
    task = locked_task(report.task_id)
    report.refresh_from_db()
    if report.verdict or task.status != PlanTask.Status.REPORTED:
        raise Refusal(_("Báo cáo này đã được trả lời."), code="already_answered")
    if actor is not None and report.reported_by_id == actor.pk:
        raise Refusal(
            _("Người báo cáo không tự nghiệm thu."), remedy=_("Nhờ cán bộ khác của nơi giao việc."), code="own_report"
        )
    report.verdict, report.answer = verdict, " ".join(answer.split())
    report.answered_by, report.answered_at = actor, timezone.now()
    report.save(update_fields=["verdict", "answer", "answered_by", "answered_at"])
    return task


def _ended(task: PlanTask, report: TaskReport, deed: str, subject: Promise, actor: User | None) -> PlanTask:
    """Other reports of the task that wait are answered by it."""
    task.reports.filter(verdict="").update(
        verdict=report.verdict, answer=report.answer, answered_by=actor, answered_at=report.answered_at
    )
    task.save(update_fields=["status", "finished_on"])
    record(
        deed,
        actor=actor,
        subject_kind=TASK,
        subject_id=task.pk,
        place=task.place_id,
        changes={"task_status": [PlanTask.Status.REPORTED, task.status], "task_note": [None, report.answer or None]},
    )
    tell_owner(task, subject, f"plans.answered.{report.pk}")
    return task
