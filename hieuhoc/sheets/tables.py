"""Sheets whose rows are rows of tables: found by natural key, compared, inserted or updated set by set.

A subclass names its targets, in order; a later target may use the id of an earlier one (`link`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import polars as pl
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from psycopg import sql

from hieuhoc.lib.copying import allocate_ids, copy_frame
from hieuhoc.lib.frames import query
from hieuhoc.sheets.definition import WARNING, Check, Problems
from hieuhoc.sheets.journal import Journal, load_wanted, update_rows
from hieuhoc.sheets.sheet import Run, Sheet

EVERY_ROW = pl.lit(True)
SAID = "said_"  # + key of a column: what its cell said, before what was chosen for blank ones
FIXED = _("Đang ghi là {}; bảng này không sửa ô này của dòng đã có.")


@dataclass(frozen=True)
class SheetTable:
    """One table. `key`, `values`: column of the table → column of the frame. A blank value never erases: it leaves what is
    there, and a new row gets what `when_blank` says.

    With `since` (frame column) the rows are spells found while open: a difference that begins later ends the open one
    and begins another; else it is corrected in place. What `fixed` names is only warned about when it differs.
    """

    table: str
    subject: str
    key: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    when_blank: Mapping[str, pl.Expr] = field(default_factory=dict)  # column of the table → what a new row gets
    on_insert: Mapping[str, pl.Expr] = field(default_factory=dict)
    link: str = ""
    holds: str = ""  # column that is null in the rows that hold today: what was corrected since is not found
    since: str = ""
    about: str = ""  # frame column of the audit's subject when that is not the row itself (the person of a fact)
    only: pl.Expr = EVERY_ROW
    said_by: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # column → key, SQL of (id, words) or ""
    fixed: Mapping[str, str] = field(default_factory=dict)  # column of the table → what a row says and does not change
    unsaid: frozenset[str] = frozenset({"folded_name"})  # what follows from another column

    @property
    def columns(self) -> dict[str, str]:
        return {**self.key, **self.values}

    @property
    def read(self) -> dict[str, str]:
        """Column of the table → column of the frame of its kind, of all that is looked up."""
        return {**self.columns, **self.fixed}


def row_key(frame: pl.DataFrame, *names: str) -> pl.Series:
    """A natural key of these columns for `Sheet.natural_key`; null where one of them is not known."""
    known = pl.all_horizontal(pl.col(name).is_not_null() for name in names)
    return frame.select(pl.when(known).then(pl.struct(names).hash()).alias("key"))["key"]


class TableSheet(Sheet):
    targets: ClassVar[tuple[SheetTable, ...]]

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        is_new = pl.Series([True] * frame.height, dtype=pl.Boolean)
        differs = pl.Series([False] * frame.height, dtype=pl.Boolean)
        for target in self.targets:
            existing = known(target, frame)
            frame, state = _linked(target, frame, existing), _state(target, frame, existing)
            is_new &= state["is_new"] | ~state["is_ours"]
            differs |= state["is_new"] | state["differs"]
            _say_fixed(target, frame.hstack(state), existing, problems)
        _note_changes(run, self.targets, frame.filter(~is_new & differs))
        new, changed = pl.lit("new"), pl.lit("changed")
        return frame.with_columns(
            outcome=pl.when(is_new & differs).then(new).when(differs).then(changed).otherwise(pl.lit("same"))
        )

    def write(self, run: Run, frame: pl.DataFrame, journal: Journal) -> None:
        for target in self.targets:
            existing = known(target, frame)
            rows = frame.hstack(_state(target, frame, existing)).hstack(_found_columns(target, frame, existing))
            _insert(target, rows.filter("is_new").unique(list(target.key.values()), maintain_order=True), journal)
            _change(target, rows.filter(~pl.col("is_new") & pl.col("differs")), journal)
            frame = _linked(target, frame, known(target, frame))


def with_kept(targets: tuple[SheetTable, ...], frame: pl.DataFrame) -> pl.DataFrame:
    """What would hold after the writing: where a row says nothing, what is known. For rules that look at several cells."""
    for target in targets:
        existing = _found_columns(target, frame, known(target, frame))
        frame = frame.hstack(existing).with_columns(**_kept(target)).select(frame.columns)
    return frame


def known(target: SheetTable, frame: pl.DataFrame) -> pl.DataFrame:
    """Existing rows with the frame's keys: `id` and the target's columns, under the table's names (and since)."""
    keys = frame.filter(target.only).select(**target.key).drop_nulls().unique()
    schema: dict[str, Any] = {"id": pl.Int64} | {name: frame.schema[source] for name, source in target.read.items()}
    schema |= {"since": pl.Date} if target.since else {}
    names = list(schema)
    if not keys.height:
        return pl.DataFrame(schema=schema)
    end = "until" if target.since else target.holds
    is_open = sql.SQL(" AND t.{} IS NULL").format(sql.Identifier(end)) if end else sql.SQL("")
    statement = sql.SQL("SELECT {} FROM {} t JOIN wanted w ON {}{}").format(
        sql.SQL(", ").join(sql.SQL("t.{}").format(sql.Identifier(name)) for name in names),
        sql.Identifier(target.table),
        sql.SQL(" AND ").join(sql.SQL("t.{0} = w.{0}").format(sql.Identifier(name)) for name in target.key),
        is_open,
    )
    with transaction.atomic(), connection.cursor() as cursor:
        load_wanted(cursor, target.table, keys)
        cursor.execute(statement)
        return pl.DataFrame(cursor.fetchall(), schema=schema, orient="row")


