"""Until when a request about personal data is answered and settled (Law 91/2025/QH15; Decree 356/2025/NĐ-CP: an answer within
2 working days, restriction and objection carried out within 15 days, once prolonged by 15)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

ANSWER_WORKING_DAYS = 2
EVERY_YEAR = frozenset({(1, 1), (4, 30), (5, 1), (9, 2)})  # month, day: Labour Code 2019, article 112
SATURDAY = 5
SOON = timedelta(days=2)


@dataclass(frozen=True)
class Calendar:
    """What the province entered besides weekends and the days off of every year."""

    off: Collection[date] = ()
    worked: Collection[date] = ()

    def works_on(self, day: date) -> bool:
        if day in self.worked:
            return True
        return day.weekday() < SATURDAY and (day.month, day.day) not in EVERY_YEAR and day not in self.off


@dataclass(frozen=True)
class Clocks:
    answer_by: date
    settle_by: date


def clocks_of(matter: str, asked_on: date, calendar: Calendar, *, is_extended: bool = False) -> Clocks:
    """The day of asking does not count. A term that ends on a day off ends with the next working day (Civil Code 2015,
    article 148)."""
    days = settings.DATA_REQUEST_DAYS[matter] + (settings.DATA_REQUEST_EXTENSION_DAYS if is_extended else 0)
    return Clocks(
        working_days_after(asked_on, ANSWER_WORKING_DAYS, calendar),
        _worked_from(asked_on + timedelta(days=days), calendar),
    )


def working_days_after(day: date, count: int, calendar: Calendar) -> date:
    """The `count`th working day after `day`."""
    for _day in range(count):
        day = _worked_from(day + timedelta(days=1), calendar)
    return day


def _worked_from(day: date, calendar: Calendar) -> date:
    while not calendar.works_on(day):
        day += timedelta(days=1)
    return day
