"""A gift is promised, received into the books with thanks and a receipt, or withdrawn, or taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.documents.kinds import kind_of
from hieuhoc.documents.writing import written_paper
from hieuhoc.funds.actions import (
    change_fund,
    open_fund,
    pay_use,
    receive_gift,
    receive_gifts,
    reverse_gift,
    withdraw_gift,
)
from hieuhoc.funds.models import Gift
from hieuhoc.funds.reads import accounts_of, gift_told, gifts_received
from hieuhoc.funds.receipts_on_paper import receipt_paper
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import join_citizens, take_apart_join
from tests.cast import Cast
from tests.funds.makers import make_approved, make_fund, make_gift, new_fund
from tests.people.makers import add
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_a_fund_is_opened_by_the_office_of_its_place_and_says_who_decides(cast: Cast) -> None:
    fund = open_fund(new_fund(cast.commune), actor=cast.minh)
    assert Entry.objects.get(deed="funds.open_fund").subject_id == fund.pk
    for wrong, code in (
        ({"decider": " "}, "words_missing"),
        ({"until": fund.since - timedelta(days=1)}, "ends_before_it_begins"),
        ({"bank_account": ""}, "half_an_account"),
        ({"bank_bin": "123456"}, "unknown_bank"),
        ({"bank_account": "12-34"}, "not_an_account"),
    ):
        with refused(code):
            open_fund(new_fund(cast.commune, "Quỹ khác", **wrong), actor=cast.minh)
    with refused("name_taken"):
        open_fund(new_fund(cast.commune), actor=cast.minh)
    with pytest.raises(PermissionDenied):
        open_fund(new_fund(cast.commune, "Quỹ nữa"), actor=cast.son)


def test_what_is_told_of_a_fund_changes_and_its_place_and_first_day_stay(cast: Cast) -> None:
    fund = make_fund(cast.commune)
    changed = change_fund(fund, new_fund(cast.other_commune, "Quỹ mới", goal=5_000_000), actor=cast.minh)
    assert (changed.name, changed.goal, changed.place_id) == ("Quỹ mới", 5_000_000, cast.commune.pk)
    assert Entry.objects.get(deed="funds.change_fund").changes["name"] == ["Quỹ khuyến học", "Quỹ mới"]


def test_a_promise_is_nothing_until_it_is_received_and_then_stands_once(cast: Cast) -> None:
    fund = make_fund(cast.commune)
    gift = make_gift(fund, 250_000, actor=cast.minh)
    assert accounts_of([fund.pk])[fund.pk].raised == 0
    for _twice in range(2):
        receive_gift(gift, on=timezone.localdate(), actor=cast.minh)
    account = accounts_of([fund.pk])[fund.pk]
    assert (account.raised, account.money, account.left) == (250_000, 250_000, 250_000)
    with refused("wrong_step"):
        withdraw_gift(gift, actor=cast.minh)
    with refused("in_future"):
        receive_gift(make_gift(fund), on=timezone.localdate() + timedelta(days=1), actor=cast.minh)


def test_goods_stay_labour_and_a_venue_are_used_as_they_are_given(cast: Cast) -> None:
    fund, today = make_fund(cast.commune), timezone.localdate()
    goods = make_gift(fund, 300, form="goods", about="50 cuốn sách", worth_by="Hoá đơn số 12")
    labour = make_gift(fund, None, form="labour", hours=16)
    venue = make_gift(fund, 200, form="venue", worth_by="Giá thuê hội trường xã")
    assert "16 giờ" in labour.worth_by
    for gift in (goods, labour, venue):
        receive_gift(gift, on=today, actor=cast.minh)
    account = accounts_of([fund.pk])[fund.pk]
    assert (account.money, account.goods, account.used) == (0, 300, labour.amount + 200)
    assert account.raised == 500 + labour.amount
    for wrong, code in (
        ({"form": "goods"}, "no_basis"),
        ({"form": "labour", "hours": None}, "no_hours"),
        ({"amount": 0}, "no_amount"),
        ({"donor_name": " "}, "words_missing"),
        ({"pledged_on": today + timedelta(days=1)}, "in_future"),
        ({"pledged_on": fund.since - timedelta(days=1)}, "takes_no_gifts"),
    ):
        with refused(code):
            make_gift(fund, **wrong)


def test_all_that_waits_is_received_at_once_with_thanks_to_whom_there_is_a_way(cast: Cast) -> None:
    fund, today = make_fund(cast.commune), timezone.localdate()
    make_gift(fund, 100, citizen=cast.lan, donor_name=cast.lan.name, may_be_written_to=True)
    make_gift(fund, 200, email="nam@example.org")
    make_gift(fund, 300)
    assert receive_gifts(fund, on=today, actor=cast.minh) == 3
    with refused("nothing_waits"):
        receive_gifts(fund, on=today, actor=cast.minh)
    assert accounts_of([fund.pk])[fund.pk].money == 600
    assert sorted(Message.objects.values_list("channel", flat=True)) == ["in_app", "mail"]
    assert Message.objects.get(channel="in_app").recipient == cast.lan_user
    assert Entry.objects.get(deed="funds.receive_gifts").rows_touched == 3


def test_a_gift_is_withdrawn_before_and_taken_back_after_it_was_received(cast: Cast) -> None:
    fund, today = make_fund(cast.commune), timezone.localdate()
    assert withdraw_gift(make_gift(fund), actor=cast.minh).status == Gift.Status.WITHDRAWN
    gift = receive_gift(make_gift(fund, 500), on=today, actor=cast.minh)
    with refused("no_reason"):
        reverse_gift(gift, on=today, reason=" ", actor=cast.minh)
    pay_use(make_approved(fund, 400), on=today, actor=cast.minh)
    with refused("not_enough"):
        reverse_gift(gift, on=today, reason="Trả lại", actor=cast.minh)
    receive_gift(make_gift(fund, 400), on=today, actor=cast.minh)
    assert reverse_gift(gift, on=today, reason="Trả lại", actor=cast.minh).status == Gift.Status.REVERSED
    assert accounts_of([fund.pk])[fund.pk].money == 0


def test_the_receipt_is_an_official_paper_that_names_the_gift(cast: Cast) -> None:
    fund, today = make_fund(cast.commune), timezone.localdate()
    goods = make_gift(fund, 300_000, form="goods", about="50 cuốn sách", worth_by="Hoá đơn số 12")
    paper = receipt_paper(receive_gift(goods, on=today, actor=cast.minh))
    said = " ".join(part.text for part in paper.body)
    assert "50 cuốn sách, trị giá 300.000 đồng" in said
    assert "Hoá đơn số 12" in said
    assert paper.organ == "Hội Khuyến học xã Cư Né"
    assert kind_of("gift_receipt").newest(cast.minh) == paper
    assert kind_of("gift_receipt").newest(cast.son) is None
    assert written_paper(paper, "pdf")[:5] == b"%PDF-"


def test_the_public_reads_names_of_those_alone_who_agreed(cast: Cast) -> None:
    fund, today = make_fund(cast.commune), timezone.localdate()
    receive_gift(make_gift(fund, 100, donor_name="Ông Ba", is_named=True), on=today, actor=cast.minh)
    receive_gift(make_gift(fund, 200, donor_name="Ông Tư"), on=today, actor=cast.minh)
    told = [gift_told(gift) for gift in gifts_received(fund).order_by("-pk")]
    assert [(entry.amount, entry.who, entry.tells_day) for entry in told] == [(200, "", False), (100, "Ông Ba", True)]


def test_gifts_follow_the_person_when_two_records_are_joined_and_go_nameless_with_them(cast: Cast) -> None:
    fund = make_fund(cast.commune)
    twin = add(cast.village, "Hờ Lan Niê", birth_date=cast.lan.birth_date)
    gift = make_gift(fund, citizen=twin, donor_name=twin.name, email="lan@example.org")
    join = join_citizens(cast.lan, twin, reason="Một người", actor=None)
    assert Gift.objects.get(pk=gift.pk).citizen == cast.lan
    take_apart_join(join, reason="Hai người", actor=None)
    assert Gift.objects.get(pk=gift.pk).citizen == twin
