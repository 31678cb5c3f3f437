"""A fund of a commune with gifts and uses, made through the deeds."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.funds.actions import (
    NewFund,
    NewGift,
    WantedUse,
    approve_use,
    ask_use,
    open_fund,
    pledge_gift,
    receive_gift,
)
from hieuhoc.funds.models import Fund, Gift, Use
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place

BEGUN = date(2023, 1, 1)
BANK = {"bank_bin": "970405", "bank_account": "5216205012345", "account_holder": "HOI KHUYEN HOC"}


def new_fund(place: Place, name: str = "Quỹ khuyến học", **values: Any) -> NewFund:
    told = {"purpose": "Học bổng cho học sinh.", "decider": "Ban chấp hành Hội", "since": BEGUN, **BANK, **values}
    return NewFund(kind=Fund.Kind.FUND, name=name, place=place, **told)


def make_fund(place: Place, name: str = "Quỹ khuyến học", *, holds: int = 0, **values: Any) -> Fund:
    """`holds`: đồng that somebody gave, received yesterday."""
    fund = open_fund(new_fund(place, name, **values), actor=None)
    if holds:
        yesterday = timezone.localdate() - timedelta(days=1)
        receive_gift(make_gift(fund, holds, pledged_on=yesterday), on=yesterday, actor=None)
    return fund


def make_gift(fund: Fund, amount: int | None = 1_000_000, *, actor: User | None = None, **values: Any) -> Gift:
    told = {
        "form": "money",
        "donor_kind": "person",
        "donor_name": "Bà Năm",
        "pledged_on": timezone.localdate(),
        **values,
    }
    return pledge_gift(fund, NewGift(amount=amount, **told), actor=actor)


def make_use(fund: Fund, amount: int, citizen: Citizen | None = None, *, by: User | None = None, **values: Any) -> Use:
    """Asked for."""
    told = {"kind": "grant", "form": "money", "reason": "Học giỏi, nhà khó khăn", **values}
    recipient = "" if citizen else "Trung tâm học tập cộng đồng"
    return ask_use(fund, WantedUse(amount=amount, citizen=citizen, recipient=recipient, **told), actor=by)


def make_approved(fund: Fund, amount: int, citizen: Citizen | None = None, **values: Any) -> Use:
    return approve_use(make_use(fund, amount, citizen, **values), actor=None)