def _say_fixed(target: SheetTable, frame: pl.DataFrame, existing: pl.DataFrame, problems: Problems) -> None:
    """`frame` with its state: what a row says of itself otherwise than it is kept, and no sheet changes."""
    if not target.fixed:
        return
    rows = frame.hstack(_found_columns(target, frame, existing)).filter(pl.col("is_ours") & ~pl.col("is_new"))
    begins = pl.col("differs") & (pl.col(target.since) > pl.col("known.since")) if target.since else pl.lit(False)
    for name, source in target.fixed.items():
        kept = pl.col(f"known.{name}")
        words = kept.dt.strftime("%d/%m/%Y") if rows.schema[f"known.{name}"] == pl.Date else kept.cast(pl.String)
        says_other = (pl.col(source) != kept) & ~begins.fill_null(False)
        column = source.removeprefix(SAID)
        problems.apply(rows, (Check(says_other, "not_changed_here", FIXED, (words,), WARNING, column),))


def _found_columns(target: SheetTable, frame: pl.DataFrame, existing: pl.DataFrame) -> pl.DataFrame:
    """Row by row what is known: `known.<column>`, `known.id`."""
    there = existing.rename({name: f"known.{name}" for name in existing.columns if name not in target.key})
    keys = frame.select(target.key.values()).rename({source: name for name, source in target.key.items()})
    joined = keys.join(there, on=list(target.key), how="left", maintain_order="left")
    return joined.drop(list(target.key))


def _state(target: SheetTable, frame: pl.DataFrame, existing: pl.DataFrame) -> pl.DataFrame:
    """is_ours, is_new and differs per row; rows the target is not about are neither new nor different."""
    both = frame.select(pl.all(), target.only.alias("is_ours")).hstack(_found_columns(target, frame, existing))
    differs = [
        pl.col(source).is_not_null() & pl.col(source).ne_missing(pl.col(f"known.{name}"))
        for name, source in target.values.items()
    ]
    return both.select(
        "is_ours",
        is_new=pl.col("is_ours") & pl.col("known.id").is_null(),
        differs=pl.col("is_ours")
        & pl.col("known.id").is_not_null()
        & (pl.any_horizontal(differs) if differs else pl.lit(False)),
    )


def _linked(target: SheetTable, frame: pl.DataFrame, existing: pl.DataFrame) -> pl.DataFrame:
    if not target.link:
        return frame
    return frame.drop(target.link, strict=False).with_columns(
        _found_columns(target, frame, existing)["known.id"].alias(target.link)
    )


