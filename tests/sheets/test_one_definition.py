"""What a template says, what its drop-downs offer and what the check asks for are one and the same, in every sheet."""

import re

import polars as pl
import pytest

from hieuhoc.sheets.definition import ERROR, LEFT_OUT, READ_AS_BLANK, ROW, Column, cleaned, raw, said
from hieuhoc.sheets.registry import all_sheets
from hieuhoc.sheets.sheet import Sheet
from hieuhoc.sheets.workbooks import written_columns
from tests.sheets.files import csv_of, exported, received
from tests.sheets.full_commune import make_full_commune, settings_of_imports

SHEETS = all_sheets()
COLUMNS = [pytest.param(sheet, column, id=f"{sheet.code}-{column.key}") for sheet in SHEETS for column in sheet.columns]
MAY_BE_LEFT_OUT = [
    pytest.param(sheet, column, id=f"{sheet.code}-{column.key}")
    for sheet in SHEETS
    for column in sheet.columns
    if column.may_be_left_out
]
# Words that a guide sets apart as something to write.
TO_WRITE = re.compile(r"(?:[Gg]hi|[Cc]họn|như|năm) (Có|Không|x|\d[\d/]*)\b")


def errors_of(sheet: Sheet, cells: dict[str, str]) -> set[str]:
    """Columns that the check of the cells alone refuses, or leaves out as unreadable."""
    _frame, problems = read_alone(sheet, cells)
    is_wrong = (pl.col("severity") == ERROR) | pl.col("message").str.starts_with(LEFT_OUT)
    return set(problems.filter(is_wrong)["column"])


