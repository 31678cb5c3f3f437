"""Rows of a roster whose number belongs to somebody recorded elsewhere: the rules of `actions.looks` for whole chunks."""

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.scope import Scope
from hieuhoc.people.actions.looks import Sight, answered, look_up_number, refuse_many_looks
from hieuhoc.people.rules import Identity
from hieuhoc.people.sealing import seal_said
from hieuhoc.places.reads import reached_ids
from hieuhoc.sheets.definition import Check
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.sheet import Run

RECORDED_ELSEWHERE = _(
    "Số định danh này đang ghi cho một người ở nơi khác; họ tên hoặc ngày sinh không khớp. Xem lại trên thẻ; vẫn đúng thì hỏi"
    " nơi đang ghi, ở mục Người ghi ở nơi khác."
)
# What a row may not change about somebody who is only just moving here.
THEIR_OWN = ("name", "given", "birth", "sex")
SAID = ("row", "citizen", "name", "birth", "birth_year", "their_name", "their_birth", "their_year", "is_by_number")


def with_agreement(run: Run, frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `is_elsewhere` and `agrees` to rows with the facts of their citizens. Only by the number, and by name and birth
    with it, is somebody recorded elsewhere the person of the row."""
    frame = frame.with_columns(is_elsewhere=~pl.col("their_place").is_in(_reached(run).implode()).fill_null(False))
    strangers = frame.filter("is_elsewhere").select(SAID)
    if not strangers.height:
        return frame.with_columns(agrees=pl.lit(True))
    said_so = answered(strangers["citizen"].to_list(), run.place)
    rows = [
        (row["row"], row["is_by_number"] and (_same(row) or row["citizen"] in said_so))
        for row in strangers.iter_rows(named=True)
    ]
    known = pl.DataFrame(rows, schema={"row": strangers.schema["row"], "agrees": pl.Boolean}, orient="row")
    frame = frame.join(known, on="row", how="left", maintain_order="left")
    return frame.with_columns(pl.col("agrees").fill_null(True))


def is_stranger() -> pl.Expr:
    return pl.col("is_elsewhere") & ~pl.col("agrees")


CHECK = Check(is_stranger(), "recorded_elsewhere", RECORDED_ELSEWHERE, column="number")


def as_recorded(frame: pl.DataFrame) -> pl.DataFrame:
    """Who is only just moving here keeps name, birth and sex as they are on record."""
    known = {"name": "their_name", "given": "their_given", "folded_name": "their_folded", "birth": "their_birth"}
    known |= {"birth_year": "their_year", "sex": "their_sex"}
    return frame.with_columns(
        pl.when("is_elsewhere").then(theirs).otherwise(ours).alias(ours) for ours, theirs in known.items()
    )


def note_looks(run: Run, frame: pl.DataFrame) -> None:
    """Every row that touched somebody recorded elsewhere, at the person. Raises Refusal, for the whole file, when an officer
    has guessed too often within the hour: no preview is left then."""
    officer = run.batch.uploaded_by
    if run.batch.status != Batch.Status.CHECKING or officer is None:
        return
    strangers = frame.filter("is_elsewhere")
    if not strangers.height:
        return
    sights = [
        Sight(row["citizen"], row["agrees"], seal_said(Identity(row["name"], row["birth"], row["birth_year"])))
        for row in strangers.iter_rows(named=True)
    ]
    look_up_number(sights, run.place, actor=officer)
    if not all(sight.agrees for sight in sights):
        refuse_many_looks(run.place, actor=officer)


def _same(row: dict[str, object]) -> bool:
    said = Identity(row["name"], row["birth"], row["birth_year"])  # type: ignore[arg-type]
    return said.agrees_with(Identity(row["their_name"], row["their_birth"], row["their_year"]))  # type: ignore[arg-type]


def reached_homes(run: Run) -> list[int]:
    return _reached(run).to_list()


def _reached(run: Run) -> pl.Series:
    """Homes whose people the place of the batch may read: what lies under it today, and what last did."""
    if "reached" not in run.looked_up:
        scope = Scope(on=timezone.localdate(), places=frozenset({run.place}))
        run.looked_up["reached"] = pl.Series(reached_ids(scope), dtype=pl.Int64)
    reached: pl.Series = run.looked_up["reached"]
    return reached
