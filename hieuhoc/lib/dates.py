"""Days as the programme counts them: ages, spells, and dates as people write them in Vietnam."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

EXCEL_DAY_ZERO = date(1899, 12, 30)
EXCEL_LAST = 73_050  # 31/12/2099
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_IN_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"(?:năm\s+)?(\d{4})(?:\.0+)?", re.IGNORECASE)
_SERIAL = re.compile(r"(\d{5})(?:\.0+)?")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")


class NotADate(ValueError):
    """The text is no day and no year we could mean."""


class NoSuchDay(NotADate):
    """Written as a day, but the calendar has none such: 31/02/2025, 05/13/2025."""

    def __init__(self, year: int, month: int, day: int) -> None:
        super().__init__("no such day")
        self.year, self.month, self.day = year, month, day

    @property
    def nearest(self) -> date | None:
        """The last day of the month meant; None when there is no such month."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1]) if 1 <= self.month <= 12 else None


class OutsideTheYears(NotADate):
    def __init__(self, year: int) -> None:
        super().__init__("outside the years we keep")
        self.year = year


def completed_age(born_on: date, on: date) -> int:
    """Whole years lived on that day. Who was born on 29/2 completes a year on 1/3 when there is no 29/2."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def is_adult(year: int, *, born_on: date | None = None, birth_year: int | None = None, age: int = 18) -> bool | None:
    """Completed `age` on 31/12 of `year`; None when neither day nor year of birth is known.

    On 31/12 everybody born in a year has had that year's birthday, so the year alone says as much as the day.
    """
    born = born_on.year if born_on else birth_year
    return None if born is None else year - born >= age


def parse_date(text: str) -> date | int:
    """A date, or the year alone as a number. Raises NotADate.

    Day before month, as in Vietnam. Reads 5/3/2025, 05-03-2025, 2025-03-05, ngày 5 tháng 3 năm 2025, serial days of
    spreadsheets (45721) and years (1957). A number from 1900 to 2100 is a year, not a serial day of 1905.
    """
    cleaned = " ".join(text.split()).strip("'")
    if match := _YEAR.fullmatch(cleaned):
        year = int(match[1])
        if EARLIEST_YEAR <= year <= LATEST_YEAR:
            return year
    if match := _DAY_FIRST.fullmatch(cleaned) or _IN_WORDS.fullmatch(cleaned):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if match := _YEAR_FIRST.fullmatch(cleaned):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if (match := _SERIAL.fullmatch(cleaned)) and int(match[1]) <= EXCEL_LAST:
        return EXCEL_DAY_ZERO + timedelta(days=int(match[1]))
    raise NotADate("not a date")


def parse_typed_date(text: str) -> date | int:
    """The same for what somebody typed: eight digits are a day too, as telephones show digits without a slash, and a
    serial day of a spreadsheet is a slip. Raises NotADate."""
    cleaned = "".join(text.split())
    if match := _DIGITS.fullmatch(cleaned):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if _SERIAL.fullmatch(cleaned):
        raise NotADate("a serial day")
    return parse_date(text)


def _day(year: int, month: int, day: int) -> date:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise OutsideTheYears(year)
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay(year, month, day) from None


def format_date(day: date | None) -> str:
    return f"{day:%d/%m}/{day.year:04}" if day else ""


def format_birth(born_on: date | None, birth_year: int | None) -> str:
    return format_date(born_on) if born_on else str(birth_year or "")


# Spells are half-open: [since, until). None before means "not known, always", None after "still".

type Spell = tuple[date | None, date | None]


def holds_on(spell: Spell, day: date) -> bool:
    since, until = spell
    return (since is None or since <= day) and (until is None or day < until)


def overlap(one: Spell, other: Spell) -> bool:
    return _begins_before_end(one, other) and _begins_before_end(other, one)


def _begins_before_end(one: Spell, other: Spell) -> bool:
    return one[0] is None or other[1] is None or one[0] < other[1]


def any_overlap(spells: Iterable[Spell]) -> bool:
    ordered = sorted(spells, key=lambda spell: spell[0] or date.min)
    return any(overlap(one, following) for one, following in pairwise(ordered))


def year_spell(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year + 1, 1, 1)


def years_touched(spell: tuple[date, date | None], last_year: int) -> range:
    """The calendar years in which the spell holds on at least one day, up to and including `last_year`."""
    since, until = spell
    last = last_year if until is None else min(last_year, (until - timedelta(days=1)).year)
    return range(since.year, last + 1)
