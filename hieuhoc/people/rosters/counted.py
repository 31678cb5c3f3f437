"""Sheets whose rows figures count: what a file changes is counted again after its last chunk, also when it is undone."""

from collections.abc import Iterable
from typing import ClassVar

import polars as pl

from hieuhoc.indicators.actions import mark_stale
from hieuhoc.sheets.sheet import Run, Sheet


class Counted(Sheet):
    lasts: ClassVar = True  # a row counts from its year on; False: in its own year alone

    def recount(self, run: Run, places: Iterable[int], years: pl.Series) -> None:
        """Called by `compare` with what the rows that are new or changed touch: ids of places, years (nulls are none)."""
        run.stale_places.update(places)
        run.stale_years.update(years.drop_nulls().unique())

    def finish(self, run: Run) -> None:
        if run.stale_years:
            onwards = range(min(run.stale_years), run.on.year + 1)
            mark_stale(run.stale_places, onwards if self.lasts else sorted(run.stale_years), is_bulk=True)