def _insert(target: SheetTable, rows: pl.DataFrame, journal: Journal) -> None:
    if not rows.height:
        return
    since = {"since": pl.col(target.since)} if target.since else {}
    named = {name: pl.col(source) for name, source in target.columns.items()}
    named |= {name: pl.coalesce(named[name], value) for name, value in target.when_blank.items()}
    with connection.cursor() as cursor:
        ids = allocate_ids(cursor, target.table, rows.height)
        new = rows.select(**named, **since, **target.on_insert).with_columns(id=pl.Series(ids, dtype=pl.Int64))
        copy_frame(cursor, target.table, new)
    journal.made(target.table, ids)
    _touch(target, rows.hstack([new["id"].alias("own.id")]), "own.id", journal, is_new=not target.about)


def _change(target: SheetTable, rows: pl.DataFrame, journal: Journal) -> None:
    if not rows.height:
        return
    names = list(target.values)
    later = pl.col(target.since) > pl.col("known.since") if target.since else pl.lit(False)
    here = rows.filter(~later.fill_null(bool(target.since)))
    before = here.select(pl.col("known.id").alias("id"), *(pl.col(f"known.{name}").alias(name) for name in names))
    journal.changed(target.table, before)
    update_rows(target.table, _after(target, here))
    if target.since:
        ending = rows.filter(later.fill_null(True))
        journal.changed(target.table, ending.select(id="known.id", until=pl.lit(None, pl.Date)))
        update_rows(target.table, ending.select(id="known.id", until=target.since))
        _insert(target, ending.with_columns(**_kept(target)), journal)
    _touch(target, rows, "known.id", journal, is_new=False)


def _touch(target: SheetTable, rows: pl.DataFrame, own: str, journal: Journal, *, is_new: bool) -> None:
    journal.touched(target.subject, rows.select(subject_id=target.about or own, is_new=pl.lit(is_new)).unique())


def _after(target: SheetTable, rows: pl.DataFrame) -> pl.DataFrame:
    kept = rows.with_columns(**_kept(target))
    return kept.select(id="known.id", **{name: pl.col(source) for name, source in target.values.items()})


def _kept(target: SheetTable) -> dict[str, pl.Expr]:
    """Where the row says nothing, what is known stays."""
    return {source: pl.coalesce(source, f"known.{name}") for name, source in target.values.items()}


def _note_changes(run: Run, targets: tuple[SheetTable, ...], rows: pl.DataFrame) -> None:
    for target in targets if rows.height else ():
        kept = _found_columns(target, rows, known(target, rows))
        is_known = kept["known.id"].is_not_null() & rows.with_columns(is_ours=target.only)["is_ours"]
        there, existing = rows.filter(is_known), kept.filter(is_known)
        for name, source in target.values.items():
            if rows.schema[source].is_nested() or source in target.unsaid:
                continue
            old = existing[f"known.{name}"].alias("old")
            both = there.select("row", field=pl.lit(source), new=source).hstack([old])
            differs = pl.col("new").is_not_null() & pl.col("new").ne_missing(pl.col("old"))
            run.note_changes(_named(target, source, both.filter(differs)))


def _named(target: SheetTable, source: str, both: pl.DataFrame) -> pl.DataFrame:
    """Ids in words: what nobody can read is not shown."""
    if source not in target.said_by:
        return both
    key, statement = target.said_by[source]
    if not statement:
        return both.with_columns(field=pl.lit(key))
    ids = pl.concat([both["old"], both["new"]]).drop_nulls().unique().to_list()
    words = query(statement, [ids], {"id": pl.Int64, "words": pl.String}) if ids else None
    named = dict(words.iter_rows()) if words is not None else {}
    said = [pl.Series(side, [named.get(value) for value in both[side]], dtype=pl.String) for side in ("old", "new")]
    return both.with_columns(*said, field=pl.lit(key))
