"""What figures read of funds, done at random: gifts and uses booked and taken back, money that goes over, funds of cut places."""

from typing import TYPE_CHECKING

from django.utils import timezone

from hieuhoc.funds import actions as funds
from hieuhoc.funds.models import Fund, Gift, Use
from hieuhoc.funds.moving import destinations
from hieuhoc.places.models import Place
from tests.funds.makers import make_approved, make_fund, make_gift

if TYPE_CHECKING:
    from tests.indicators.every_deed import Story


def open_funds(story: "Story") -> None:
    for place in (story.land.near, story.land.far):
        make_fund(place, since=story.day().replace(year=story.years[0] - 2, day=1), bank_bin="", bank_account="")


def give(story: "Story") -> None:
    form, day = story.random.choice(list(Gift.Form.values)), story.day()
    worth = story.random.randint(100, 900)
    gift = make_gift(_fund(story), worth, form=form, hours=8, worth_by="Hoá đơn", pledged_on=day)
    funds.receive_gift(gift, on=day, actor=None)


def give_back(story: "Story") -> None:
    gift: Gift = story.one_of(Gift.objects.received().order_by("pk"))
    funds.reverse_gift(gift, on=timezone.localdate(), reason="Nhầm", actor=None)


def help_pupil(story: "Story") -> None:
    fund, kind = _fund(story), story.random.choice(["grant", "grant", "prize"])
    use = make_approved(fund, story.random.randint(1, 90), story.citizen(), kind=kind)
    funds.pay_use(use, on=story.day(), actor=None)


def take_back_use(story: "Story") -> None:
    use: Use = story.one_of(Use.objects.paid().order_by("pk"))
    funds.reverse_use(use, on=timezone.localdate(), reason="Nhầm", actor=None)


def move_money(story: "Story") -> None:
    source, target = _fund(story), _fund(story)
    funds.transfer_money(source, target, amount=story.random.randint(1, 90), on=story.day(), reason="Dồn", actor=None)


def move_fund(story: "Story") -> None:
    fund = story.one_of([fund for fund in Fund.objects.order_by("pk") if destinations(fund)])
    place = Place.objects.get(pk=story.one_of(sorted(destinations(fund))))
    funds.move_fund(fund, place, actor=None)


def _fund(story: "Story") -> Fund:
    fund: Fund = story.one_of(Fund.objects.order_by("pk"))
    return fund


GIVING = (give, give, give_back, help_pupil, take_back_use, move_money, move_fund)
