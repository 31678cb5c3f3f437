"""A year of a fund on its pages: opened, a gift promised, paid by QR code, receipted; a scholarship asked for by one officer and
approved by another; and what the public reads of it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.funds.models import Fund, Gift, StatementLine, Use
from hieuhoc.web.ui.formats import day
from tests.cast import Cast
from tests.funds.files import bidv
from tests.funds.makers import BANK, make_fund, make_gift, make_use
from tests.reported.makers import make_locked

pytestmark = pytest.mark.django_db


def test_a_fund_is_opened_given_to_and_used_and_everybody_can_read_its_account(cast: Cast, client: Client) -> None:
    today = day(timezone.localdate())
    client.force_login(cast.minh)
    fund_form = {
        "kind": "fund",
        "place": cast.commune.pk,
        "name": "Quỹ khuyến học xã",
        "purpose": "Học bổng",
        "decider": "Ban chấp hành Hội",
        "since": today,
        "goal": "50.000.000",
        **BANK,
    }
    assert client.post(reverse("office:fund-new"), fund_form).status_code == 302
    fund = Fund.objects.get()
    gift_form = {
        "donor_kind": "person",
        "donor_name": "Bà Năm",
        "form": "money",
        "amount": "2.000.000",
        "pledged_on": today,
    }
    client.post(reverse("office:gift-new", args=[fund.pk]), gift_form)
    gift = Gift.objects.get()
    page = client.get(reverse("office:gift", args=[gift.pk]))
    assert "<svg" in page.text
    assert gift.code in page.text
    client.post(reverse("office:gift-receive", args=[gift.pk]), {"on": today})
    assert client.get(reverse("office:gift-paper", args=[gift.pk])).content[:5] == b"%PDF-"
    assert "50.000.000 đồng (4,0%)" in client.get(reverse("office:fund", args=[fund.pk])).text
    use_form = {
        "kind": "kit",
        "recipient": "Trung tâm học tập",
        "form": "money",
        "amount": "500.000",
        "reason": "Mua máy",
    }
    client.post(reverse("office:use-new", args=[fund.pk]), use_form)
    use = Use.objects.get()
    assert reverse("office:use-approve", args=[use.pk]) not in client.get(reverse("office:use", args=[use.pk])).text
    assert client.post(reverse("office:use-approve", args=[use.pk])).status_code == 409
    client.force_login(cast.hoa)
    assert "Khoản chi của quỹ chờ duyệt" in client.get(reverse("office:home")).text
    client.post(reverse("office:use-approve", args=[use.pk]))
    client.post(reverse("office:use-pay", args=[use.pk]), {"on": today})
    client.logout()
    account = client.get(reverse("public:fund", args=[fund.pk])).text
    assert re.search(r"Còn lại.*?1\.500\.000 đồng", account, re.DOTALL)
    assert "Bà Năm" not in account
    assert "Mua máy" in account
    assert "Quỹ khuyến học xã" in client.get(reverse("public:funds")).text


def test_a_scholarship_is_asked_for_somebody_looked_for_and_chosen(cast: Cast, client: Client) -> None:
    fund = make_fund(cast.commune, holds=1_000_000)
    client.force_login(cast.minh)
    address = reverse("office:use-new", args=[fund.pk])
    told = {"kind": "grant", "person": "Lan", "form": "money", "amount": "300.000", "reason": "Học giỏi"}
    assert "Lan Niê, 06/05/1990" in client.post(address, told).text
    assert not Use.objects.exists()
    assert client.post(address, told | {"chosen": cast.lan.pk}).status_code == 302
    assert Use.objects.get().citizen == cast.lan


def test_a_statement_is_sent_and_its_doubtful_line_answered(cast: Cast, client: Client) -> None:
    fund = make_fund(cast.commune)
    gift = make_gift(fund, 90_000)
    file = SimpleUploadedFile("saoke.csv", bidv([(timezone.localdate(), 80_000, "FT1", "ung ho quy")]))
    client.force_login(cast.minh)
    answer = client.post(reverse("office:statement-new", args=[fund.pk]), {"file": file}, follow=True)
    assert "ung ho quy" in answer.text
    line = StatementLine.objects.get()
    address = reverse("office:line-answer", args=[line.pk])
    assert gift.code in client.get(address).text
    assert client.post(address, {"meaning": gift.pk}).status_code == 302
    gift.refresh_from_db()
    assert (gift.status, gift.amount) == (Gift.Status.RECEIVED, 80_000)


def test_what_is_left_is_told_per_head_of_the_population_or_that_none_is_known(cast: Cast, client: Client) -> None:
    address = reverse("public:fund", args=[make_fund(cast.commune, holds=1_000_000).pk])
    assert "nơi này chưa báo cáo dân số" in client.get(address).text
    make_locked(cast.commune, 2024)
    assert "125 đồng, tính trên 8.000 người của năm 2024" in client.get(address).text


def test_the_books_are_closed_money_moved_and_what_is_told_changed_on_pages(cast: Cast, client: Client) -> None:
    fund, other = make_fund(cast.commune, holds=1_000_000), make_fund(cast.commune, "Quỹ hai")
    today = day(timezone.localdate())
    client.force_login(cast.minh)
    moved = {"target": other.pk, "amount": "400.000", "on": today, "reason": "Dồn quỹ"}
    assert client.post(reverse("office:fund-transfer", args=[fund.pk]), moved).status_code == 302
    changed = {"name": "Quỹ một", "purpose": "Khen thưởng", "decider": "Ban chấp hành"}
    assert client.post(reverse("office:fund-change", args=[fund.pk]), changed).status_code == 302
    assert client.post(reverse("office:fund-close", args=[fund.pk]), {"on": "31/12/2024"}).status_code == 302
    page = client.get(reverse("office:fund", args=[fund.pk])).text
    for words in ("Quỹ một", "Chuyển sang quỹ khác", "600.000 đồng", "31/12/2024"):
        assert words in page
    gift = make_gift(other, 5_000)
    client.post(reverse("office:gift-withdraw", args=[gift.pk]))
    make_gift(other, 7_000)
    assert client.post(reverse("office:fund-receive", args=[other.pk]), {"on": today}).status_code == 302
    received = Gift.objects.received().get(fund=other)
    undone = {"on": today, "reason": "Ghi nhầm"}
    assert client.post(reverse("office:gift-reverse", args=[received.pk]), undone).status_code == 302
    use = make_use(fund, 1_000)
    assert client.post(reverse("office:use-refuse", args=[use.pk]), {"note": "Chưa đúng"}).status_code == 302
    assert "Chưa đúng" in client.get(reverse("office:use", args=[use.pk])).text
