"""The shape every sheet has. A room contributes its sheets in `sheets.py` (registered by sheets.registry)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

import polars as pl

from hieuhoc.accounts.models import User
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.words import Words, told
from hieuhoc.sheets.definition import Column, ImportSetting, Problems
from hieuhoc.sheets.journal import Journal
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.questions import Questions
from hieuhoc.sheets.wording import source_text

MOST_CHANGES = 20_000  # kept in words; rows beyond are counted and shown without


@dataclass
class Run:
    """One pass over a batch (check or write): what was chosen, and what the sheet looked up once for all chunks."""

    batch: Batch
    actor: User | None
    place: int
    on: date
    settings: dict[str, Any]
    looked_up: dict[str, Any] = field(default_factory=dict)
    looked_up_at: int = 0  # newest audit entry when it was looked up
    stale_years: set[int] = field(default_factory=set)
    stale_places: set[int] = field(default_factory=set)
    changes: list[pl.DataFrame] = field(default_factory=list)  # row, field, old, new: shown in the preview
    sheets: list[str] = field(
        default_factory=list
    )  # of the file, as far as they are read: `numbering` names their rows
    told: dict[tuple[str, tuple[tuple[str, str], ...]], int] = field(
        default_factory=dict
    )  # read otherwise than written: words with {} and what else stands in them, how often

    def note_changes(self, rows: pl.DataFrame) -> None:
        """`rows`: row, field (key of a column, or what the room calls it), old, new as text; a bounded number is kept."""
        if rows.height and sum(part.height for part in self.changes) < MOST_CHANGES:
            self.changes.append(rows.select("row", "field", pl.col("old", "new").cast(pl.String)))

    def tell(self, words: Words, count: int, **values: str) -> None:
        key = source_text(words), tuple(values.items())
        if count:
            self.told[key] = self.told.get(key, 0) + count

    def notes(self) -> list[str]:
        return [told(words, dict(values), count) for (words, values), count in self.told.items()]


class Sheet:
    """One kind of spreadsheet. Chunks are frames; a chunk is written in one transaction."""

    code: ClassVar[str]
    version: ClassVar[str] = "1"
    title: ClassVar[Words]
    help: ClassVar[Words] = ""
    ability: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    settings: ClassVar[tuple[ImportSetting, ...]] = ()
    names_row: ClassVar[str] = "name"  # the column by which people know a row
    change_names: ClassVar[
        dict[str, Words]
    ] = {}  # what changes beside the columns: field of `Run.note_changes` → words
    clashes: ClassVar[Mapping[str, Words]] = {}  # constraint → why a row that breaks it at the writing is not kept

    def choices(self, place: int) -> dict[str, list[str]]:
        """Drop-downs of this place's template that the columns cannot know: key → words."""
        return {}

    def start(self, run: Run) -> None:
        """Looks up what all chunks need into `run.looked_up`; again when others have changed it. May raise Refusal."""

    def ask(self, run: Run, frame: pl.DataFrame, questions: Questions) -> pl.DataFrame:
        """The frame of `row` and `raw.*` as the sheet itself reads it, or as the officer answers what it asks. In a thread
        beside the rest: it must not ask the database."""
        return frame

    def derive(self, run: Run, frame: pl.DataFrame) -> pl.DataFrame:
        """What follows from a row's own cells. Runs in a thread beside the rest: it must not ask the database."""
        return frame

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        """From cleaned values to what the database knows (ids); problems of whole rows."""
        return frame

    def natural_key(self, frame: pl.DataFrame) -> pl.Series | None:
        """One 64-bit number per row, null = none: rows of one file with the same number are the same thing given twice."""
        return None

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        """Adds `outcome` (new, changed, same, ambiguous) by comparing with what exists now; may be called again at writing."""
        raise NotImplementedError

    def gather(self, run: Run, frame: pl.DataFrame) -> pl.DataFrame | None:
        """What must be made before any chunk is written (villages, households), `people` = for how many rows: summed over
        the chunks and given to `prepare` and `makings`."""
        return None

    def makings(self, run: Run, gathered: pl.DataFrame) -> pl.DataFrame | None:
        """What of it would really be new, in words: kind, title, within, people, near (the nearest that exists)."""
        return None

    def prepare(self, run: Run, gathered: pl.DataFrame, journal: Journal) -> None:
        """Makes what was gathered; must find what is there already."""

    def write(self, run: Run, frame: pl.DataFrame, journal: Journal) -> None:
        """Writes the rows whose outcome is new or changed."""
        raise NotImplementedError

    def finish(self, run: Run) -> None:
        """After the last chunk, in a transaction: what depends on the rows (figures to recount)."""

    def taken_back(self, run: Run) -> None:
        """After the last chunk of an undoing, in the same transaction: what others must be told of it."""

    def years(self) -> list[int]:
        """Whose rows can be exported one year at a time, newest first; none = the rows are those of a day."""
        return []

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        """The rows that exist, as text under the sheet's keys: a file that imports as `same`."""
        raise NotImplementedError
