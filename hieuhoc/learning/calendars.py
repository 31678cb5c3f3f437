"""Activities as a calendar that telephones and computers subscribe to (RFC 5545): a series is one event with its rule and
its exceptions.

Many feeds tell of the same activities, and telephones ask for theirs again and again: each process keeps the events it
wrote, each under all that is said in it, so a changed activity is simply another one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from hieuhoc.learning.models import Activity
from hieuhoc.learning.rules import Recurrence, Repeat, begins_and_ends, ordinal_of, recurrence_of
from hieuhoc.lib.later import when_used

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = when_used("icalendar")

HERE, UTC = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("UTC")
MAKER = "-//Hieu Hoc//Hoat dong hoc tap//VI"
MOST_KEPT = 10_000  # events of a process, about 1 KB each
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES: dict[Repeat, dict[str, Any]] = {
    Repeat.DAILY: {"freq": "daily"},
    Repeat.WEEKLY: {"freq": "weekly"},
    Repeat.FORTNIGHTLY: {"freq": "weekly", "interval": 2},
    Repeat.MONTHLY: {"freq": "monthly"},
}
END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True)
class ToldEvent:
    """All that an event says. `address`: the public page, also what the event is known by."""

    address: str
    changed_at: datetime
    days: tuple[date, ...]
    starts_at: time
    minutes: int
    title: str
    description: str
    location: str
    topic: str
    is_cancelled: bool


def calendar_of(
    activities: Iterable[Activity],
    *,
    name: str,
    address_of: Callable[[Activity], str],
    where_of: Callable[[Activity], str],
) -> bytes:
    """`address_of`: the public page of an activity; `where_of`: its place in words. The same activities give the same
    bytes until one of them changes."""
    calendar = icalendar.Calendar()
    for key, value in (("prodid", MAKER), ("version", "2.0"), ("x-wr-calname", name), ("x-wr-timezone", HERE.key)):
        calendar.add(key, value)
    events = (written(_told(activity, address_of(activity), where_of(activity))) for activity in activities)
    return b"".join((calendar.to_ical().removesuffix(END), zone_of_here(), *events, END))


def _told(activity: Activity, address: str, where: str) -> ToldEvent:
    said = filter(None, [activity.cancel_reason, activity.about, activity.organiser, address])
    return ToldEvent(
        address=address,
        changed_at=activity.changed_at,
        days=tuple(activity.days),
        starts_at=activity.starts_at,
        minutes=activity.minutes,
        title=activity.title,
        description="\n".join(said),
        location=activity.link or where,
        topic=activity.topic.name,
        is_cancelled=activity.status == Activity.Status.CANCELLED,
    )


@cache
def zone_of_here() -> bytes:
    return bytes(icalendar.Timezone.from_tzid(HERE.key).to_ical())


@lru_cache(maxsize=MOST_KEPT)
def written(told: ToldEvent) -> bytes:
    event = icalendar.Event()
    rule = recurrence_of(told.days)
    begins, ends = (moment.replace(tzinfo=HERE) for moment in begins_and_ends(rule.first, told.starts_at, told.minutes))
    for key, value in (
        ("uid", told.address),
        ("dtstamp", told.changed_at.astimezone(UTC)),
        ("last-modified", told.changed_at.astimezone(UTC)),
        ("dtstart", begins),
        ("dtend", ends),
        ("summary", told.title),
        ("description", told.description),
        ("location", told.location),
        ("url", told.address),
        ("categories", [told.topic]),
        ("status", "CANCELLED" if told.is_cancelled else "CONFIRMED"),
    ):
        event.add(key, value)
    if rule.repeat != Repeat.ONCE:
        event.add("rrule", _rule(told, rule))
    # Some readers forget the first day of a list without a rule: it is named twice and counts once (RFC 5545, 3.8.5.2).
    listed = (rule.first, *rule.added) if rule.repeat == Repeat.ONCE and rule.added else rule.added
    for key, days in (("exdate", rule.left_out), ("rdate", listed)):
        if days:
            event.add(key, [_begins(told, day) for day in days])
    return bytes(event.to_ical())


def _rule(told: ToldEvent, rule: Recurrence) -> dict[str, Any]:
    first, is_monthly = rule.first, rule.repeat == Repeat.MONTHLY
    by_day = {"byday": f"{ordinal_of(first)}{WEEKDAYS[first.weekday()]}"} if is_monthly else {}
    return FREQUENCIES[rule.repeat] | by_day | {"until": _begins(told, rule.last).astimezone(UTC)}


def _begins(told: ToldEvent, day: date) -> datetime:
    return datetime.combine(day, told.starts_at, tzinfo=HERE)
