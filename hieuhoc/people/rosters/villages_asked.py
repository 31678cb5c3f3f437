"""Villages written otherwise than the commune calls them: another spelling of one is read as it and said; what is only
near is asked, one question for all rows that write it so."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.vietnamese import fold
from hieuhoc.people.rosters.places import Homes
from hieuhoc.places.village_names import nearest, only_same, village_name
from hieuhoc.sheets.definition import CHANGE, KEEP, ROW, raw
from hieuhoc.sheets.questions import Asking, Questions
from hieuhoc.sheets.sheet import Run

CELL, CODE = raw("village"), raw("commune_code")
READ_AS = _("Thôn, buôn ghi “%(typed)s” được đọc là %(title)s: {} dòng.")
IS_IT = _("{} dòng ghi thôn, buôn “{}”: có phải {} không?")
SAME, ANOTHER = (CHANGE, _("Đúng, là thôn, buôn đó")), (KEEP, _("Không, là thôn, buôn khác"))


def ask_villages(
    run: Run, homes: Homes, frame: pl.DataFrame, questions: Questions, *, may_make: bool = False
) -> pl.DataFrame:
    """`frame`: row and `raw.*`; gives it with the villages as they are called. `may_make`: an unknown one would be made, so
    nothing is written before the question is answered; else its rows are refused meanwhile."""
    written = _with_commune(homes, frame).select(ROW, "commune", CELL).drop_nulls([CELL])
    keys = written.select("commune", CELL).unique(maintain_order=True)
    titles, known = homes.titles_by_commune(), homes.known_keys()
    for commune, typed in keys.iter_rows():
        if commune is None or (commune, fold(typed)) in known:
            continue
        rows = written.filter((pl.col("commune") == commune) & (pl.col(CELL) == typed))
        title = _called(run, typed, titles.get(commune, []), rows, questions, may_make=may_make)
        if title is not None:
            is_one = pl.col(ROW).is_in(rows[ROW].implode())
            frame = frame.with_columns(pl.when(is_one).then(pl.lit(title)).otherwise(CELL).alias(CELL))
    return frame


def _called(
    run: Run, typed: str, titles: list[str], rows: pl.DataFrame, questions: Questions, *, may_make: bool
) -> str | None:
    """What the rows mean; None = as they say."""
    if (same := only_same(typed, titles)) is not None:
        run.tell(READ_AS, rows.height, typed=typed, title=same)
        return same
    spelled = village_name(typed)
    if (near := nearest(typed, titles)) is None:
        return spelled.title if spelled.kind else None
    asking = Asking(f"near_village.{fold(typed)}", IS_IT, (SAME, ANOTHER), must_be_answered=may_make)
    cells = rows.select(ROW, column=pl.lit("village"), seen=CELL, becomes=pl.lit(near))
    return near if questions.ask(asking, cells, (typed, near)) == CHANGE else None


def _with_commune(homes: Homes, frame: pl.DataFrame) -> pl.DataFrame:
    if homes.only_commune is not None:
        return frame.with_columns(commune=pl.lit(homes.only_commune, pl.Int64))
    communes = homes.communes.select("commune", pl.col("commune_code").alias(CODE))
    return frame.join(communes, on=CODE, how="left", maintain_order="left")
