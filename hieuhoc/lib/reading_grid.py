"""A piece of a sheet as its reader found it: rows, and the cells that are not empty, each with what the eye sees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

type Numbers = npt.NDArray[np.int32]


class Seen(NamedTuple):
    """A remark about a cell (`sheet_remarks`); `column` from 0."""

    row: int
    column: int
    kind: str
    seen: str
    becomes: str | None


@dataclass
class Grid:
    """`numbers`: rows as their program numbers them, ascending; `hidden`: those of them that do not show. Per cell:
    `row` (position in `numbers`), `column` (from 0), `text`; `struck`: cells crossed out, as positions in these."""

    numbers: Numbers
    row: Numbers
    column: Numbers
    text: pl.Series
    hidden: frozenset[int] = frozenset()
    struck: Numbers = field(default_factory=lambda: np.zeros(0, np.int32))
    seen: list[Seen] = field(default_factory=list)
    formulas: int = 0

    @property
    def height(self) -> int:
        return len(self.numbers)

    def columns(self, wanted: Sequence[int]) -> dict[int, pl.Series]:
        """Whole columns, null where a row has no cell."""
        order = np.argsort(self.column, kind="stable")
        ordered = self.column[order]
        texts = pl.concat([self.text, pl.Series([None], dtype=pl.String)])
        columns = {}
        for column in wanted:
            cells = order[np.searchsorted(ordered, column) : np.searchsorted(ordered, column, "right")]
            position = np.full(self.height, len(self.text), np.uint32)
            position[self.row[cells]] = cells
            columns[column] = texts.gather(position)
        return columns

    def lines(self, most: int) -> list[dict[int, str]]:
        """The first rows as column → text."""
        lines: list[dict[int, str]] = [{} for _ in range(min(most, self.height))]
        few = np.flatnonzero(self.row < most)
        texts = self.text.gather(few)
        for row, column, text in zip(self.row[few].tolist(), self.column[few].tolist(), texts, strict=True):
            lines[row][column] = text or ""
        return lines

    def after(self, number: int) -> "Grid":
        """The rows below that one."""
        first = int(np.searchsorted(self.numbers, number, "right"))
        if not first:
            return self
        kept = np.flatnonzero(self.row >= first)
        position = np.full(len(self.row), -1, np.int32)
        position[kept] = np.arange(len(kept), dtype=np.int32)
        struck = position[self.struck]
        return Grid(
            self.numbers[first:],
            self.row[kept] - first,
            self.column[kept],
            self.text.gather(kept),
            self.hidden,
            struck[struck >= 0],
            [remark for remark in self.seen if remark.row > number],
            self.formulas,
        )


def grid_of(lines: Sequence[tuple[int, dict[int, str]]], **more: object) -> Grid:
    """From rows as (number, column → text), for readers that go cell by cell."""
    rows = [line for line, (_number, cells) in enumerate(lines) for _cell in cells]
    columns = [column for _number, cells in lines for column in cells]
    texts = [text for _number, cells in lines for text in cells.values()]
    numbers = [number for number, _cells in lines]
    return Grid(
        np.array(numbers, np.int32), np.array(rows, np.int32), np.array(columns, np.int32),
        pl.Series(texts, dtype=pl.String), **more,  # type: ignore[arg-type]
    )  # fmt: skip


type Grids = Iterator[Grid]
