"""Shares in per cent: one way to round for pages, papers and exports, that never says more than is so."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hieuhoc.lib.numbers import format_percent, format_plain
from hieuhoc.lib.shares import missing_to, reaches, share

COUNTS = st.integers(0, 100_000)
WHOLES = st.integers(1, 100_000)
TARGETS = st.none() | st.integers(5, 1_000).map(lambda tenths: Decimal(tenths) / 10)
IN_TIME = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@IN_TIME
@given(COUNTS, WHOLES, TARGETS, st.integers(0, 2))
def test_what_is_written_is_near_the_share_and_never_across_a_goal(
    numerator: int, denominator: int, target: Decimal | None, decimals: int
) -> None:
    written = share(numerator, denominator, target=target, decimals=decimals)
    assert written is not None
    exact, step = Fraction(numerator * 100, denominator), Fraction(1, 10**decimals)
    assert abs(Fraction(written) - exact) < step
    for goal in [Decimal(100)] if target is None else [Decimal(100), target]:
        assert (written >= goal) <= reaches(numerator, denominator, goal), "written as reached only when it is"
    if target is None and numerator:
        assert written > 0, "a few are not none"


@IN_TIME
@given(COUNTS, WHOLES, TARGETS)
def test_away_from_goals_people_round_half_up(numerator: int, denominator: int, target: Decimal | None) -> None:
    exact = Fraction(numerator * 1000, denominator)
    half_up = Decimal(int(exact + Fraction(1, 2))) / 10
    goals = [Decimal(0), Decimal(100)] if target is None else [Decimal(0), Decimal(100), target]
    if all(abs(half_up - goal) > Decimal("0.1") for goal in goals):
        assert share(numerator, denominator, target=target) == half_up


@IN_TIME
@given(COUNTS, WHOLES, st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 100))
def test_who_is_missing_is_exactly_enough(numerator: int, denominator: int, target: Decimal) -> None:
    missing = missing_to(numerator, denominator, target)
    assert reaches(numerator + missing, denominator, target)
    assert missing == 0 or not reaches(numerator + missing - 1, denominator, target)


def test_nothing_is_no_share_and_reaches_nothing() -> None:
    assert share(0, 0) is None
    assert not reaches(0, 0, 0)
    assert format_percent(0, 0) == ""


@pytest.mark.parametrize(
    ("numerator", "denominator", "target", "text"),
    [
        (9_999, 10_000, None, "99,9%"),
        (1, 100_000, None, "0,1%"),
        (3_996, 10_000, Decimal(40), "39,9%"),
        (4_000, 10_000, Decimal(40), "40,0%"),
        (12_345, 12_345, Decimal(40), "100,0%"),
    ],
)
def test_papers_and_pages_write_one_text(numerator: int, denominator: int, target: Decimal | None, text: str) -> None:
    assert format_percent(numerator, denominator, target=target) == text


def test_a_target_is_written_as_its_document_wrote_it() -> None:
    assert [format_plain(Decimal(number)) for number in ("40.00", "62.50", "100")] == ["40", "62,5", "100"]
