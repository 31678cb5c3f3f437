"""The days of a series: from what somebody chooses to days, and from days to the shortest rule that says them; times of the
clock as people write them. Pure."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import islice, takewhile

MOST_DAYS = 366  # of one activity
LONGEST = 24 * 60  # minutes of one day
MOST_WISHES = 5  # topics somebody names as what they want to learn: the most needed ones
CLOCK = re.compile(r"(\d{1,2})\s*(?::|\.|h|g|giờ)\s*(\d{2})?(?::\d{2}(?:\.\d+)?)?", re.IGNORECASE)
BETWEEN_DAYS = re.compile(r"\s*[;,\n]\s*")


class Repeat(StrEnum):
    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"  # the same weekday of the month: each second Saturday


LAST_DAY = date.max.toordinal()
STEPS = {Repeat.DAILY: 1, Repeat.WEEKLY: 7, Repeat.FORTNIGHTLY: 14}


@dataclass(frozen=True)
class Recurrence:
    """From `first` on by `repeat` until `last` (that day included), without the days `left_out` and with those `added`."""

    repeat: Repeat
    first: date
    last: date
    left_out: tuple[date, ...] = ()
    added: tuple[date, ...] = ()

    def days(self) -> tuple[date, ...]:
        """Too many of them are seen to be too many, whatever is left out."""
        ruled = set(days_of_rule(self.repeat, self.first, self.last, MOST_DAYS + 1 + len(self.left_out)))
        return tuple(sorted((ruled - set(self.left_out)) | set(self.added)))


def days_of_rule(repeat: Repeat, first: date, last: date, most: int = MOST_DAYS + 1) -> Iterator[date]:
    """At most so many; without saying one more than an activity may have."""
    return takewhile(lambda day: day <= last, islice(_ruled(repeat, first), most))


def _ruled(repeat: Repeat, first: date) -> Iterator[date]:
    if repeat == Repeat.ONCE:
        yield first
    elif repeat == Repeat.MONTHLY:
        yield from _same_weekday_of_months(first)
    else:
        yield from (date.fromordinal(day) for day in range(first.toordinal(), LAST_DAY, STEPS[repeat]))


def _same_weekday_of_months(first: date) -> Iterator[date]:
    """Months without a fifth Saturday have none."""
    weekly = (date.fromordinal(day) for day in range(first.toordinal(), LAST_DAY, 7))
    yield from (day for day in weekly if ordinal_of(day) == ordinal_of(first))


def ordinal_of(day: date) -> int:
    """1 for the first of its weekday in the month, 2 for the second …"""
    return (day.day - 1) // 7 + 1


def recurrence_of(days: Collection[date]) -> Recurrence:
    """The rule with the fewest exceptions that gives these days (at least one); of several the plainest."""
    return _recurrence_of(tuple(sorted(set(days))))


@lru_cache(maxsize=10_000)  # lists show the same series again and again
def _recurrence_of(listed: tuple[date, ...]) -> Recurrence:
    first, last = listed[0], listed[-1]
    rules = [_with_exceptions(repeat, first, last, set(listed)) for repeat in Repeat]
    return min(rules, key=lambda rule: len(rule.left_out) + len(rule.added))


def _with_exceptions(repeat: Repeat, first: date, last: date, listed: set[date]) -> Recurrence:
    ruled = set(days_of_rule(repeat, first, last))
    left_out, added = sorted(ruled - listed), sorted(listed - ruled)
    return Recurrence(repeat, first, last, tuple(left_out), tuple(added))


def begins_and_ends(day: date, starts_at: time, minutes: int) -> tuple[datetime, datetime]:
    """Of the local clock, without a zone. A session that ends past midnight ends the next day."""
    begins = datetime.combine(day, starts_at)
    return begins, begins + timedelta(minutes=minutes)


def read_clock(text: str) -> time | None:
    """19:30, 19h30, 19 giờ, 7.30; None for anything else."""
    read = CLOCK.fullmatch(text.strip())
    hours, minutes = (int(read[1]), int(read[2] or 0)) if read else (99, 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def parts_of_days(text: str) -> list[str]:
    """What stands between ; or , or ends of lines."""
    return [part for part in BETWEEN_DAYS.split(text.strip()) if part]
