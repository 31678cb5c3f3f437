"""From the cells of a sheet to columns of text: which row is the header, what a value is called, what old encodings
spell."""

import datetime
from collections.abc import Sequence

import polars as pl

from hieuhoc.lib.legacy_text import Legacy, detect_legacy, to_unicode
from hieuhoc.lib.sheet_reading import CannotRead, Found, Note, ReadLimits, column_letters
from hieuhoc.lib.vietnamese import fold, nfc

_MARKS = "[\u0300-\u036f]"  # letters and their marks apart, as Macs and some converters write them
# What nobody sees: control characters (the database takes no NUL), marks of direction and of no width.
_UNSEEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"
_GUARDED = r"^'([=+\-@\t\r])"  # our own exports put the apostrophe there


def text_of(value: object) -> str:
    """As the person sees it: 79085001234.0 → 79085001234, a date as 05/03/2025."""
    if type(value) is str:
        return value
    if type(value) is float:
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        day = _day_of(value)
        return day if value.time() == datetime.time() else f"{day} {value:%H:%M:%S}"
    return _day_of(value) if isinstance(value, datetime.date) else str(value)


def _day_of(value: datetime.date) -> str:
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def find_header(rows: Sequence[Sequence[object]], expects: frozenset[str], limits: ReadLimits) -> int:
    """Index of the header among the first rows: the one with most expected titles, else the first with two filled
    cells."""
    near = rows[: limits.header_within]
    if expects:
        matches = [sum(fold(text_of(cell)) in expects for cell in row) for row in near]
        if matches and max(matches) > 0:
            return matches.index(max(matches))
    filled = [sum(bool(text_of(cell).strip()) for cell in row) for row in near]
    for least in (2, 1):
        found = next((at for at, count in enumerate(filled) if count >= least), None)
        if found is not None:
            return found
    raise CannotRead("no_header" if rows else "empty")


def name_headers(cells: Sequence[object], first_column: int, found: Found, limits: ReadLimits) -> list[str]:
    """Titles in order, "" for columns without one. Raises CannotRead for too many columns or a title that comes
    twice."""
    titles = [nfc(text_of(cell)) for cell in cells]
    while titles and not titles[-1]:
        titles.pop()
    if len(titles) > limits.columns:
        raise CannotRead("too_many_columns", count=len(titles), limit=limits.columns)
    seen: dict[str, int] = {}
    for at, title in enumerate(titles):
        folded = fold(title)
        if folded and folded in seen:
            first, second = column_letters(first_column + seen[folded]), column_letters(first_column + at)
            raise CannotRead("duplicate_header", header=title[:80], first=first, second=second)
        seen.setdefault(folded, at)
    untitled = [column_letters(first_column + at) for at, title in enumerate(titles) if not title]
    if untitled:
        found.notes.append(Note("untitled_columns", {"columns": ", ".join(untitled[:20])}))
    if found.header_row > 1:
        found.notes.append(Note("header_row", {"row": found.header_row}))
    found.headers = [title for title in titles if title]
    found.letters = [column_letters(first_column + at) for at, title in enumerate(titles) if title]
    return titles


class ColumnDecoder:
    """Turns TCVN3 and VNI columns into Unicode. The encoding of a column is settled by the first chunk in which it
    can be told."""

    def __init__(self) -> None:
        self.settled: dict[str, Legacy | None] = {}

    def decode(self, frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
        return frame.with_columns(self._decoded(frame[name]) for name in columns if self._kind(frame[name]))

    def _kind(self, column: pl.Series) -> Legacy | None:
        if column.name not in self.settled:
            marked = column.filter(column.str.contains(r"[^\x00-\x7f]")).unique(maintain_order=True).head(2_000)
            if marked.is_empty():
                return None
            self.settled[column.name] = detect_legacy("\n".join(marked.to_list()))
        return self.settled[column.name]

    def _decoded(self, column: pl.Series) -> pl.Series:
        kind = self.settled[column.name]
        if kind is None:
            return column
        old = column.drop_nulls().unique()
        new = pl.Series([to_unicode(text, kind) for text in old.to_list()], dtype=pl.String)
        return column.replace_strict(old, new, return_dtype=pl.String)

    @property
    def notes(self) -> list[Note]:
        return [Note("legacy", {"column": name, "kind": kind}) for name, kind in self.settled.items() if kind]


def cleaned(frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Composed letters, cells without spaces around and without our guard; nothing is null; rows of nothing are left out."""
    odd = [name for name in columns if frame[name].str.contains(f"{_MARKS}|{_UNSEEN}").any()]
    frame = frame.with_columns(pl.col(odd).str.replace_all(_UNSEEN, "").str.normalize("NFC"))
    trimmed = (pl.col(name).str.strip_chars().str.replace(_GUARDED, "${1}") for name in columns)
    emptied = frame.with_columns(trimmed).with_columns(
        pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in columns
    )
    return emptied.filter(~pl.all_horizontal(pl.col(name).is_null() for name in columns))
