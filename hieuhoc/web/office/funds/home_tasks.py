"""What waits for the person in this area, for the home of the office."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.funds.reads import uses_waiting
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    """Uses that somebody else asked for and this person may approve: one line for all funds."""
    if not user.has_perm("funds.approve_use"):
        return []
    waiting = uses_waiting(scope_of(user, "funds.approve_use"), user.pk)
    if not waiting.count:
        return []
    url = f"{reverse('office:use-list')}?state=wanted"
    return [Task(title=_("Khoản chi của quỹ chờ duyệt"), count=waiting.count, url=url, oldest_on=waiting.oldest_on)]
