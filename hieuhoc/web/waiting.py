"""What waits for somebody, in all areas of the office."""

from itertools import chain

from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.lib.rooms import contributions
from hieuhoc.web.areas import Area
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    """From their `home_tasks.py`, the oldest first, whatever its kind."""
    waiting = (module.tasks_of(user) for _area, module in contributions("home_tasks", Area))
    return sorted(chain.from_iterable(waiting), key=lambda task: task.oldest_on or timezone.now())
