"""What waits for the person in this area, for the home of the office."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.assessment.reads import dossier_tasks
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    today, dossiers = timezone.localdate(), reverse("office:dossier-list")
    return [
        Task(
            title=_("Hồ sơ đợt %(year)s chờ xét") % {"year": task.year},
            count=task.count,
            url=f"{dossiers}?status=submitted&year={task.year}",
            oldest_on=task.oldest_at,
            due_on=task.review_by,
            is_late=task.review_by < today,
        )
        for task in dossier_tasks(user)
    ]
