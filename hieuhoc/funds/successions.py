"""A fund goes on in the place its own went whole into, with its books, its balance and what is promised or asked; vouchers, gifts
and uses stay where they were booked, so figures of earlier years keep them. The fund of a cut place waits until somebody
says where it goes on (`actions.moves`).

Two funds of one successor stay two until money is transferred: a merger makes no payment by itself.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from hieuhoc.funds.models import Fund
from hieuhoc.funds.rules.names import free_name
from hieuhoc.places.models import ChangeOrder, MovedRow
from hieuhoc.places.reads import name_of
from hieuhoc.places.rules import Moves
from hieuhoc.places.successions import update_rows

ROOM = "funds"
# The way back goes from the last to the first: places before names, or two of one name would stand in one place.
TABLES = {"fund_name": "funds_fund", "fund": "funds_fund", "fund_move": "funds_fundmove"}
LABELS = {
    "fund": _("quỹ khuyến học, đợt vận động"),
    "fund_name": _("tên quỹ khuyến học, đợt vận động"),
    "fund_move": _("nơi mới của quỹ"),
}


def move(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    """Two communes that become one both had a "Quỹ khuyến học": each then says where it comes from."""
    yield from _renamed(order, moves)
    update_rows(order, ROOM, "fund", column="place_id", mapping=moves.whole)


def _renamed(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    by_name: dict[tuple[int, str], list[Fund]] = {}
    known = Fund.objects.filter(place__in=[*moves.whole, *moves.whole.values()]).order_by("pk")
    for fund in known:
        by_name.setdefault((moves.whole.get(fund.place_id, fund.place_id), fund.name), []).append(fund)
    for (successor, _name), funds in by_name.items():
        taken = set(Fund.objects.filter(place__in=[successor, *moves.whole]).values_list("name", flat=True))
        for fund in funds if len(funds) > 1 else ():
            old = fund.name
            fund.name = free_name(old, name_of(fund.place_id, order.takes_effect_on), taken)
            fund.save(update_fields=["name"])
            taken.add(fund.name)
            names = {"before": {"name": old}, "after": {"name": fund.name}}
            yield MovedRow(order=order, room=ROOM, noun="fund_name", row_id=fund.pk, **names)
