"""Days as the programme counts them: ages, spells, and dates as people write them in Vietnam."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ADULT_AGE = 18  # in the year of that birthday: completed on 31/12, whatever the day of birth
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
    """The day, else the year alone, else nothing."""
    return format_date(born_on) if born_on else str(birth_year or "")


@dataclass(frozen=True)
class Spell:
    """[since, until); since None = not known, always before; until None = still so."""

    since: date | None
    until: date | None = None

    def overlaps(self, other: "Spell") -> bool:
        begins_before_end = self.since is None or other.until is None or self.since < other.until
        ends_after_begin = self.until is None or other.since is None or other.since < self.until
        return begins_before_end and ends_after_begin


def overlaps_any(spell: Spell, others: Iterable[Spell]) -> bool:
    return any(spell.overlaps(other) for other in others)
