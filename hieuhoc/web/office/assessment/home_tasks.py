"""What waits for the person in this area, for the home of the office."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.reads import dossier_tasks
from hieuhoc.assessment.steps import waiting_for
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    today, dossiers = timezone.localdate(), reverse("office:dossier-list")
    tasks = [
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
    if user.has_perm("assessment.agree_dossiers"):
        waiting = waiting_for(user, scope_of(user, "assessment.agree_dossiers")).count()
        tasks += [Task(_("Hồ sơ chờ đồng ý ở bước của mình"), waiting, reverse("office:step-list"))] if waiting else []
    return tasks
