"""School years, and for whom a parent agrees. No Django here."""

from datetime import date

AGREES_ALONE_AT = 16  # years (Law 91/2025/QH15)
SCHOOL_YEAR_BEGINS = 8  # month: classes are formed in August, so that a September first day is in its year
FIRST_SCHOOL_YEAR = 2020


def school_year_of(day: date) -> int:
    """The school year that day lies in, named by the year in which it begins."""
    return day.year if day.month >= SCHOOL_YEAR_BEGINS else day.year - 1


def school_year_days(school_year: int) -> tuple[date, date]:
    """From its first day up to the next one's."""
    return date(school_year, SCHOOL_YEAR_BEGINS, 1), date(school_year + 1, SCHOOL_YEAR_BEGINS, 1)


def needs_guardian(birth_date: date | None, birth_year: int | None, day: date) -> bool:
    """Under 16 on that day. Only the year known: until the year after the one in which they turn 16; nothing known: yes."""
    if birth_date is not None:
        return (day.year - birth_date.year) - (
            (day.month, day.day) < (birth_date.month, birth_date.day)
        ) < AGREES_ALONE_AT
    return birth_year is None or day.year - birth_year <= AGREES_ALONE_AT
