"""What pages show of a batch."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import polars as pl
from django.db.models import QuerySet

from hieuhoc.lib.scope import Scope
from hieuhoc.lib.words import tell_again
from hieuhoc.places.reads import among
from hieuhoc.sheets import staging
from hieuhoc.sheets.checking import MAKINGS
from hieuhoc.sheets.definition import PART, ROW, joined_sentence
from hieuhoc.sheets.journal import Journal
from hieuhoc.sheets.models import Batch, Problem
from hieuhoc.sheets.progress import Progress, progress_of
from hieuhoc.sheets.registry import sheet_of


@dataclass(frozen=True)
class CauseCount:
    """Problems of one kind: how often, in words that name what was found, and how often each (`seen`) when it differs."""

    severity: str
    cause: str
    header: str
    count: int
    message: str
    text: str  # the wording as it is kept, before it is filled in
    seen: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Preview:
    new: int
    changed: int
    same: int
    refused: int
    warned: int
    ambiguous: int
    rows: int
    problem_rows: int
    causes: list[CauseCount]
    notes: list[str]
    progress: Progress


def batches_within(scope: Scope) -> QuerySet[Batch]:
    """Newest first."""
    batches = Batch.objects.select_related("place", "uploaded_by").order_by("-pk")
    return batches if scope.everything else batches.filter(among("place", scope, "one_of"))


def notes_of(batch: Batch) -> list[str]:
    """In the language of whoever reads; of a batch that an earlier release checked, as they were kept."""
    return [tell_again(tuple(parts)) if parts else note for note, parts in zip_longest(batch.notes, batch.note_parts)]


def preview(batch: Batch) -> Preview:
    counts = batch.counts
    headers = {column.key: str(column.header) for column in sheet_of(batch.sheet).columns}
    return Preview(
        **{
            name: counts.get(name, 0)
            for name in ("new", "changed", "same", "refused", "warned", "ambiguous", "rows", "problem_rows")
        },
        causes=[_cause(cause, headers) for cause in counts.get("causes", [])],
        notes=notes_of(batch),
        progress=progress_of(batch),
    )


@dataclass(frozen=True)
class Making:
    """Something a batch would make beside its rows. `near`: the nearest that exists already, "" when none is near."""

    kind: str
    title: str
    within: str
    people: int
    near: str


def makings_of(batch: Batch) -> list[Making]:
    """Doubtful ones first within a kind; none once the batch is purged."""
    if not staging.has_file(batch, MAKINGS):
        return []
    rows = staging.read_frames(batch, MAKINGS)[0][1].select("kind", "title", "within", "people", "near")
    return [
        Making(kind, title, within or "", people, near or "") for kind, title, within, people, near in rows.iter_rows()
    ]


def touched_ids(batch: Batch, subject_kind: str) -> list[int]:
    """Whom (or what) the written batch made or changed; none once its undo data are purged."""
    ids: set[int] = set()
    for position in batch.chunks.standing().values_list("position", flat=True):
        if staging.has_file(batch, name := staging.undo_name(position)):
            ids |= Journal(staging.read_frames(batch, name)).touched_ids(subject_kind)
    return sorted(ids)


def staged_rows(batch: Batch, numbers: Collection[int], columns: Collection[str]) -> dict[int, dict[str, Any]]:
    """What these rows of a checked file say in these columns, by row number; nothing once the rows are gone."""
    wanted, staged = set(numbers), dict[int, dict[str, Any]]()
    for position in batch.chunks.filter(position__gte=0).order_by("position").values_list("position", flat=True):
        if not wanted - staged.keys() or not staging.has_file(batch, staging.staged_name(position)):
            break
        frame = staging.read_frames(batch, staging.staged_name(position))[0][1]
        rows = frame.filter(pl.col(ROW).is_in(list(wanted))).select(ROW, *columns)
        staged |= {row[ROW]: row for row in rows.iter_rows(named=True)}
    return staged


def _cause(kept: dict[str, Any], headers: dict[str, str]) -> CauseCount:
    seen = kept.get("seen") or [(kept["message"], kept["count"])]
    messages = [message for message, _count in seen]
    differing = [
        part
        for part, values in enumerate(zip(*(message_parts.split(PART) for message_parts in messages), strict=True))
        if len(set(values)) > 1
    ]
    ways = [(", ".join(message.split(PART)[part] for part in differing), count) for message, count in seen]
    return CauseCount(
        kept["severity"],
        kept["cause"],
        headers.get(kept["column"], ""),
        kept["count"],
        joined_sentence(messages),
        messages[0].split(PART)[0],
        tuple(ways) if differing and max(count for _way, count in ways) > 1 else (),
    )


def ambiguous_rows(batch: Batch) -> QuerySet[Problem]:
    return batch.problems.filter(severity=Problem.Severity.AMBIGUOUS).order_by("row_number")
