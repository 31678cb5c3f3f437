"""The rows of a checked file as they were read, for the page: an index says where each lies and what came of it.

`index`: row, position (of its chunk), outcome, is_warned, for every row. Rows that can be written lie staged with their
values; refused ones keep the text of their cells, since what is wrong with them is what was typed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from hieuhoc.lib.errors import Refusal
from hieuhoc.sheets import staging
from hieuhoc.sheets.definition import REFUSED, ROW, WARNING, Column, raw
from hieuhoc.sheets.models import Batch, Problem
from hieuhoc.sheets.registry import sheet_of

INDEX, CHANGES = "index", "changes"
WARNED = "warned"
OUTCOMES = pl.Enum(["new", "changed", "same", REFUSED, "ambiguous"])


def refused_name(position: int | str) -> str:
    return f"refused-{position}"


@dataclass
class Index:
    """Grows with the check, a chunk at a time."""

    parts: list[pl.DataFrame] = field(default_factory=list)

    def add(self, position: int, outcomes: pl.DataFrame, problem_rows: pl.DataFrame) -> None:
        """`outcomes`: row and outcome of a chunk; `problem_rows`: its problems."""
        warned = problem_rows.filter(pl.col("severity") == WARNING)[ROW].unique()
        self.parts.append(
            outcomes.select(
                ROW,
                pl.lit(position, pl.UInt32).alias("position"),
                pl.col("outcome").cast(OUTCOMES),
                is_warned=pl.col(ROW).is_in(warned.implode()),
            ).sort(ROW)
        )

    def keep(self, batch: Batch) -> None:
        if self.parts:
            staging.keep_frames(batch, INDEX, [({}, pl.concat(self.parts))])
            self.parts.clear()


def typed_in_refused(batch: Batch, columns: Collection[str]) -> Iterator[str]:
    """What was typed in these columns (keys) of refused rows; nothing of files that are lost or damaged."""
    for name in staging.file_names(batch, refused_name("*")):
        with suppress(Refusal):
            for _header, frame in staging.read_frames(batch, name):
                for cells in {raw(column) for column in columns} & set(frame.columns):
                    yield from frame[cells].drop_nulls().cast(pl.String)


def note_refused(batch: Batch) -> None:
    """After the writing: what the check approved and the database could not keep is a refused row too."""
    if staging.has_file(batch, INDEX):
        index = staging.read_frames(batch, INDEX)[0][1]
        wrong = batch.problems.filter(severity=Problem.Severity.ERROR).values_list("row_number", flat=True)
        is_wrong = pl.col(ROW).is_in(list(wrong))
        outcome = pl.when(is_wrong).then(pl.lit(REFUSED, OUTCOMES)).otherwise("outcome")
        staging.keep_frames(batch, INDEX, [({}, index.with_columns(outcome=outcome))])


@dataclass(frozen=True)
class SeenRow:
    """`cells`: column key → words; `changes`: (column key, old, new) in words; `problems` only as far as they are kept."""

    number: int
    outcome: str
    cells: dict[str, str]
    changes: list[tuple[str, str, str]]
    problems: list[Problem]


def row_numbers(batch: Batch, show: str = "") -> list[int]:
    """Numbers of the rows with that outcome, `warned` ones, or all; none once the rows are gone."""
    if not staging.has_file(batch, INDEX):
        return []
    index = staging.read_frames(batch, INDEX)[0][1]
    if show == WARNED:
        index = index.filter("is_warned")
    elif show:
        index = index.filter(pl.col("outcome").cast(pl.String) == show)
    numbers: list[int] = index[ROW].to_list()
    return numbers


def rows_seen(batch: Batch, numbers: Sequence[int]) -> list[SeenRow]:
    """Those rows, in that order: personal values, so showing them is an audited reading."""
    if not numbers:
        return []
    columns = sheet_of(batch.sheet).columns
    index = staging.read_frames(batch, INDEX)[0][1].filter(pl.col(ROW).is_in(list(numbers)))
    outcomes = dict(index.select(ROW, pl.col("outcome").cast(pl.String)).iter_rows())
    cells = _cells(batch, index, columns)
    changes = _changes(batch, numbers, {column.key: column for column in columns})
    problems: dict[int, list[Problem]] = {}
    for problem in batch.problems.filter(row_number__in=numbers).order_by("pk"):
        problems.setdefault(problem.row_number, []).append(problem)
    return [
        SeenRow(number, outcomes[number], cells.get(number, {}), changes.get(number, []), problems.get(number, []))
        for number in numbers
        if number in outcomes
    ]


def page_of(numbers: Sequence[int], after: int | None, before: int | None, size: int) -> Sequence[int]:
    """A page by key: the next rows after one, or the last before another."""
    if before is not None:
        end = bisect_left(numbers, before)
        return numbers[max(0, end - size) : end]
    start = 0 if after is None else bisect_right(numbers, after)
    return numbers[start : start + size]


def _cells(batch: Batch, index: pl.DataFrame, columns: Collection[Column]) -> dict[int, dict[str, str]]:
    cells: dict[int, dict[str, str]] = {}
    for position, is_refused in index.select("position", pl.col("outcome") == REFUSED).unique().iter_rows():
        wanted = index.filter((pl.col("position") == position) & ((pl.col("outcome") == REFUSED) == is_refused))[ROW]
        name = refused_name(position) if is_refused else staging.staged_name(position)
        if not staging.has_file(batch, name):
            continue
        rows = staging.read_frames(batch, name)[0][1].filter(pl.col(ROW).is_in(wanted.implode()))
        said = _typed if is_refused else _read
        cells |= {row[ROW]: said(row, columns) for row in rows.iter_rows(named=True)}
    return cells


def _typed(row: dict[str, Any], columns: Collection[Column]) -> dict[str, str]:
    return {column.key: row[cell] for column in columns if row.get(cell := raw(column.key)) is not None}


def _read(row: dict[str, Any], columns: Collection[Column]) -> dict[str, str]:
    values = {column: row.get(column.key) for column in columns}
    values = {column: row.get(f"{column.key}_year") if value is None else value for column, value in values.items()}
    return {column.key: column.kind.in_words(value) for column, value in values.items() if value is not None}


def _changes(batch: Batch, numbers: Sequence[int], columns: dict[str, Column]) -> dict[int, list[tuple[str, str, str]]]:
    if not staging.has_file(batch, CHANGES):
        return {}
    changes: dict[int, list[tuple[str, str, str]]] = {}
    rows = staging.read_frames(batch, CHANGES)[0][1].filter(pl.col(ROW).is_in(list(numbers)))
    for number, key, old, new in rows.select(ROW, "field", "old", "new").iter_rows():
        kind = columns[key].kind if key in columns else None
        words = ["" if value is None else kind.in_words(value) if kind else value for value in (old, new)]
        changes.setdefault(number, []).append((key, words[0], words[1]))
    return changes
