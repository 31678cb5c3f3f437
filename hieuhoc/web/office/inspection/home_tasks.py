"""What waits for the person in this area, for the home of the office."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.inspection.reads import findings_on_home, visits_waiting
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    """Visits the person was sent on; what the person's own places have to put right, and what those they inspect are late with."""
    if not user.has_perm("inspection.read_inspections"):
        return []
    today = timezone.localdate()
    visits = visits_waiting(user)
    findings, overdue = findings_on_home(
        scope_of(user, "inspection.settle_finding"), scope_of(user, "inspection.plan_visit")
    )
    pages = (
        (visits, _("Cuộc kiểm tra được cử đi"), f"{reverse('office:inspection-list')}?whose=mine"),
        (findings, _("Kiến nghị kiểm tra chờ khắc phục"), f"{reverse('office:finding-list')}?state=to_fix"),
        (overdue, _("Kiến nghị kiểm tra quá hạn ở các xã"), f"{reverse('office:finding-list')}?state=late"),
    )
    return [
        Task(
            title,
            waiting.count,
            url,
            due_on=waiting.first_on,
            is_late=bool(waiting.first_on and waiting.first_on < today),
        )
        for waiting, title, url in pages
        if waiting.count
    ]
