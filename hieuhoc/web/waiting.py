"""What waits for somebody, in all areas of the office."""

from datetime import date, datetime
from functools import cache
from itertools import chain
from types import ModuleType

from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.lib.rooms import contributions
from hieuhoc.web.areas import Area
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    """From their `home_tasks.py`: the late ones first, then the oldest, whatever its kind."""
    waiting = chain.from_iterable(module.tasks_of(user) for module in _modules())
    return sorted(waiting, key=lambda task: (not task.is_late, _day(task.oldest_on)))


def _day(oldest: date | datetime | None) -> date:
    """Work of unknown age comes last."""
    if oldest is None:
        return date.max
    return timezone.localdate(oldest) if isinstance(oldest, datetime) else oldest


@cache
def _modules() -> list[ModuleType]:
    """Looked for once: an area without any is a search through its folder."""
    return [module for _area, module in contributions("home_tasks", Area)]
