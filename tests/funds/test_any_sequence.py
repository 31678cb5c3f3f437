"""Whatever is done, in whatever order, also by a process that is killed: debits equal credits, no fund is below nought, and nothing is
lost when places merge."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from random import Random
from unittest import mock

import pytest
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hieuhoc.funds import bookkeeping
from hieuhoc.funds.actions import pay_use, receive_gift, reverse_gift, reverse_use, transfer_money
from hieuhoc.funds.models import Balance, Fund, Gift, Use, VoucherLine
from hieuhoc.lib.errors import Refusal
from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order
from hieuhoc.web.promises import broken_promises
from tests.cast import Cast
from tests.funds.makers import make_approved, make_fund, make_gift
from tests.places.small_map import new

pytestmark = pytest.mark.django_db
DYING = 0.2  # of a hundred deeds twenty are killed before their commit
FORMS = ("money", "money", "goods", "labour", "venue")


class Bookkeeping:
    """Two funds of two communes, and what may be done with them; `chance` says how much and to whom."""

    def __init__(self, cast: Cast, chance: Random) -> None:
        self.cast, self.chance, self.today = cast, chance, timezone.localdate()
        make_fund(cast.commune, "A")
        make_fund(cast.other_commune, "B")

    def give(self) -> None:
        form = self.chance.choice(FORMS)
        amount = None if form == "labour" else self.chance.randint(1, 900)
        gift = make_gift(self._fund(), amount, form=form, hours=self.chance.randint(1, 80), worth_by="Hoá đơn")
        receive_gift(gift, on=self.today, actor=None)

    def spend(self) -> None:
        form, amount = self.chance.choice(["money", "goods"]), self.chance.randint(1, 700)
        pay_use(make_approved(self._fund(), amount, self.cast.lan, form=form), on=self.today, actor=None)

    def undo_gift(self) -> None:
        gift = self.chance.choice(list(Gift.objects.received().order_by("pk")))
        reverse_gift(gift, on=self.today, reason="Nhầm", actor=None)

    def undo_use(self) -> None:
        reverse_use(
            self.chance.choice(list(Use.objects.paid().order_by("pk"))), on=self.today, reason="Nhầm", actor=None
        )

    def move(self) -> None:
        source, target = self.chance.sample(list(Fund.objects.order_by("pk")), 2)
        transfer_money(source, target, amount=self.chance.randint(1, 500), on=self.today, reason="Dồn", actor=None)

    def merge(self) -> None:
        ends = [place.pk for place in (self.cast.commune, self.cast.other_commune)]
        steps = drafting.merge(ends, new("Xã Mới", self.cast.province))
        apply_change_order(draft_order("9/NQ", "Nhập xã", self.today, list(steps), actor=None), actor=None)

    def _fund(self) -> Fund:
        return self.chance.choice(list(Fund.objects.order_by("pk")))


class Killed(BaseException):
    pass


@contextmanager
def unless_it_lacks(chance: Random) -> Iterator[None]:
    """A lack refuses, a kill comes after the books were written; either leaves nothing. Of what nobody gave or got nothing can be
    chosen."""
    dying = mock.patch.object(bookkeeping, "mark_stale", side_effect=Killed)
    try:
        with transaction.atomic(), dying if chance.random() < DYING else nullcontext():
            yield
    except (Refusal, IndexError, Killed):
        return


def refuse_broken_books() -> None:
    sums = VoucherLine.objects.values("voucher").annotate(sum=Sum("amount")).values_list("sum", flat=True)
    assert set(sums) <= {0}
    assert not Balance.objects.filter(account__in=["money", "goods"], amount__lt=0).exists()
    assert broken_promises() == []


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), count=st.integers(8, 20), merged_after=st.integers(0, 19))
def test_after_any_sequence_of_deeds_and_a_merger_debits_equal_credits(
    cast: Cast, seed: int, count: int, merged_after: int
) -> None:
    with transaction.atomic():
        story = Bookkeeping(cast, Random(seed))
        acts: list[Callable[[], None]] = [story.give, story.give, story.give, story.spend, story.spend]
        acts += [story.undo_gift, story.undo_use, story.move]
        for number in range(count):
            if number == merged_after:
                story.merge()
            with unless_it_lacks(story.chance):
                story.chance.choice(acts)()
        refuse_broken_books()
        transaction.set_rollback(True)
