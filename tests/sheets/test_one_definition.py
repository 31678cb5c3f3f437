"""What a template says, what its drop-downs offer and what the check asks for are one and the same, in every sheet."""

import re
from pathlib import Path

import polars as pl
import pytest
from django.utils import timezone

from hieuhoc.sheets.definition import ERROR, ROW, Column, cleaned, raw
from hieuhoc.sheets.registry import all_sheets
from hieuhoc.sheets.sheet import Sheet
from hieuhoc.sheets.workbooks import write_export, written_columns
from tests.sheets.files import csv_of, received
from tests.sheets.full_commune import make_full_commune, settings_of_imports

SHEETS = all_sheets()
COLUMNS = [pytest.param(sheet, column, id=f"{sheet.code}-{column.key}") for sheet in SHEETS for column in sheet.columns]
# Words that a guide sets apart as something to write.
TO_WRITE = re.compile(r"(?:[Gg]hi|[Cc]họn|như|năm) (Có|Không|x|\d[\d/]*)\b")


def errors_of(sheet: Sheet, cells: dict[str, str]) -> set[str]:
    """Columns that the check of the cells alone refuses."""
    row = {raw(column.key): [cells.get(column.key) or None] for column in sheet.columns}
    frame = pl.DataFrame(row | {ROW: [2]}, schema={**dict.fromkeys(row, pl.String), ROW: pl.UInt32})
    frame = frame.with_columns(birth_year=pl.lit(None, pl.Int16)) if "birth" not in cells else frame
    _frame, problems = cleaned(frame, sheet.columns)
    return set(problems.frame().filter(pl.col("severity") == ERROR)["column"])


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
def test_what_the_guide_does_not_ask_for_may_be_blank_also_against_the_records(sheet: Sheet, tmp_path: Path) -> None:
    """Every cell without a star blanked, one column at a time, of rows that exist: none is refused for it."""
    land = make_full_commune()
    target = tmp_path / "export.csv"
    with target.open("wb") as file:
        write_export(sheet.code, land.near, file, as_csv=True, on=timezone.localdate(), actor=None)
    header, *rows = [line.split(";") for line in target.read_text("utf-8-sig").splitlines()]
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


def _needs(sheet: Sheet, column: Column) -> list[str]:
    """Cells that a row must have when this one is blank, as the guide says."""
    return [other.key for other in sheet.columns if other.needed_without == column.key]
