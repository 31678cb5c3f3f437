"""What a sheet is: columns and settings, once; template, import, export and undo are made from them.

Frames: one row per row of the file; `row` is its number as the officer sees it, `raw.<key>` the cell's text (null when blank),
`<key>` (and what else the kind makes) the cleaned value. Nothing here knows the database.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import polars as pl
from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.words import Words

ROW = "row"
PART = "\x1f"
LEFT_OUT = "\x1e"  # before the message of a cell that is read as blank
NO_TICKS = ("0", "-", "–", "không", "o")
TICKS = ("x", "v", "✓", "✔", "1", "có", "+")
ERROR, WARNING, AMBIGUOUS = "error", "warning", "ambiguous"
MISSING = _("Ô này phải có dữ liệu.")
READ_AS_BLANK = _("Ô này được đọc như ô trống; dòng vẫn được nhập.")
NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"


def raw(key: str) -> str:
    return f"raw.{key}"


@dataclass(frozen=True)
class Check:
    """A rule over whole columns: rows where `when` is true get the message (never the personal value itself).

    `parts` fill the `{}` of the message, e.g. the count of digits found. `is_left_out`: the cell is read as blank, and the
    sentence says so; only its warning is left of it.
    """

    when: pl.Expr
    cause: str
    message: Words
    parts: tuple[pl.Expr, ...] = ()
    severity: str = ERROR
    column: str = ""
    is_left_out: bool = False

    def as_left_out(self) -> "Check":
        return replace(self, severity=WARNING, is_left_out=True)


KEEP, CHANGE, LEAVE_OUT = "keep", "change", "leave_out"  # answers: read as it stands, otherwise, not at all


@dataclass(frozen=True)
class Offer:
    """Text that says something else than it should (`questions.py`): where `when` is true, the officer is asked once for
    all such rows whether to read it as it stands or as `becomes` (text of the same column).

    `text` is the question, its `{}` the number of rows; `choices` (answer, words) may leave the rows out too."""

    code: str
    when: pl.Expr
    becomes: pl.Expr
    text: Words
    choices: tuple[tuple[str, Words], ...]
    must_be_answered: bool = True


class ColumnKind(Protocol):
    """How a column's text becomes values. A kind with `offers(key) -> tuple[Offer, ...]` also asks the officer."""

    def values(self, key: str) -> dict[str, pl.Expr]: ...

    def checks(self, key: str) -> tuple[Check, ...]: ...

    def hint(self) -> Words:
        """How to write it, when the column says nothing more exact."""
        ...

    def labels(self) -> tuple[str, ...]:
        """What the drop-down offers; empty = free text."""
        ...

    def in_words(self, value: object) -> str:
        """A cleaned value (or its text) as people write it: Nữ, 05/03/1980, Có."""
        ...

    def missing(self) -> tuple[str, Words]:
        """Cause and sentence of a cell that must not be blank."""
        ...


@dataclass(frozen=True)
class Column:
    key: str
    header: Words
    kind: ColumnKind
    help: Words = ""
    example: str = ""
    aliases: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()  # words that are columns of their own in hand-made lists: a mark under “Nữ” says “Nữ”
    heads_block: bool = False  # lists in blocks write it on their first row only (`blocks.py`)
    ticks_hold: str = ""  # key of the column whose day or year may stand there instead of a mark: 1985 under “Nữ”
    begins: tuple[str, ...] = ()  # titles of a column that holds only the beginning, when another holds the end
    ends: tuple[str, ...] = ()  # titles of a column that may hold the end: “Họ và tên đệm” and “Tên” are one name
    resembles: tuple[str, ...] = ()  # titles of columns that may hold it, when their cells look like names of sheets
    sheet_name: str = ""  # pattern of a sheet's name that says the value where rows say nothing: “Thôn 2”
    is_required: bool = False
    is_from_exports: bool = False  # only an export fills it in: blank templates leave it out
    read_by: str = ""  # the ability without which an export leaves it blank
    needed_without: str = ""  # key of the column that, when filled, makes this one unnecessary
    must_be_right: bool = False  # may be blank, but says who, where or what: a wrong cell refuses the row
    width: int = 18

    @property
    def may_be_left_out(self) -> bool:
        """One bad field does not cost the person: a wrong cell is warned and read as blank."""
        return not (self.is_required or self.needed_without or self.is_from_exports or self.must_be_right)


