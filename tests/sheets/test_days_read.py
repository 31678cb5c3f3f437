"""Days are read the same whether the common way of writing meets a column alone or among others."""

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.sheets.definition import Problems
from hieuhoc.sheets.kinds import Day

WRITTEN = {
    "05/03/1980": (date(1980, 3, 5), 1980),
    "5/3/1980": (date(1980, 3, 5), 1980),
    "05-03-1980": (date(1980, 3, 5), 1980),
    "5.3.1980": (date(1980, 3, 5), 1980),
    "05 / 03 / 1980": (date(1980, 3, 5), 1980),
    "1980-03-05": (date(1980, 3, 5), 1980),
    "1980-03-05T00:00:00": (date(1980, 3, 5), 1980),
    "05/03/1980 07:30": (date(1980, 3, 5), 1980),
    "1980": (None, 1980),
    "00/00/1950": (None, 1950),
    "--/--/1950": (None, 1950),
    "ngày 5 tháng 3 năm 1980": (date(1980, 3, 5), 1980),
    "05031980": (date(1980, 3, 5), 1980),
    "03/1980": (None, 1980),
    "3-1980": (None, 1980),
    "tháng 3 năm 1980": (None, 1980),
    "khoảng 1950": (None, 1950),
    "1950?": (None, 1950),
    "13/1980": (None, None),
    "0980?": (None, None),
    "99999999": (None, None),
    "31/02/1980": (None, None),
    "05/03/0980": (None, None),
    "05/03/2980": (None, None),
    "29335": (None, None),
    "không nhớ": (None, None),
    None: (None, None),
}


@given(st.lists(st.sampled_from(list(WRITTEN)), min_size=1, max_size=20))
def test_a_cell_is_read_the_same_in_any_company(cells: list[str | None]) -> None:
    frame = pl.DataFrame({"raw.birth": pl.Series(cells, dtype=pl.String)})
    read = frame.select(**Day(or_year=True).values("birth"))
    assert read.rows() == [WRITTEN[cell] for cell in cells]
    assert frame.select(**Day().values("birth"))["birth"].to_list() == [WRITTEN[cell][0] for cell in cells]


def test_a_birth_of_which_only_the_year_is_read_says_so() -> None:
    cells = ["05/03/1980", "1980", "00/00/1950", "03/1980", "khoảng 1950", "1950?", "13/1980"]
    frame = pl.DataFrame({"row": range(len(cells)), "raw.birth": cells}, schema_overrides={"row": pl.UInt32})
    problems = Problems()
    birth = Day(or_year=True)
    problems.apply(frame.with_columns(**birth.values("birth")), birth.checks("birth"))
    told = {row["row"]: row["cause"] for row in problems.frame().iter_rows(named=True)}
    assert told == {3: "year_alone", 4: "year_alone", 5: "year_alone", 6: "unread_date"}
