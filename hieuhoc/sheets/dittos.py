"""Ditto marks in hand-made lists: 〃, ", nt, như trên stand for the value above, as the eye reads them."""

from collections.abc import Sequence

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.lib.words import told
from hieuhoc.sheets.definition import Check, Column, raw

MARK = r"(?i)^\s*[-–(]?\s*(?:[\"“”„″〃]{1,2}|''|,,|nt|n/t|n\.t\.?|như trên|nhu tren|như dòng trên)\s*[-–)]?\s*\.?\s*$"
ALONE = gettext_lazy("Dấu lặp lại này không có giá trị nào ngay phía trên; ghi rõ giá trị.")
_BLANK = "\0"  # a blank cell above is not what a mark repeats, yet the mark does not reach past it


def repeats(column: Column) -> bool:
    """Whether two people may share the column's value: names, identity numbers and phones are one's own."""
    return not getattr(column.kind, "is_own", False)


def alone(key: str) -> Check:
    """A mark that was left because nothing stands above it."""
    return Check(pl.col(raw(key)).str.contains(MARK), "ditto", ALONE, column=key)


class Dittos:
    """Fills them in, chunk by chunk, and says how many there were."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.headers = {raw(column.key): str(column.header) for column in columns if repeats(column)}
        self.above: dict[str, str] = {}
        self.counts: dict[str, int] = {}

    def filled(self, frame: pl.DataFrame) -> pl.DataFrame:
        if not frame.height:
            return frame
        counts = frame.select(pl.col(cell).str.contains(MARK).sum() for cell in self.headers).row(0, named=True)
        marked = [cell for cell, count in counts.items() if count]
        if marked:
            frame = frame.with_columns(self._repeated(frame[cell]) for cell in marked)
        last = frame.select(list(self.headers)).row(-1, named=True)
        self.above = {cell: value for cell, value in last.items() if value is not None}
        return frame

    def notes(self) -> list[str]:
        words = _("Cột “%(header)s”: %(count)s ô có dấu lặp (〃, nt, như trên) được đọc như ô ngay phía trên.")
        return [told(words, {"header": self.headers[cell], "count": count}) for cell, count in self.counts.items()]

    def _repeated(self, cells: pl.Series) -> pl.Series:
        both = pl.concat([pl.Series(cells.name, [self.above.get(cells.name, _BLANK)]), cells])
        value = pl.when(~pl.col(cells.name).str.contains(MARK)).then(pl.col(cells.name))
        blank = pl.when(pl.col(cells.name).is_null()).then(pl.lit(_BLANK)).otherwise(value).forward_fill()
        frame = both.to_frame().select(cells.name, above=blank).slice(1)
        is_mark = pl.col(cells.name).str.contains(MARK) & (pl.col("above") != _BLANK)
        filled = frame.select(
            pl.when(is_mark).then("above").otherwise(cells.name).alias(cells.name), is_mark.alias("is_mark")
        )
        count = int(filled["is_mark"].sum())
        if count:
            self.counts[cells.name] = self.counts.get(cells.name, 0) + count
        return filled[cells.name]