@dataclass(frozen=True)
class ImportSetting:
    """What the officer chooses beside the file. `kind`: date, year, choice, yes_no or text."""

    key: str
    label: Words
    kind: str = "text"
    help: Words = ""
    choices: tuple[tuple[str, Words], ...] = ()
    is_required: bool = False
    is_required_of_officers: bool = False  # who sends a file on a page must say it; the terminal acts in nobody's name


@dataclass(frozen=True)
class Problems:
    """Problems of one chunk as a frame: row, column, severity, cause, message, detail (binary, sealed).

    The message is kept as its Vietnamese text and its parts, and made a sentence by `said` in the language of whoever
    reads it."""

    frames: list[pl.DataFrame] = field(default_factory=list)

    SCHEMA = {
        ROW: pl.UInt32,
        "column": pl.String,
        "severity": pl.String,
        "cause": pl.String,
        "message": pl.String,
        "detail": pl.Binary,
    }

    def add(self, rows: pl.DataFrame, check: Check) -> None:
        """`rows`: the rows that have this problem, with what `check.parts` needs."""
        if rows.height:
            with override(settings.LANGUAGE_CODE):
                message = pl.lit((LEFT_OUT if check.is_left_out else "") + str(check.message))
            if check.parts:
                message = pl.concat_str(message, *check.parts, separator=PART)
            detail = pl.col("detail") if "detail" in rows.columns else pl.lit(None, pl.Binary)
            self.frames.append(
                rows.select(
                    pl.col(ROW).cast(pl.UInt32),
                    pl.lit(check.column).alias("column"),
                    pl.lit(check.severity).alias("severity"),
                    pl.lit(check.cause).alias("cause"),
                    message.alias("message"),
                    detail.alias("detail"),
                )
            )

    def apply(self, frame: pl.DataFrame, checks: tuple[Check, ...]) -> None:
        """All checks over all rows in one pass; only rows with a problem are touched again."""
        if not checks or not frame.height:
            return
        flags = frame.select(check.when.fill_null(False).alias(str(position)) for position, check in enumerate(checks))
        counts = flags.sum().row(0)
        for position, check in enumerate(checks):
            if counts[position]:
                self.add(frame.filter(flags[str(position)]), check)

    def frame(self) -> pl.DataFrame:
        return pl.concat(self.frames) if self.frames else pl.DataFrame(schema=self.SCHEMA)

    def cells_left_out(self) -> pl.DataFrame:
        """row, column of what is read as blank."""
        return self.frame().filter(pl.col("message").str.starts_with(LEFT_OUT)).select(ROW, "column")

    def refused_rows(self) -> pl.Series:
        rows = [part.filter(pl.col("severity") == ERROR)[ROW] for part in self.frames]
        return pl.concat(rows).unique() if rows else pl.Series(ROW, [], pl.UInt32)


def said(message: str) -> str:
    """A kept message as a sentence, in the language of the page."""
    text, *parts = message.split(PART)
    return _filled(text, parts)


# Wordings in which “35 hoặc 8” would be one case with two answers: what is said of several rows at once.
OF_SEVERAL: dict[str, str] = {}


def joined_sentence(messages: Sequence[str], most: int = 5) -> str:
    """Kept messages of one wording as one sentence that names what was found: “có 11, 10 hoặc 8 chữ số”."""
    text, *first = messages[0].split(PART)
    parts = list(zip(*(message.split(PART)[1:] for message in messages), strict=True))
    named = [list(dict.fromkeys(values)) for values in parts]
    if first and text in OF_SEVERAL and len(set(messages)) > 1:
        listed = [", ".join(values[:most]) + ("…" if len(values) > most else "") for values in named]
        return _filled(OF_SEVERAL[text], listed)
    return _filled(text, [_any_of(values, most) for values in named] if first else [])


def _any_of(values: list[str], most: int) -> str:
    if len(values) > most:
        return ", ".join(values[:most]) + "…"
    *others, last = values
    return gettext("{} hoặc {}").format(", ".join(others), last) if others else last


def _filled(text: str, parts: Sequence[str]) -> str:
    plain = text.removeprefix(LEFT_OUT)
    sentence = gettext(plain) if plain else ""
    sentence = sentence.format(*parts) if parts else sentence
    return sentence if plain == text else f"{sentence} {READ_AS_BLANK}"


