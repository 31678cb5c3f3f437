"""School years, and until when a parent agrees."""

from datetime import date

from hieuhoc.schools.rules import needs_guardian, school_year_days, school_year_of


def test_a_school_year_begins_in_august_and_bears_the_name_of_its_first_year() -> None:
    assert school_year_of(date(2025, 7, 31)) == 2024
    assert school_year_of(date(2025, 8, 1)) == 2025
    assert school_year_days(2025) == (date(2025, 8, 1), date(2026, 8, 1))


def test_a_parent_agrees_until_the_sixteenth_birthday() -> None:
    born = date(2010, 3, 15)
    assert needs_guardian(born, 2010, date(2026, 3, 14))
    assert not needs_guardian(born, 2010, date(2026, 3, 15))


def test_where_only_the_year_is_known_the_later_birthday_counts() -> None:
    assert needs_guardian(None, 2010, date(2026, 12, 31))
    assert not needs_guardian(None, 2010, date(2027, 1, 1))
    assert needs_guardian(None, None, date(2026, 1, 1))
