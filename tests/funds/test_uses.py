"""A use is asked by one, approved by another, paid out of what is there, and proven."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hieuhoc.accounts.models import Role
from hieuhoc.funds.actions import WantedUse, approve_use, ask_use, pay_use, prove_use, refuse_use, reverse_use
from hieuhoc.funds.models import Use
from hieuhoc.funds.reads import accounts_of, use_told, uses_paid
from hieuhoc.people.actions import NewGroup, add_group, join_group
from hieuhoc.people.models import Citizen, Group
from tests.cast import Cast, officer
from tests.funds.makers import make_approved, make_fund, make_use
from tests.lib.strangers_files import pdf
from tests.people.makers import LONG_AGO, add
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_who_asks_does_not_approve_and_the_database_agrees(cast: Cast) -> None:
    fund = make_fund(cast.commune, holds=1_000)
    use = make_use(fund, 400, by=cast.minh)
    with refused("own_request"):
        approve_use(use, actor=cast.minh)
    with refused("own_request"):
        refuse_use(use, note="Không", actor=cast.minh)
    with pytest.raises(IntegrityError), transaction.atomic():
        Use.objects.filter(pk=use.pk).update(decided_by=cast.minh)
    assert approve_use(use, note="Đúng đối tượng", actor=cast.hoa).decided_by == cast.hoa


def test_nobody_approves_or_pays_to_themselves_or_their_family(cast: Cast) -> None:
    fund = make_fund(cast.commune, holds=1_000)
    other = officer("Nga", Role.COMMUNE, cast.commune)
    parent, child = add(cast.village, "Nga Niê"), add(cast.village, "Nga Con Niê")
    Citizen.objects.filter(pk=parent.pk).update(user=other)
    family = add_group(NewGroup(Group.Kind.FAMILY, "Gia đình Nga", "H9", cast.village, LONG_AGO), actor=None)
    for person in (parent, child):
        join_group(person, family, since=LONG_AGO, actor=None)
    for person, code in ((parent, "own"), (child, "family")):
        use = make_use(fund, 100, person, by=cast.minh)
        with refused(code):
            approve_use(use, actor=other)
        approve_use(use, actor=cast.hoa)
        with refused(code):
            pay_use(use, on=timezone.localdate(), actor=other)
        pay_use(use, on=timezone.localdate(), actor=cast.minh)


def test_no_more_is_approved_than_is_there_and_not_yet_promised(cast: Cast) -> None:
    fund = make_fund(cast.commune, holds=1_000)
    make_approved(fund, 700)
    with refused("not_enough"):
        approve_use(make_use(fund, 400), actor=cast.hoa)
    approve_use(make_use(fund, 300), actor=cast.hoa)


def test_a_use_is_paid_once_proven_by_a_file_and_taken_back_by_an_entry_of_its_own(cast: Cast) -> None:
    fund, today = make_fund(cast.commune, holds=1_000), timezone.localdate()
    use = make_use(fund, 600, cast.lan, by=cast.minh)
    with refused("wrong_step"):
        pay_use(use, on=today, actor=cast.minh)
    use = approve_use(use, actor=cast.hoa)
    with refused("in_future"):
        pay_use(use, on=today + timedelta(days=1), actor=cast.minh)
    for _twice in range(2):
        use = pay_use(use, on=today, actor=cast.minh)
    assert accounts_of([fund.pk])[fund.pk].money == 400
    with refused("file_too_large"):
        prove_use(use, b"0" * (10 * 1024 * 1024 + 1), file_name="to.pdf", actor=cast.minh)
    use = prove_use(use, pdf(), file_name="ky-nhan.pdf", actor=cast.minh)
    assert (use.status, use.proof is not None) == (Use.Status.PROVEN, True)
    with refused("own_request"):
        reverse_use(use, on=today, reason="Chi nhầm", actor=cast.minh)
    with refused("no_reason"):
        reverse_use(use, on=today, reason="", actor=cast.hoa)
    reverse_use(use, on=today, reason="Chi nhầm", actor=cast.hoa)
    assert accounts_of([fund.pk])[fund.pk].money == 1_000


def test_a_request_says_to_whom_why_and_how_much_and_may_be_refused_with_a_reason(cast: Cast) -> None:
    fund = make_fund(cast.commune, holds=1_000)
    for wrong, code in (
        ({"amount": 0}, "no_amount"),
        ({"reason": " "}, "no_reason"),
        ({"recipient": "Trường"}, "one_recipient"),
        ({"citizen": None}, "one_recipient"),
    ):
        wanted = {"kind": "grant", "form": "money", "amount": 1, "reason": "Học giỏi", "citizen": cast.lan} | wrong
        with refused(code):
            ask_use(fund, WantedUse(**wanted), actor=cast.minh)  # type: ignore[arg-type]
    use = make_use(fund, 100, by=cast.minh)
    with refused("no_reason"):
        refuse_use(use, note=" ", actor=cast.hoa)
    assert refuse_use(use, note="Chưa đúng đối tượng", actor=cast.hoa).status == Use.Status.REFUSED


def test_the_public_reads_why_of_places_and_of_those_who_agreed(cast: Cast) -> None:
    fund, today = make_fund(cast.commune, holds=1_000), timezone.localdate()
    for values in (
        {"citizen": cast.lan},
        {"citizen": cast.khoa, "is_named": True},
        {"kind": "kit", "reason": "Mua máy"},
    ):
        pay_use(make_approved(fund, 100, **values), on=today, actor=None)
    entries = [use_told(use) for use in uses_paid(fund).order_by("-pk")]
    told = [(entry.who, entry.about, entry.tells_day) for entry in entries]
    assert told == [
        ("Trung tâm học tập cộng đồng", "Mua máy", True),
        (cast.khoa.name, "Học giỏi, nhà khó khăn", True),
        ("", "", False),
    ]