def cleaned(
    frame: pl.DataFrame, columns: tuple[Column, ...], more: Callable[[Column], tuple[Check, ...]] = lambda _column: ()
) -> tuple[pl.DataFrame, Problems]:
    """Adds every column's values to a frame of `row` and `raw.*`; all problems of all cells, also what `more` checks."""
    values: dict[str, pl.Expr] = {}
    checks: list[Check] = []
    for column in columns:
        values |= column.kind.values(column.key)
        checks += [of_column(check, column) for check in (*column.kind.checks(column.key), *more(column))]
        checks += _needed(column)
    frame = frame.with_columns(**values)
    problems = Problems()
    problems.apply(frame, tuple(checks))
    return _without_left_out(frame, problems, columns), problems


def of_column(check: Check, column: Column) -> Check:
    """The check as one of that column: where a blank cell would do, a wrong one is left out."""
    named = check if check.column else replace(check, column=column.key)
    is_lenient = named.severity == ERROR and named.column == column.key and column.may_be_left_out
    return named.as_left_out() if is_lenient else named


def _without_left_out(frame: pl.DataFrame, problems: Problems, columns: tuple[Column, ...]) -> pl.DataFrame:
    left_out = problems.cells_left_out()
    keys = set(left_out["column"])
    for column in (column for column in columns if column.key in keys):
        rows = left_out.filter(pl.col("column") == column.key)[ROW]
        is_kept = ~pl.col(ROW).is_in(rows.implode())
        frame = frame.with_columns(
            pl.when(is_kept).then(pl.col(name)).alias(name) for name in column.kind.values(column.key)
        )
    return frame


def _needed(column: Column) -> list[Check]:
    """The check that the template's star and its “Bắt buộc” promise."""
    is_blank = pl.col(raw(column.key)).is_null()
    if column.needed_without:
        is_blank = is_blank & pl.col(raw(column.needed_without)).is_null()
    elif not column.is_required:
        return []
    cause, message = column.kind.missing()
    return [Check(is_blank, cause, message, column=column.key)]


def with_all_columns(
    frame: pl.DataFrame,
    columns: tuple[Column, ...],
    mapping: Mapping[str, str],
    ticked: Mapping[str, tuple[str, str]],
    holds: Mapping[str, str],
) -> pl.DataFrame:
    """From the file's own headers (`mapping`: header → key; `ticked`: header → key, word; `holds`: ticked header → key of
    the day that may stand there) to `raw.<key>` for every column."""
    by_key = {key: pl.col(header) for header, key in mapping.items()}
    for key in {key for key, _word in ticked.values()}:
        words = [(word, _tick(header, word, header in holds)) for header, (of, word) in ticked.items() if of == key]
        # Marks in two of them are two answers: no word of the column, so that its own check refuses it.
        are_both = pl.sum_horizontal((said == word).fill_null(False) for word, said in words) > 1
        both = pl.concat_str([said for _word, said in words], separator=" + ", ignore_nulls=True)
        by_key[key] = pl.when(are_both).then(both).otherwise(pl.coalesce(said for _word, said in words))
    for key in set(holds.values()):
        held = [pl.when(is_day(header)).then(pl.col(header)) for header, of in holds.items() if of == key]
        by_key[key] = pl.coalesce(*([by_key[key]] if key in by_key else []), *held)
    blank = pl.lit(None, pl.String)
    return frame.select(pl.col(ROW), *(by_key.get(column.key, blank).alias(raw(column.key)) for column in columns))


def is_day(header: str) -> pl.Expr:
    """A day or a year stands there, as under “Nam” and “Nữ” in lists made by hand."""
    return pl.col(header).str.contains(r"^(\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*)?(1[89]|20)\d\d$")


def _tick(header: str, word: str, may_hold_day: bool) -> pl.Expr:
    """A mark stands for the word; anything else stays, so that the column's own check speaks of it."""
    is_mark = pl.col(header).str.to_lowercase().is_in(TICKS)
    if may_hold_day:
        is_mark = is_mark | is_day(header)
    is_none = pl.col(header).str.to_lowercase().is_in(NO_TICKS)
    return pl.when(is_mark).then(pl.lit(word)).when(~is_none).then(pl.col(header))
