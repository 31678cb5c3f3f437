"""What a check found so far: counts, problems up to a limit, and the rows that were given twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import polars as pl
from django.db import connection
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hieuhoc.lib.copying import copy_frame
from hieuhoc.sheets.definition import (
    AMBIGUOUS,
    CHANGED,
    NEW,
    OF_SEVERAL,
    PART,
    REFUSED,
    ROW,
    SAME,
    WARNING,
    Check,
    Problems,
)
from hieuhoc.sheets.models import Batch, Problem
from hieuhoc.sheets.numbering import row_names
from hieuhoc.sheets.seen import Index

MOST_PROBLEM_ROWS = 10_000
MOST_WAYS = 20
_TWICE = gettext_noop("Trùng với dòng {} của tệp; mỗi đối tượng chỉ một dòng.")
TWICE = _(_TWICE)
OF_SEVERAL[_TWICE] = gettext_noop("Mỗi dòng trùng với một dòng trước nó của tệp (dòng {}); mỗi đối tượng chỉ một dòng.")


class CauseKey(NamedTuple):
    """Problems that are counted together; `text` = the wording before it is filled in."""

    severity: str
    cause: str
    column: str
    text: str


@dataclass
class Findings:
    batch_id: int
    outcomes: dict[str, int] = field(default_factory=dict)
    warned: int = 0
    rows: int = 0
    problem_rows: int = 0
    causes: dict[CauseKey, dict[str, Any]] = field(default_factory=dict)
    seen: list[pl.DataFrame] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)  # key → letter of its column in the file
    index: Index = field(default_factory=Index)
    sheets: list[str] = field(default_factory=list)  # of the file, as read: `numbering` names their rows
    stale_places: set[int] = field(default_factory=set)  # whose figures the rows will change, in which years
    stale_years: set[int] = field(default_factory=set)

    def refuse_repeated(self, frame: pl.DataFrame, key: pl.Series | None, problems: Problems) -> None:
        """A key met before, in this chunk or an earlier one, refuses the later row and names the first."""
        if key is None:
            return
        keys = frame.select(ROW).with_columns(key.alias("key")).drop_nulls("key")
        met = keys.with_columns(first=pl.col(ROW).min().over("key"))
        if self.seen:
            is_met = pl.col("key").is_in(keys["key"].implode())
            earlier = pl.concat(self.seen).filter(is_met)  # few or none; a join would need as much memory again
            met = met.join(earlier, on="key", how="left").with_columns(first=pl.coalesce("earlier", "first"))
        is_repeated = pl.col("first") != pl.col(ROW)
        problems.add(
            met.filter(is_repeated), Check(pl.lit(True), "repeated", TWICE, (row_names(pl.col("first"), self.sheets),))
        )
        self.seen.append(met.filter(~is_repeated).select("key", pl.col(ROW).alias("earlier")))

    def add(self, position: int, frame: pl.DataFrame, problems: Problems) -> None:
        """`frame`: row and outcome of one chunk."""
        self.rows += frame.height
        for outcome, count in frame["outcome"].value_counts().iter_rows():
            self.outcomes[outcome] = self.outcomes.get(outcome, 0) + count
        problem_rows = problems.frame()
        self.warned += problem_rows.filter(pl.col("severity") == WARNING)[ROW].n_unique()
        self.index.add(position, frame, problem_rows)
        self._count(problem_rows)
        self._keep(problem_rows)

    def _count(self, problem_rows: pl.DataFrame) -> None:
        """By cause and wording; `seen` = how often each wording was filled in which way, the commonest of each chunk."""
        by = ["severity", "cause", "column", "text"]
        ways = problem_rows.group_by("severity", "cause", "column", "message").agg(pl.len().alias("count"))
        ways = ways.with_columns(text=pl.col("message").str.split(PART).list.first()).sort(
            "count", "message", descending=[True, False]
        )
        grouped = ways.group_by(by, maintain_order=True).agg(
            pl.col("count").sum().alias("total"), pl.col("message", "count").head(MOST_WAYS)
        )
        for *key, total, messages, counts in grouped.iter_rows():
            known = self.causes.setdefault(CauseKey(*key), {"count": 0, "message": messages[0], "seen": {}})
            known["count"] += total
            for message, count in zip(messages, counts, strict=True):
                if message in known["seen"] or len(known["seen"]) < MOST_WAYS:
                    known["seen"][message] = known["seen"].get(message, 0) + count

    def keep_index(self, batch: Batch) -> None:
        """After the last chunk: what was remembered of the rows is not needed any more."""
        self.seen.clear()
        self.index.keep(batch)

    def counts(self) -> dict[str, Any]:
        causes = [
            {
                "severity": key.severity,
                "cause": key.cause,
                "column": key.column,
                **rest,
                "seen": _commonest_first(rest["seen"]),
            }
            for key, rest in sorted(self.causes.items(), key=lambda item: -item[1]["count"])
        ]
        return {
            **self.outcomes,
            "rows": self.rows,
            "warned": self.warned,
            "problem_rows": self.problem_rows,
            "causes": causes,
            "letters": self.letters,
            "sheets": self.sheets,
            "stale_places": sorted(self.stale_places),
            "stale_years": sorted(self.stale_years),
        }

    def _keep(self, problem_rows: pl.DataFrame) -> None:
        rows = problem_rows[ROW].unique().sort()
        room = max(0, MOST_PROBLEM_ROWS - self.problem_rows)
        self.problem_rows += len(rows)
        kept = problem_rows.filter(
            (pl.col("severity") == "ambiguous") | pl.col(ROW).is_in(rows.head(room).implode())
        ).sort(ROW)
        if kept.height:
            ready = kept.rename({ROW: "row_number"}).with_columns(batch_id=pl.lit(self.batch_id))
            with connection.cursor() as cursor:
                copy_frame(cursor, Problem._meta.db_table, ready)


def counts_after_writing(checked: dict[str, Any], written: list[dict[str, Any]]) -> dict[str, Any]:
    """A batch's counts once its chunks are written (`Chunk.counts`): rows that could not be kept have become refused."""
    if not written:
        return checked
    sums = {name: sum(part.get(name, 0) for part in written) for name in (NEW, CHANGED, SAME, REFUSED, AMBIGUOUS)}
    refused = checked.get(REFUSED, 0) + sums[REFUSED]
    problem_rows = checked.get("problem_rows", 0) + sum(part["problem_rows"] for part in written)
    causes = [*checked.get("causes", []), *_as_one(cause for part in written for cause in part["causes"])]
    return {**checked, **sums, REFUSED: refused, "problem_rows": problem_rows, "causes": causes}


def _as_one(causes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same cause of several chunks, counted together."""
    together: dict[tuple[str, ...], dict[str, Any]] = {}
    for cause in causes:
        key = (cause["severity"], cause["cause"], cause["column"], cause["message"].split(PART)[0])
        known = together.setdefault(key, {**cause, "count": 0, "seen": []})
        known["count"] += cause["count"]
        seen = dict(known["seen"])
        for message, count in cause["seen"]:
            seen[message] = seen.get(message, 0) + count
        known["seen"] = _commonest_first(seen)[:MOST_WAYS]
    return sorted(together.values(), key=lambda cause: -cause["count"])


def _commonest_first(seen: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(seen.items(), key=lambda item: (-item[1], item[0]))


def with_refusals(frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    refused = problems.refused_rows()
    return frame.with_columns(
        outcome=pl.when(pl.col(ROW).is_in(refused.implode())).then(pl.lit(REFUSED)).otherwise(pl.col("outcome"))
    )
