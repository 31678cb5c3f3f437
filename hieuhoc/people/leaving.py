"""Who moves to another commune: the office that receives records the move; the one that loses the person reads of it in
its own history (docs/decisions/0012)."""

import polars as pl
from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.audit.models import Entry
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.people.models import Departure, Residence
from hieuhoc.places.models import Place, covers
from hieuhoc.places.reads import ancestors, commune_of, communes_of
from hieuhoc.sheets.journal import Journal
from hieuhoc.sheets.sheet import Run

GONE = gettext_lazy("Có người được nơi khác ghi là đã chuyển đi")
GONE_TEXT = gettext_lazy(
    "{count} người của xã vừa được xã, phường khác ghi là đã chuyển đến đó. Xem ở mục Người chuyển đi; thấy không đúng thì phản"
    " đối trong {days} ngày."
)
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
    Departure.objects.create(
        citizen_id=left.citizen_id, left=left, place_id=left.place_id, entered=entered, recorded_by=actor
    )
    tell_commune(left.place_id, f"residence.{left.pk}", 1)


def note_leavings(run: Run, moved: pl.DataFrame, journal: Journal) -> None:
    """The same for the rows of a sheet (`citizen`, `residence_id`, `their_home`, `goal`, `commune`): one entry for each place
    that loses people."""
    homes = moved.drop_nulls("their_home")
    if not homes.height:
        return
    communes = communes_of(homes["their_home"].unique().to_list(), run.on)
    left = homes.filter(pl.col("their_home").replace_strict(communes, default=None).ne_missing(pl.col("commune")))
    rows = [
        Departure(
            citizen_id=citizen, left_id=residence, place_id=home, entered_id=goal, recorded_by=run.batch.uploaded_by
        )
        for citizen, residence, home, goal in left.select("citizen", "residence_id", "their_home", "goal").iter_rows()
    ]
    departures = Departure.objects.bulk_create(rows, batch_size=2_000)
    journal.made("people_departure", pl.Series([row.pk for row in departures], dtype=pl.Int64))
    for place, count in left.group_by("their_home").len().sort("their_home").iter_rows():
        _tell(LEFT, run, place, count)
        tell_commune(place, f"batch.{run.batch.pk}.{place}", count)


def tell_commune(place_id: int, occasion: str, count: int) -> None:
    """The officers of the commune that is left hear of it in their account."""
    body = format_lazy(GONE_TEXT, count=count, days=settings.CONTEST_DAYS)
    tell_officers(place_id, f"{LEFT}.{occasion}", GONE, body)


def tell_officers(place_id: int, occasion: str, subject: Promise, body: Promise) -> None:
    """Those of the commune, each once for an occasion."""
    today = timezone.localdate()
    above = [place_id, *ancestors(place_id, today)]
    grants = Grant.objects.filter(covers(today), role=Role.COMMUNE, place__in=above, user__is_active=True)
    for user in User.objects.filter(pk__in=grants.values("user")):
        send(Message.Channel.IN_APP, recipient=user, subject=subject, body=body, key=f"{occasion}.{user.pk}")


def note_returns(run: Run) -> None:
    """An undone sheet gives back whom it had moved: each place that had read of the leaving reads of that too."""
    of_batch = Entry.objects.filter(subject_kind="batch", subject_id=run.batch.pk)
    if of_batch.filter(deed=RETURNED).exists():  # an undoing that was killed at its very end goes on here
        return
    for place, count in of_batch.filter(deed=LEFT).values_list("place_id", "rows_touched").order_by("pk"):
        _tell(RETURNED, run, place, count)


def _tell(deed: str, run: Run, place: int | None, count: int) -> None:
    record_bulk(deed, actor=run.actor, subject_kind="batch", subject_id=run.batch.pk, place=place, rows_touched=count)
