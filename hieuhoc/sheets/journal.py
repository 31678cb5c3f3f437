"""What a chunk wrote, in order, so that it can be audited and taken back: tables, ids and the values there were before."""

from typing import Any

import polars as pl
from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from hieuhoc.audit.models import EntryRow
from hieuhoc.lib.copying import copy_frame
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.faults import FAULTS, is_of_rows
from hieuhoc.sheets.staging import Part

MADE, CHANGED, TOUCHED = "made", "changed", "touched"
LATER_DEEDS = """
    WITH ours AS (SELECT * FROM unnest(%(first)s::bigint[], %(last)s::bigint[]) AS r(a, b))
    SELECT count(*) FROM (
        SELECT e.id FROM ours JOIN audit_entry e ON e.subject_kind = %(kind)s AND e.subject_id BETWEEN a AND b AND e.id > %(entry)s
        UNION
        SELECT w.entry_id FROM ours JOIN audit_entryrow w ON w.subject_id BETWEEN a AND b AND w.subject_kind = %(kind)s
        WHERE w.entry_id > %(entry)s
    ) AS later
"""


class Journal:
    """Kept as parts (header, frame): `made` ids, `changed` old values with `id`, `touched` subjects of the audit."""

    def __init__(self, parts: list[Part] | None = None) -> None:
        self.parts: list[Part] = parts or []

    def made(self, table: str, ids: pl.Series | range) -> None:
        if len(ids):
            self.parts.append(({"did": MADE, "table": table}, _ranges(ids)))

    def changed(self, table: str, before: pl.DataFrame) -> None:
        """`before`: `id` and the columns as they were, named as in the table."""
        if before.height:
            self.parts.append(({"did": CHANGED, "table": table}, before))

    def touched(self, subject_kind: str, rows: pl.DataFrame) -> None:
        """`rows`: subject_id, is_new and, for changed people, private_changes (sealed)."""
        if rows.height:
            if "private_changes" not in rows.columns:
                rows = rows.with_columns(private_changes=pl.lit(None, pl.Binary))
            rows = rows.select("subject_id", "is_new", "private_changes")
            self.parts.append(({"did": TOUCHED, "kind": subject_kind}, rows))

    def audit(self, entry_id: int) -> None:
        for header, rows in self._of(TOUCHED):
            entry = pl.lit(entry_id).alias("entry_id"), pl.lit(header["kind"]).alias("subject_kind")
            with connection.cursor() as cursor:
                copy_frame(
                    cursor, EntryRow._meta.db_table, rows.select(*entry, "subject_id", "is_new", "private_changes")
                )

    def row_count(self) -> int:
        return sum(rows.height for _header, rows in self._of(TOUCHED))

    def touched_ids(self, subject_kind: str) -> set[int]:
        return {
            subject
            for header, rows in self._of(TOUCHED)
            if header["kind"] == subject_kind
            for subject in rows["subject_id"].to_list()
        }

    def later_deeds(self, entry_id: int) -> int:
        """How many deeds touched our rows after that entry."""
        deeds = 0
        for header, rows in self._of(TOUCHED):
            ranges = _ranges(rows["subject_id"])
            with connection.cursor() as cursor:
                cursor.execute(
                    LATER_DEEDS,
                    {
                        "first": ranges["first"].to_list(),
                        "last": ranges["last"].to_list(),
                        "kind": header["kind"],
                        "entry": entry_id,
                    },
                )
                deeds += cursor.fetchone()[0]
        return deeds

    def take_back(self) -> None:
        """Last step first. Raises Refusal when something else has come to stand on a row."""
        try:
            for header, frame in reversed(self.parts):
                if header["did"] == MADE:
                    _delete(header["table"], frame)
                elif header["did"] == CHANGED:
                    update_rows(header["table"], frame)
        except FAULTS as error:
            if not is_of_rows(error):
                raise
            raise Refusal(
                _("Không hoàn tác được: đã có dữ liệu khác dựa trên những dòng này (hồ sơ, ghi nhận…)."),
                remedy=_("Bỏ các dữ liệu đó trước, hoặc sửa từng dòng."),
                code="touched",
            ) from error

    def _of(self, did: str) -> list[Part]:
        return [part for part in self.parts if part[0]["did"] == did]


def update_rows(table: str, frame: pl.DataFrame) -> None:
    """Sets the frame's columns on the rows named by its `id`, all in one statement."""
    names = [name for name in frame.columns if name != "id"]
    if not frame.height:
        return
    with connection.cursor() as cursor:
        load_wanted(cursor, table, frame)
        cursor.execute(
            sql.SQL("UPDATE {} t SET {} FROM wanted w WHERE t.id = w.id").format(
                sql.Identifier(table),
                sql.SQL(", ").join(sql.SQL("{0} = w.{0}").format(sql.Identifier(name)) for name in names),
            )
        )


def load_wanted(cursor: Any, table: str, frame: pl.DataFrame) -> None:
    """A temporary table `wanted` shaped like those columns of `table`, filled by COPY."""
    columns = sql.SQL(", ").join(map(sql.Identifier, frame.columns))
    cursor.execute("DROP TABLE IF EXISTS pg_temp.wanted")
    cursor.execute(
        sql.SQL("CREATE TEMPORARY TABLE wanted ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA").format(
            columns, sql.Identifier(table)
        )
    )
    copy_frame(cursor, "wanted", frame)
    cursor.execute("ANALYZE pg_temp.wanted")


def _ranges(ids: pl.Series | range) -> pl.DataFrame:
    """Runs of consecutive ids as (first, last): a copied chunk is one run."""
    if isinstance(ids, range):
        return pl.DataFrame(
            {"first": [ids.start], "last": [ids.stop - 1]}, schema={"first": pl.Int64, "last": pl.Int64}
        )
    return (
        pl.DataFrame({"id": ids.cast(pl.Int64).unique().sort()})
        .with_row_index("at")
        .group_by((pl.col("id") - pl.col("at").cast(pl.Int64)).alias("run"))
        .agg(pl.col("id").min().alias("first"), pl.col("id").max().alias("last"))
        .sort("first")
        .select("first", "last")
    )


def _delete(table: str, ranges: pl.DataFrame) -> None:
    with connection.cursor() as cursor:
        load = sql.SQL(
            "DELETE FROM {} t USING unnest(%s::bigint[], %s::bigint[]) AS r(a, b) WHERE t.id BETWEEN r.a AND r.b"
        )
        cursor.execute(load.format(sql.Identifier(table)), [ranges["first"].to_list(), ranges["last"].to_list()])
