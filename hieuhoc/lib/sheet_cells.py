"""From the cells of a sheet to columns of text: which row is the header, what a value is called, what old encodings
spell."""

import re
from collections.abc import Mapping, Sequence

import polars as pl

from hieuhoc.lib.legacy_text import Legacy, detect_legacy, to_unicode
from hieuhoc.lib.sheet_reading import CannotRead, Found, Note, ReadLimits, column_letters
from hieuhoc.lib.vietnamese import fold, nfc, spelled

_MARKS = "[\u0300-\u036f]"  # letters and their marks apart, as Macs and some converters write them
# What nobody sees: control characters (the database takes no NUL), marks of direction and of no width.
_UNSEEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"
_TEXT_FORMULA = r'^="([^"]*)"$'  # how spreadsheets are made to keep a first zero in CSV
_GUARDED = r"^'([=+\-@\t\r])"  # our own exports put the apostrophe there


def titles_met(rows: Sequence[Sequence[str]], expects: frozenset[str]) -> int:
    """How many of the expected titles the best of the rows has."""
    return max(_matches(rows, expects), default=0)


def _matches(rows: Sequence[Sequence[str]], expects: frozenset[str]) -> list[int]:
    return [sum(_is_title(cell, expects) for cell in row) for row in rows]


def _is_title(cell: str, expects: frozenset[str]) -> bool:
    return not expects.isdisjoint((fold(cell), title_key(cell)))


def title_key(title: str) -> str:
    """What two spellings of a title have in common: folded letters and digits, without a note in brackets behind them:
    “Họ và tên *” and “HỌ VÀ TÊN (chữ in hoa)”."""
    return plain_title(re.sub(r"(?<=\w)\s*[(\[].*", "", title, flags=re.DOTALL))


def plain_title(title: str) -> str:
    """Folded letters and digits only: `Số định danh *` and `so dinh danh` are one."""
    return "".join(letter for letter in fold(title) if letter.isalnum())


def _filled_columns(rows: Sequence[Sequence[str]], width: int) -> tuple[set[int], set[int]]:
    """Columns that hold anything in these rows, and those that do in at least half of them."""
    below = [row for row in rows if any(cell.strip() for cell in row)]
    counts = [sum(column < len(row) and bool(row[column].strip()) for row in below) for column in range(width)]
    some = {column for column, count in enumerate(counts) if count}
    return some, {column for column in some if 2 * counts[column] >= len(below)}


def find_header(rows: Sequence[Sequence[str]], expects: frozenset[str], limits: ReadLimits) -> int:
    """Index of the header among the first rows: the one with most expected titles, else the first with two filled
    cells."""
    near = rows[: limits.header_within]
    matches = _matches(near, expects)
    if matches and max(matches) > 0:
        return matches.index(max(matches))
    filled = [sum(bool(cell.strip()) for cell in row) for row in near]
    for least in (2, 1):
        header = next((number for number, count in enumerate(filled) if count >= least), None)
        if header is not None:
            return header
    raise CannotRead("no_header" if rows else "empty")


def two_rows_of_titles(
    above: Sequence[str], below: Sequence[str], expects: frozenset[str], wide: Mapping[int, int], *, is_tall: bool
) -> list[str]:
    """One title for each column, or none when the row below holds data. It holds titles when cells are merged over both rows
    (`is_tall`), or when all it has are titles we expect, two at least, under a gap or under a cell merged over several
    columns (`wide`: column → the first of them)."""
    filled = [column for column, cell in enumerate(below) if cell.strip()]
    known = [column for column in filled if _is_title(below[column], expects)]
    is_under_gap = any(column in wide or not above[column].strip() for column in known)
    has_title = any(_is_title(cell, expects) for cell in above)
    if not filled or not has_title or not (is_tall or (len(known) == len(filled) > 1 and is_under_gap)):
        return []
    titles = []
    for column, cell in enumerate(above):
        over, under = above[wide.get(column, column)].strip() or cell.strip(), below[column].strip()
        is_known = column in known
        titles.append(over if not under else under if is_known or not over else f"{over} {under}")
    return titles


