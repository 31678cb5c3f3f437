"""The fund of a place that was cut goes on where its office says."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.funds.models import Fund, FundMove
from hieuhoc.funds.moving import destinations
from hieuhoc.funds.rules.names import free_name
from hieuhoc.indicators.actions import mark_stale
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import MovedRow, Place
from hieuhoc.places.reads import name_of
from hieuhoc.places.successions import journal_made

ROOM = "funds"


@transaction.atomic
def move_fund(fund: Fund, successor: Place, *, actor: User | None) -> Fund:
    """With its books, its balance and what is promised or asked; what was booked stays booked where it was. Goes back with the change
    order, when that is undone. Asked again, nothing happens."""
    require(actor, "funds.move_fund", fund)
    require(actor, "funds.move_fund", successor)
    fund = Fund.objects.select_for_update().get(pk=fund.pk)
    if fund.place_id == successor.pk:
        return fund
    orders = destinations(fund)
    if not orders:
        raise Refusal(
            _("Nơi giữ quỹ này vẫn còn; quỹ không phải chuyển."),
            remedy=_("Muốn dồn tiền thì chuyển sang quỹ khác."),
            code="place_stands",
        )
    if successor.pk not in orders:
        raise Refusal(_("Chọn một trong các nơi đã nhận địa bàn cũ."), code="no_successor")
    source, name = fund.place_id, fund.name
    move = FundMove.objects.create(fund=fund, source_id=source, successor=successor)
    taken = set(Fund.objects.filter(place=successor).values_list("name", flat=True))
    fund.name = free_name(name, name_of(source, timezone.localdate()), taken) if name in taken else name
    fund.place = successor
    fund.save(update_fields=["place", "name"])
    _journal(fund, move, orders[successor.pk], name)
    first = fund.since.year
    mark_stale({source, successor.pk}, range(first, timezone.localdate().year + 1), is_bulk=True)
    record(
        "funds.move_fund",
        actor=actor,
        subject_kind="fund",
        subject_id=fund.pk,
        place=successor.pk,
        changes={"place": [source, successor.pk]} | ({"name": [name, fund.name]} if name != fund.name else {}),
    )
    return fund


def _journal(fund: Fund, move: FundMove, order: int, name: str) -> None:
    """As if the order had moved it: its undoing moves it back."""
    rows = MovedRow.objects
    places = {"before": {"place_id": move.source_id}, "after": {"place_id": fund.place_id}}
    moved = rows.create(order_id=order, room=ROOM, noun="fund", row_id=fund.pk, **places)
    if name != fund.name:
        names = {"before": {"name": name}, "after": {"name": fund.name}}
        rows.create(order_id=order, room=ROOM, noun="fund_name", row_id=fund.pk, **names)
    journal_made(moved.order, ROOM, "fund_move", [move.pk])
