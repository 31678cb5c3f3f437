"""What a reported value says, and when it says something else than the records."""

from decimal import Decimal

import pytest

from hieuhoc.reported.rules import ReportedValue, last_day, what_is_wrong


@pytest.mark.parametrize(
    ("value", "is_share", "wrong"),
    [
        (ReportedValue(), True, "says_nothing"),
        (ReportedValue(percent=Decimal(40)), False, "no_number"),
        (ReportedValue(5, 9), False, "is_no_share"),
        (ReportedValue(None, 9, Decimal(40)), True, "whole_alone"),
        (ReportedValue(), False, "no_number"),
        (ReportedValue(5, 9, Decimal(40)), True, "percent_follows"),
        (ReportedValue(10, 9), True, "more_than_whole"),
        (ReportedValue(5, 9), True, ""),
        (ReportedValue(262_590, None, Decimal("17.21")), True, ""),
        (ReportedValue(5), False, ""),
    ],
)
def test_a_value_says_one_thing(value: ReportedValue, is_share: bool, wrong: str) -> None:
    assert what_is_wrong(value, is_share=is_share) == wrong


def test_a_share_given_in_per_cent_alone_is_compared_to_tenths() -> None:
    assert not ReportedValue(percent=Decimal("39.7")).differs_from(412, 1038, is_share=True)
    assert ReportedValue(percent=Decimal("39.8")).differs_from(412, 1038, is_share=True)
    assert ReportedValue(412, 1040).differs_from(412, 1038, is_share=True)
    assert not ReportedValue(412).differs_from(412, 0, is_share=False)
    assert ReportedValue(412, 1038).share == Decimal("39.69")


def test_a_span_ends_on_its_day() -> None:
    assert [f"{last_day(2024, span):%d/%m}" for span in ("half", "nine", "year")] == ["30/06", "30/09", "31/12"]
