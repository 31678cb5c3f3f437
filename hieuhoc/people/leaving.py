"""Who moves to another commune: the office that receives records the move; the one that loses the person reads of it in
its own history (docs/decisions/0012)."""

import polars as pl

from hieuhoc.accounts.models import User
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.audit.models import Entry
from hieuhoc.people.models import Residence
from hieuhoc.places.models import Place
from hieuhoc.places.reads import commune_of, communes_of
from hieuhoc.sheets.sheet import Run

LEFT = "people.leave_commune"
RETURNED = "people.return_to_commune"


def note_leaving(left: Residence, entered: Place, *, actor: User | None) -> None:
    """`left`: the residence that has just ended. A move within one commune is told by the move itself."""
    assert left.until is not None
    if commune_of(left.place_id, left.until) == commune_of(entered.pk, left.until):
        return
    record(
        LEFT,
        actor=actor,
        subject_kind="residence",
        subject_id=left.pk,
        place=left.place_id,
        changes={"place": [left.place_id, entered.pk], "until": [None, left.until]},
    )


def note_leavings(run: Run, moved: pl.DataFrame) -> None:
    """The same for the rows of a sheet (`their_home`, `commune`): one entry for each place that loses people."""
    homes = moved.drop_nulls("their_home")
    if not homes.height:
        return
    communes = communes_of(homes["their_home"].unique().to_list(), run.on)
    left = homes.filter(pl.col("their_home").replace_strict(communes, default=None).ne_missing(pl.col("commune")))
    for place, count in left.group_by("their_home").len().sort("their_home").iter_rows():
        _tell(LEFT, run, place, count)


def note_returns(run: Run) -> None:
    """An undone sheet gives back whom it had moved: each place that had read of the leaving reads of that too."""
    of_batch = Entry.objects.filter(subject_kind="batch", subject_id=run.batch.pk)
    if of_batch.filter(deed=RETURNED).exists():  # an undoing that was killed at its very end goes on here
        return
    for place, count in of_batch.filter(deed=LEFT).values_list("place_id", "rows_touched").order_by("pk"):
        _tell(RETURNED, run, place, count)


def _tell(deed: str, run: Run, place: int | None, count: int) -> None:
    record_bulk(deed, actor=run.actor, subject_kind="batch", subject_id=run.batch.pk, place=place, rows_touched=count)
