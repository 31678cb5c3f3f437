"""What waits for the person in this area, for the home of the office."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.reported.reads import periods_waiting
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    """For the province: periods handed in; for a commune: periods given back to it."""
    if user.has_perm("reported.accept_period"):
        waiting, state, title = "reported.accept_period", "handed_in", _("Kỳ báo cáo chờ xem")
    elif user.has_perm("reported.hand_in_period"):
        waiting, state, title = "reported.hand_in_period", "given_back", _("Kỳ báo cáo bị trả lại")
    else:
        return []
    told = periods_waiting(scope_of(user, waiting), state)
    if not told.count:
        return []
    url = f"{reverse('office:reported-list')}?state={state}&year=all"
    return [Task(title=title, count=told.count, url=url, oldest_on=told.oldest_on)]
