"""The pages of personal data: periods that the province sets, and requests to be erased."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.actions import ask_erasure
from hieuhoc.privacy.kinds import kinds
from hieuhoc.privacy.models import Erasure, KeepingPeriod
from hieuhoc.privacy.purging import purge_all
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def test_the_table_says_of_each_kind_how_long_and_on_what_ground(cast: Cast) -> None:
    text = text_of(as_(cast.minh).get(reverse("office:personal-data")))
    assert "chưa chạy lần nào" in text
    for kind in kinds:
        assert str(kind.name) in text, kind.code
    assert "Chưa có căn cứ; tỉnh quyết định." in text
    assert reverse("office:period-change", args=["people.looks"]) not in text, "the province sets it"
    purge_all()
    text = text_of(as_(cast.hoa).get(reverse("office:personal-data")))
    assert "chạy xong lần cuối" in text
    assert reverse("office:period-change", args=["people.looks"]) in text


def test_the_province_sets_a_period_and_sees_what_was_set_before(cast: Cast) -> None:
    hoa, address = as_(cast.hoa), reverse("office:period-change", args=["people.withdrawn_numbers"])
    sent = {"days": "730", "since": f"{timezone.localdate():%d/%m/%Y}", "basis": "Kế hoạch 12/KH"}
    too_soon = hoa.post(address, sent)
    assert too_soon.status_code == 409
    assert "không lấy lại được" in text_of(too_soon)
    later = timezone.localdate() + timedelta(days=7)
    assert hoa.post(address, sent | {"since": f"{later:%d/%m/%Y}"}).status_code == 302
    period = KeepingPeriod.objects.get()
    assert (period.days, period.since, period.set_by) == (730, later, cast.hoa)
    assert "Kế hoạch 12/KH" in text_of(hoa.get(address))
    assert f"730 ngày, {later:%d/%m/%Y}" in text_of(hoa.get(reverse("office:personal-data")))
    assert hoa.get(reverse("office:period-change", args=["people.records"])).status_code == 404


def test_a_request_is_written_down_and_carried_out_by_another(cast: Cast) -> None:
    minh, hoa = as_(cast.minh), as_(cast.hoa)
    new = reverse("office:erasure-new", args=[cast.lan.pk])
    assert new in text_of(minh.get(reverse("office:citizen", args=[cast.lan.pk])))
    shown = text_of(minh.get(new))
    assert "Số định danh (1): xoá." in shown
    assert "Nơi ở, gia đình, đơn vị qua các năm, năm sinh (1)." in shown
    assert "Danh hiệu, quyết định, mã kiểm tra giấy chứng nhận" not in shown, "she holds none"
    sent = {"asked_on": f"{timezone.localdate():%d/%m/%Y}", "way": "paper", "legal_basis": "Luật 91/2025/QH15, đơn 12"}
    assert "legal_basis" in text_of(minh.post(new, sent | {"legal_basis": ""}))
    assert minh.post(new, sent).status_code == 302
    erasure = Erasure.objects.get()
    page, carry_out = (reverse(f"office:{name}", args=[erasure.pk]) for name in ("erasure", "erasure-carry-out"))
    assert carry_out not in text_of(minh.get(page))
    assert minh.post(carry_out).status_code == 409
    assert "Yêu cầu xoá thông tin chờ giải quyết" in text_of(hoa.get(reverse("office:home")))
    assert carry_out in text_of(hoa.get(page))
    assert hoa.post(carry_out, follow=True).status_code == 200
    assert Citizen.objects.get(pk=cast.lan.pk).is_erased
    for address in (page, reverse("office:erasure-list"), reverse("office:citizen", args=[cast.lan.pk])):
        text = text_of(minh.get(address))
        assert "đã xoá thông tin" in text, address
        assert "Lan Niê" not in text, address
    assert new not in text_of(minh.get(reverse("office:citizen", args=[cast.lan.pk])))
    assert minh.get(new).status_code == 302


def test_a_request_is_declined_with_a_reason(cast: Cast) -> None:
    erasure = ask_erasure(cast.lan, way="spoken", asked_on=timezone.localdate(), legal_basis="Đơn 3", actor=cast.minh)
    address = reverse("office:erasure-decline", args=[erasure.pk])
    assert as_(cast.minh).post(address, {"reason": ""}).status_code == 200
    assert as_(cast.minh).post(address, {"reason": "Đang giải quyết khiếu nại"}).status_code == 302
    assert "Đang giải quyết khiếu nại" in text_of(as_(cast.hoa).get(reverse("office:erasure", args=[erasure.pk])))
