"""Days are read the same whether the common way of writing meets a column alone or among others."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.sheets.actions import answer_questions, check_batch
from hieuhoc.sheets.definition import Problems
from hieuhoc.sheets.kinds import NO_SUCH_BIRTH, NO_SUCH_DAY, Day
from hieuhoc.sheets.questions import cells_of, questions_of
from hieuhoc.sheets.seen import row_numbers, rows_seen
from tests.lib.looks import FORMATS, Page, in_every_format
from tests.people.makers import Land
from tests.sheets.files import outcomes, received

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


NO_DAYS = ["31/02/1990", "31-2-1990", "1990-02-31", "31021990", "13/1990", "ngày 31 tháng 4 năm 1990", "02/25/1990"]


@in_every_format
@pytest.mark.django_db
def test_of_a_day_that_cannot_be_the_year_is_offered(land: Land, tmp_path: Path, kind: str) -> None:
    """Never read by itself: unanswered, the rows are refused with the sentence; nothing else is asked about."""
    usual = ["05/03/1980", "1980", "03/1980", "không nhớ"]
    rows = [[f"Lê Văn {number}", birth] for number, birth in zip("ABCDEFGHIKL", [*NO_DAYS, *usual], strict=True)]
    content = FORMATS[kind](tmp_path / f"a.{kind}", [Page([["Họ và tên", "Ngày sinh"], *rows])]).read_bytes()
    batch = received("roster", content, land.near, name=f"a.{kind}", since="2024-01-01")
    (question,) = questions_of(batch)
    assert sorted(cells_of(batch, question.code)["seen"]) == sorted(NO_DAYS)
    assert (question.code, question.must_be_answered) == ("no_such_day.birth", False)
    assert set(cells_of(batch, question.code)["becomes"]) == {"1990"}
    assert outcomes(batch) == {"new": 3, "refused": len(NO_DAYS) + 1}
    sentences = {problem.sentence for problem in batch.problems.filter(severity="error")}
    assert sentences == {str(NO_SUCH_BIRTH), "Không đọc được ngày; ghi như 05/03/1980 hoặc chỉ năm 1980."}
    batch = check_batch(answer_questions(batch, {question.code: "change"}, actor=None), actor=None)
    assert outcomes(batch) == {"new": 3 + len(NO_DAYS), "refused": 1}
    assert [row.cells["birth"] for row in rows_seen(batch, row_numbers(batch))][:2] == ["1990", "1990"]


def test_a_day_without_a_year_alone_says_that_the_calendar_has_it_not() -> None:
    cells = ["31/02/1990", "03/1980", "1980", "05/03/1980"]
    frame = pl.DataFrame({"row": range(len(cells)), "raw.since": cells}, schema_overrides={"row": pl.UInt32})
    problems, since = Problems(), Day()
    problems.apply(frame.with_columns(**since.values("since")), since.checks("since"))
    told = {row["row"]: row["message"] for row in problems.frame().iter_rows(named=True)}
    assert set(told) == {0, 1, 2}
    assert [row for row, message in told.items() if message == NO_SUCH_DAY] == [0]
