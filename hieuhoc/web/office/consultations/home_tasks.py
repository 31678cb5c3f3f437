"""What waits for the person in this area, for the home of the office."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.consultations.reads import unanswered
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    if not user.has_perm("consultations.answer_comment"):
        return []
    return [
        Task(
            title=_("Góp ý về %(number)s chưa trả lời") % {"number": waiting.number},
            count=waiting.count,
            url=f"{reverse('office:consultation', args=[waiting.version])}?state=unanswered",
            oldest_on=waiting.oldest_on,
        )
        for waiting in unanswered()
    ]
