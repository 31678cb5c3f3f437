"""The fund of a ward that was cut goes on where its office says, with all it holds; undone with the cut."""

import pytest
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.funds.actions import move_fund, receive_gift
from hieuhoc.funds.models import Fund, FundMove, Voucher
from hieuhoc.funds.moving import destinations
from hieuhoc.funds.reads import accounts_of
from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order, undo_change_order
from hieuhoc.places.models import ChangeOrder, Place, Succession
from hieuhoc.web.promises import broken_promises
from tests.cast import Cast
from tests.funds.makers import make_fund, make_gift
from tests.places.small_map import new
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def cut(cast: Cast) -> tuple[ChangeOrder, Place, Place]:
    """The commune is divided between two new ones."""
    steps = drafting.split(cast.commune.pk, [new("Xã Đông", cast.province), new("Xã Tây", cast.province)])
    order = draft_order("7/NQ", "Chia xã", timezone.localdate(), list(steps), actor=None)
    apply_change_order(order, actor=None)
    east, west = Succession.objects.filter(predecessor=cast.commune).order_by("pk")
    return order, east.successor, west.successor


def test_it_goes_on_with_what_it_holds_and_waits_for_and_its_history_stays(cast: Cast) -> None:
    fund = make_fund(cast.commune, holds=900_000)
    waiting = make_gift(fund, 100_000)
    _order, east, west = cut(cast)
    make_fund(east, fund.name)
    assert set(destinations(Fund.objects.get(pk=fund.pk))) == {east.pk, west.pk}
    with refused("no_successor"):
        move_fund(fund, cast.other_commune, actor=cast.hoa)
    moved = move_fund(fund, east, actor=cast.hoa)
    assert moved.place_id == east.pk
    assert moved.name.startswith("Quỹ khuyến học (")
    assert move_fund(fund, east, actor=cast.hoa).name == moved.name
    receive_gift(waiting, on=timezone.localdate(), actor=None)
    assert accounts_of([fund.pk])[fund.pk].money == 1_000_000
    assert list(Voucher.objects.order_by("pk").values_list("place", flat=True)) == [cast.commune.pk, east.pk]
    assert Entry.objects.filter(deed="funds.move_fund").count() == 1
    assert broken_promises() == []


def test_it_goes_back_when_the_cut_is_undone(cast: Cast) -> None:
    fund = make_fund(cast.commune, holds=900_000)
    order, east, _west = cut(cast)
    move_fund(fund, east, actor=cast.hoa)
    undo_change_order(order, actor=None)
    fund.refresh_from_db()
    assert (fund.place_id, fund.name) == (cast.commune.pk, "Quỹ khuyến học")
    assert not FundMove.objects.exists()


def test_the_fund_of_a_place_that_stands_is_not_moved(cast: Cast) -> None:
    with refused("place_stands"):
        move_fund(make_fund(cast.commune), cast.other_commune, actor=cast.hoa)
