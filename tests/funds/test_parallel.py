"""Payments at the same moment never take more out of a fund than there is."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from hieuhoc.funds.actions import pay_use
from hieuhoc.funds.models import Use
from hieuhoc.funds.reads import accounts_of
from hieuhoc.lib.errors import Refusal
from hieuhoc.web.promises import broken_promises
from tests.funds.makers import make_fund, make_use
from tests.people.makers import make_land

ASKING, EACH, ENOUGH_FOR = 8, 100, 3


@pytest.mark.django_db(transaction=True)
def test_of_many_payments_at_once_only_those_are_made_that_the_fund_can_pay() -> None:
    fund = make_fund(make_land().near, holds=ENOUGH_FOR * EACH)
    uses = [make_use(fund, EACH) for _number in range(ASKING)]
    Use.objects.update(status=Use.Status.APPROVED)  # more was approved than there is, as by two boards
    begin, today = Barrier(ASKING), timezone.localdate()

    def pay(use: Use) -> str:
        try:
            begin.wait()
            pay_use(use, on=today, actor=None)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "paid"

    with ThreadPoolExecutor(ASKING) as pool:
        came_of_it = sorted(pool.map(pay, uses))
    assert came_of_it == ["not_enough"] * (ASKING - ENOUGH_FOR) + ["paid"] * ENOUGH_FOR
    assert accounts_of([fund.pk])[fund.pk].money == 0
    assert broken_promises() == []