def name_headers(cells: Sequence[str], below: Sequence[Sequence[str]], report: Found, limits: ReadLimits) -> list[str]:
    """Titles in order, "" for columns without one; columns that are mostly filled in the rows `below` get a name of
    their own. Raises CannotRead for too many columns or a title that comes twice."""
    some, full = _filled_columns(below, min(len(cells), limits.columns))
    titles = [nfc(cell) or (untitled(position) if position in full else "") for position, cell in enumerate(cells)]
    while titles and not titles[-1]:
        titles.pop()
    if len(titles) > limits.columns:
        raise CannotRead("too_many_columns", count=len(titles), limit=limits.columns)
    seen: dict[str, int] = {}
    for position, title in enumerate(titles):
        spelling = spelled(title)  # Họ and Hộ are two
        if spelling and spelling in seen:
            first, second = column_letters(seen[spelling]), column_letters(position)
            raise CannotRead("duplicate_header", header=title[:80], first=first, second=second)
        seen.setdefault(spelling, position)
    empty = [column_letters(position) for position, title in enumerate(titles) if not title and position in some]
    if empty:
        report.notes.append(Note("untitled_columns", {"columns": ", ".join(empty[:20])}))
    if report.header_row > 1:
        report.notes.append(Note("header_row", {"row": report.header_row}))
    report.headers = [title for title in titles if title]
    report.letters = [column_letters(position) for position, title in enumerate(titles) if title]
    report.untitled = [untitled(position) for position, cell in enumerate(cells) if position in full and not nfc(cell)]
    return titles


def untitled(column: int) -> str:
    """What a column of data without title is called in the frames."""
    return f"⟨{column_letters(column)}⟩"


class ColumnDecoder:
    """Turns TCVN3 and VNI columns into Unicode. The encoding of a column is settled by the first chunk in which it
    can be told."""

    def __init__(self) -> None:
        self.settled: dict[str, Legacy | None] = {}

    def decode(self, frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
        unsettled = [name for name in columns if name not in self.settled]
        if unsettled:
            marked = frame.select(pl.col(unsettled).str.contains(r"[^\x00-\x7f]").any()).row(0, named=True)
            self.settled |= {name: _kind(frame[name]) for name, has_marks in marked.items() if has_marks}
        old = [name for name in columns if self.settled.get(name)]
        return frame.with_columns(self._decoded(frame[name]) for name in old) if old else frame

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


def _kind(column: pl.Series) -> Legacy | None:
    marked = column.filter(column.str.contains(r"[^\x00-\x7f]")).unique(maintain_order=True).head(2_000)
    return detect_legacy("\n".join(marked.to_list()))


def cleaned(frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Composed letters, cells without spaces around and without our guard; nothing is null; rows of nothing are left out."""
    columns = list(columns)
    looks = (f"{_MARKS}|{_UNSEEN}", r'^\s*="', r"^\s*'")
    flags = frame.select(
        pl.col(name).str.contains(look).any().alias(f"{position}.{name}")
        for position, look in enumerate(looks)
        for name in columns
    ).row(0, named=True)
    odd, formulas, guarded = ([name for name in columns if flags[f"{position}.{name}"]] for position in range(3))
    if odd:
        frame = frame.with_columns(pl.col(odd).str.replace_all(_UNSEEN, "").str.normalize("NFC"))
    trimmed = {name: pl.col(name).str.strip_chars() for name in columns}
    trimmed |= {name: trimmed[name].str.replace(_TEXT_FORMULA, "${1}").str.strip_chars() for name in formulas}
    trimmed |= {name: trimmed[name].str.replace(_GUARDED, "${1}") for name in guarded}
    emptied = frame.with_columns(**trimmed).with_columns(
        pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in columns
    )
    return emptied.filter(~pl.all_horizontal(pl.col(name).is_null() for name in columns))
