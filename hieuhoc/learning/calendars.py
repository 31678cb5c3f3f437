"""Activities as a calendar that telephones and computers subscribe to (RFC 5545): a series is one event with its rule and
its exceptions."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from hieuhoc.learning.models import Activity
from hieuhoc.learning.rules import Repeat, begins_and_ends, ordinal_of
from hieuhoc.lib.later import when_used

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = when_used("icalendar")

HERE, UTC = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("UTC")
MAKER = "-//Hieu Hoc//Hoat dong hoc tap//VI"
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES: dict[Repeat, dict[str, Any]] = {
    Repeat.DAILY: {"freq": "daily"},
    Repeat.WEEKLY: {"freq": "weekly"},
    Repeat.FORTNIGHTLY: {"freq": "weekly", "interval": 2},
    Repeat.MONTHLY: {"freq": "monthly"},
}


def calendar_of(
    activities: Iterable[Activity],
    *,
    name: str,
    address_of: Callable[[Activity], str],
    where_of: Callable[[Activity], str],
) -> bytes:
    """`address_of`: the public page of an activity, also what the event is known by; `where_of`: its place in words."""
    calendar = icalendar.Calendar()
    for key, value in (("prodid", MAKER), ("version", "2.0"), ("x-wr-calname", name), ("x-wr-timezone", HERE.key)):
        calendar.add(key, value)
    for activity in activities:
        calendar.add_component(_event(activity, address_of(activity), where_of(activity)))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(activity: Activity, address: str, where: str) -> "icalendar.Event":
    event = icalendar.Event()
    rule = activity.recurrence
    begins, ends = (
        moment.replace(tzinfo=HERE) for moment in begins_and_ends(rule.first, activity.starts_at, activity.minutes)
    )
    is_cancelled = activity.status == Activity.Status.CANCELLED
    for key, value in (
        ("uid", address),
        ("dtstamp", timezone.now().astimezone(UTC)),
        ("dtstart", begins),
        ("dtend", ends),
        ("summary", activity.title),
        ("description", "\n".join(filter(None, [activity.cancel_reason, activity.about, activity.organiser, address]))),
        ("location", activity.link or where),
        ("url", address),
        ("categories", [activity.topic.name]),
        ("status", "CANCELLED" if is_cancelled else "CONFIRMED"),
    ):
        event.add(key, value)
    if rule.repeat != Repeat.ONCE:
        event.add("rrule", _rule(activity, rule.repeat, rule.first, rule.last))
    # Some readers forget the first day of a list without a rule: it is named twice and counts once (RFC 5545, 3.8.5.2).
    listed = (rule.first, *rule.added) if rule.repeat == Repeat.ONCE and rule.added else rule.added
    for key, days in (("exdate", rule.left_out), ("rdate", listed)):
        if days:
            event.add(key, [_begins(activity, day) for day in days])
    return event


def _rule(activity: Activity, repeat: Repeat, first: date, last: date) -> dict[str, Any]:
    by_day = {"byday": f"{ordinal_of(first)}{WEEKDAYS[first.weekday()]}"} if repeat == Repeat.MONTHLY else {}
    return FREQUENCIES[repeat] | by_day | {"until": _begins(activity, last).astimezone(UTC)}


def _begins(activity: Activity, day: date) -> datetime:
    return datetime.combine(day, activity.starts_at, tzinfo=HERE)
