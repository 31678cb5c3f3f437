"""Tasks as a calendar that telephones and computers subscribe to (RFC 5545): each a whole day, the one it is due."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from hieuhoc.lib.later import when_used
from hieuhoc.plans.models import PlanTask

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = when_used("icalendar")

MAKER = "-//Hieu Hoc//Nhiem vu//VI"
REMINDS_BEFORE = timedelta(days=3)


def calendar_of_tasks(tasks: Iterable[PlanTask], *, name: str, where_of: Callable[[PlanTask], str]) -> bytes:
    """The same tasks give the same bytes until one of them changes."""
    calendar = icalendar.Calendar()
    for key, value in (("prodid", MAKER), ("version", "2.0"), ("x-wr-calname", name)):
        calendar.add(key, value)
    for task in tasks:
        calendar.add_component(_event(task, where_of(task)))
    return bytes(calendar.to_ical())


def _event(task: PlanTask, where: str) -> "icalendar.Event":
    event, alarm = icalendar.Event(), icalendar.Alarm()
    said = filter(None, [task.product, task.plan.number, task.plan.title])
    host = settings.PUBLIC_URL.partition("://")[2].strip("/")
    for key, value in (
        ("uid", f"task-{task.pk}@{host}"),
        ("dtstamp", datetime.combine(task.starts_on, datetime.min.time(), tzinfo=UTC)),
        ("dtstart", task.due_on),
        ("dtend", task.due_on + timedelta(days=1)),
        ("summary", _("Hạn: %(title)s") % {"title": task.title}),
        ("description", "\n".join(said)),
        ("location", where),
        ("transp", "TRANSPARENT"),
    ):
        event.add(key, value)
    alarm.add("action", "DISPLAY")
    alarm.add("description", task.title)
    alarm.add("trigger", -REMINDS_BEFORE)
    event.add_component(alarm)
    return event
