"""Whole numbers and amounts in sheets are read as the eye reads them."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.lib.numbers import format_number
from hieuhoc.sheets.definition import raw
from hieuhoc.sheets.kinds import Whole

DONG = Whole(0, 10**12)


def read(text: str, kind: Whole = DONG) -> int | None:
    frame = pl.DataFrame({raw("value"): [text]}, schema={raw("value"): pl.String})
    value: int | None = frame.select(**kind.values("value"))["value"][0]
    return value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500000", 500_000),
        ("500.000", 500_000),
        ("2,500,000", 2_500_000),
        ("5000000000", 5_000_000_000),
        ("12,0", 12),
        ("12.00", 12),
        ("2,500.000", None),
        ("500.00.000", None),
        ("năm trăm", None),
    ],
)
def test_an_amount_is_read_as_written(text: str, value: int | None) -> None:
    assert read(text) == value


@given(st.integers(0, 10**12))
def test_an_amount_written_the_vietnamese_way_is_read_back(amount: int) -> None:
    assert read(format_number(amount)) == amount


def test_a_year_written_with_a_point_is_that_year() -> None:
    frame = pl.DataFrame({raw("year"): ["2.025"]}, schema={raw("year"): pl.String})
    years = Whole(2000, 2100)
    (check,) = years.checks("year")
    assert "2000" in str(years.hint())
    assert frame.with_columns(**years.values("year")).select(check.when).item() is False