def read_alone(sheet: Sheet, cells: dict[str, str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One row as the check of the cells alone reads it, and its problems."""
    row = {raw(column.key): [cells.get(column.key) or None] for column in sheet.columns}
    frame = pl.DataFrame(row | {ROW: [2]}, schema={**dict.fromkeys(row, pl.String), ROW: pl.UInt32})
    frame = frame.with_columns(birth_year=pl.lit(None, pl.Int16)) if "birth" not in cells else frame
    frame, problems = cleaned(frame, sheet.columns)
    return frame, problems.frame()


def example_of(sheet: Sheet) -> dict[str, str]:
    return {column.key: column.example for column in sheet.columns if column.example}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_the_row_that_the_guide_gives_as_an_example_is_accepted(sheet: Sheet) -> None:
    assert errors_of(sheet, example_of(sheet)) == set()


@pytest.mark.parametrize(("sheet", "column"), COLUMNS)
def test_every_word_that_is_offered_or_told_is_accepted(sheet: Sheet, column: Column) -> None:
    offered = column.kind.labels()
    guide = str(column.help or column.kind.hint())
    told = TO_WRITE.findall(guide)
    if offered:
        assert not column.example or column.example in offered, "the example is not in the drop-down"
    for word in [*offered, *told]:
        assert errors_of(sheet, example_of(sheet) | {column.key: word}) == set(), word


@pytest.mark.parametrize(("sheet", "column"), COLUMNS)
def test_a_blank_cell_is_refused_where_the_guide_says_so_and_nowhere_else(sheet: Sheet, column: Column) -> None:
    (written,) = (one for one in written_columns(sheet.columns, {}) if one.title == str(column.header))
    blank = example_of(sheet) | {column.key: ""}
    assert errors_of(sheet, blank) == ({column.key} if written.is_required else set())
    if column.needed_without:
        assert written.needed, "the guide does not say when the cell is needed"
        both = errors_of(sheet, blank | {column.needed_without: ""})
        assert {column.key} <= both <= {column.key, column.needed_without}


@pytest.mark.django_db
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_what_the_guide_does_not_ask_for_may_be_blank_also_against_the_records(sheet: Sheet) -> None:
    """Every cell without a star blanked, one column at a time, of rows that exist: none is refused for it."""
    land = make_full_commune()
    header, *rows = exported(sheet.code, land.near)
    keys = [column.key for column in sheet.columns]
    for position, column in enumerate(sheet.columns):
        if column.is_required or column.needed_without or column.is_from_exports:
            continue
        kept = [row for row in rows if all(row[keys.index(key)] for key in _needs(sheet, column))]
        blanked = [[*row[:position], "", *row[position + 1 :]] for row in kept]
        if not blanked:
            continue
        batch = received(sheet.code, csv_of(header, blanked), land.near, **settings_of_imports())
        assert batch.counts["rows"] == len(blanked), (column.key, batch.refusal)
        # Rows that only this cell told apart are now the same row twice, and are called so.
        refused = {cause["cause"] for cause in batch.counts["causes"] if cause["severity"] == ERROR}
        assert refused <= {"repeated"}, column.key


# Optional columns whose cell, read as blank, would say something else than the list does: who, where, or the row's own matter.
MUST_BE_RIGHT = {
    ("roster", "commune_code"), ("roster", "number"), ("roster", "village"), ("groups", "commune_code"),
    ("groups", "village"), ("units", "seat"), ("area_classes", "commune_code"), ("area_classes", "village"),
    ("area_classes", "until"), ("recognitions", "commune_code"), ("attendances", "number"), ("attendances", "attended"),
    ("model_registrations", "commune_code"), ("class_lists", "number"), ("activities", "commune_code"), ("activities", "village"),
    ("wishes", "number"), ("criteria", "edition"), ("criteria", "group"), ("criteria", "area_class"),
    ("gifts", "amount"), ("gifts", "hours"), ("gifts", "worth_by"), ("gifts", "is_named"), ("gifts", "may_be_written_to"),
    ("plan_tasks", "unit_code"), ("plan_tasks", "commune_code"), ("plan_tasks", "village"),
    ("reported_figures", "place_code"), ("reported_figures", "number"), ("reported_figures", "whole"),
    ("reported_figures", "percent"), ("reported_figures", "precision"),
    ("skills", "number"), ("scores", "number"), *(("scores", f"c{number}") for number in range(1, 11)),
}  # fmt: skip
BAD = ["?" * 2_010, "31/02/2025", "9" * 20]


def test_what_must_be_right_though_it_may_be_blank_is_decided_one_by_one() -> None:
    decided = {(sheet.code, column.key) for sheet in SHEETS for column in sheet.columns if column.must_be_right}
    assert decided == MUST_BE_RIGHT


@pytest.mark.parametrize(("sheet", "column"), MAY_BE_LEFT_OUT)
def test_a_bad_cell_of_an_optional_column_is_read_as_blank_and_said(sheet: Sheet, column: Column) -> None:
    told = []
    for bad in BAD:
        frame, problems = read_alone(sheet, example_of(sheet) | {column.key: bad})
        assert problems.filter(pl.col("severity") == ERROR).is_empty(), bad
        left_out = problems.filter(pl.col("message").str.starts_with(LEFT_OUT))
        if left_out.height:
            assert left_out["column"].unique().to_list() == [column.key]
            assert frame[column.key].item() is None
            assert said(left_out["message"][0]).endswith(str(READ_AS_BLANK))
        told.append(problems.filter(pl.col("column") == column.key).height)
    assert any(told), "no bad cell was noticed"


@pytest.mark.django_db
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_bad_cells_in_every_optional_column_cost_no_row(sheet: Sheet) -> None:
    """Rows that exist, all their optional cells unreadable, or codes of nothing that is known: each goes in without them."""
    land = make_full_commune()
    header, *rows = exported(sheet.code, land.near)
    for bad in (BAD[0], "KHONG-CO"):
        wrong = [
            [bad if column.may_be_left_out else cell for column, cell in zip(sheet.columns, row, strict=True)]
            for row in rows
        ]
        batch = received(sheet.code, csv_of(header, wrong), land.near, **settings_of_imports())
        assert batch.counts["rows"] == len(rows), batch.refusal
        refused = {(cause["column"], cause["cause"]) for cause in batch.counts["causes"] if cause["severity"] == ERROR}
        assert refused == set()


def _needs(sheet: Sheet, column: Column) -> list[str]:
    """Cells that a row must have when this one is blank, as the guide says."""
    return [other.key for other in sheet.columns if other.needed_without == column.key]
