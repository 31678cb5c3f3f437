"""Donors who were not thanked are thanked together, those who agreed to it: once for each gift, also when the job is killed or halted
and begun again; by a letter who has no other way; and whoever cannot be thanked is named with why."""

from importlib import import_module
from unittest import mock

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.funds import thanking
from hieuhoc.funds.actions import (
    change_consents,
    halt_thanks,
    note_letters,
    receive_gift,
    reverse_gift,
    thank_givers,
)
from hieuhoc.funds.actions import thanks as thanks_deeds
from hieuhoc.funds.actions.thanks import go_on_thanking
from hieuhoc.funds.models import Fund, Gift, ThanksRun
from hieuhoc.funds.thanking import Unreached, seal_email, to_tell, to_write_to, unreached
from hieuhoc.lib.personal import NAMELESS
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from tests.cast import Cast
from tests.funds.makers import make_fund, make_gift
from tests.refusals import refused

pytestmark = pytest.mark.django_db
FILL = import_module("hieuhoc.funds.migrations.0005_fill_who_was_thanked").FILL


@pytest.fixture
def fund(cast: Cast) -> Fund:
    return make_fund(cast.commune)


def _received(fund: Fund, *, email: str = "", **values: object) -> Gift:
    """Nobody was thanked for it: its address came after it."""
    gift = receive_gift(make_gift(fund, **values), on=timezone.localdate(), actor=None)  # type: ignore[arg-type]
    if email:
        Gift.objects.filter(pk=gift.pk).update(email=seal_email(email), may_be_written_to=True)
    return gift


def _why(rows: QuerySet[Gift]) -> dict[int, str]:
    return {gift.pk: gift.why for gift in rows}  # type: ignore[attr-defined]


def _told(gifts: list[Gift]) -> int:
    return Message.objects.filter(key__in=[f"{thanking.KEY}{gift.pk}" for gift in gifts]).count()


def test_a_job_that_is_killed_or_halted_goes_on_and_thanks_nobody_twice(
    cast: Cast, fund: Fund, monkeypatch: pytest.MonkeyPatch
) -> None:
    gifts = [_received(fund, email=f"nam{number}@example.vn") for number in range(4)]
    monkeypatch.setattr(thanks_deeds, "AT_ONCE", 1)
    run = thank_givers(fund, actor=cast.minh)
    assert run.rows_total == 4
    killed = mock.Mock(side_effect=[mock.DEFAULT, KeyboardInterrupt], wraps=send)
    with mock.patch.object(thanking, "send", killed), pytest.raises(KeyboardInterrupt):
        go_on_thanking(run)
    assert _told(gifts) == 1
    with refused("already_sending"):
        thank_givers(fund, actor=cast.minh)
    assert halt_thanks(fund, actor=cast.minh) is not None
    go_on_thanking(run)
    assert _told(gifts) == 1
    reverse_gift(gifts[3], on=timezone.localdate(), reason="Nhầm", actor=None)
    again = thank_givers(fund, actor=cast.minh)
    assert (again.pk, again.rows_done, again.rows_total) == (run.pk, 1, 3)
    for _twice in range(2):
        go_on_thanking(again)
    assert _told(gifts) == 3
    assert ThanksRun.objects.get().status == ThanksRun.Status.DONE
    assert halt_thanks(fund, actor=cast.minh) is None
    with refused("nobody_to_thank"):
        thank_givers(fund, actor=cast.minh)


def test_a_letter_goes_to_who_has_no_other_way_and_is_noted_once(cast: Cast, fund: Fund) -> None:
    plain = _received(fund, may_be_written_to=True)
    back, lost = _received(fund, email="nam@example.vn"), _received(fund, email="sau@example.vn")
    Gift.objects.filter(pk=lost.pk).update(email=b"no key opens this")
    go_on_thanking(thank_givers(fund, actor=cast.minh))
    assert _why(to_write_to(fund.pk)) == {
        plain.pk: Unreached.NO_ADDRESS,
        lost.pk: Unreached.LOST,
    }
    Message.objects.filter(key=f"{thanking.KEY}{back.pk}").update(failed_at=timezone.now())
    assert _why(to_write_to(fund.pk))[back.pk] == Unreached.CAME_BACK
    letters = [plain.pk, back.pk, lost.pk]
    assert note_letters(fund, letters, actor=cast.minh) == 3
    with refused("nobody_to_thank"):
        note_letters(fund, letters, actor=cast.minh)


def test_who_did_not_agree_or_is_not_known_by_name_is_listed_and_not_written_to(cast: Cast, fund: Fund) -> None:
    silent = _received(fund, citizen=cast.lan, donor_name=cast.lan.name)
    nobody = _received(fund, donor_name="Người ủng hộ", may_be_written_to=True)
    assert not to_tell(fund.pk) | to_write_to(fund.pk)
    assert _why(unreached(fund.pk)) == {
        silent.pk: Unreached.NO_CONSENT,
        nobody.pk: Unreached.UNNAMED,
    }
    for _twice in range(2):
        change_consents(silent, is_named=True, may_be_written_to=True, actor=cast.minh)
    assert list(to_tell(fund.pk)) == [silent]
    gift = change_consents(_received(fund, email="nam@example.vn"), is_named=False, may_be_written_to=False, actor=None)
    assert gift.email is None
    Gift.objects.filter(pk=gift.pk).update(donor_name=NAMELESS)
    with refused("donor_erased"):
        change_consents(gift, is_named=True, may_be_written_to=False, actor=cast.minh)


def test_the_pages_send_halt_and_print(cast: Cast, fund: Fund, client: Client) -> None:
    _received(fund, email="nam@example.vn")
    _received(fund, donor_name="Ông Ba", may_be_written_to=True)
    _received(fund, donor_name="Bà Tư")
    client.force_login(cast.minh)

    def at(name: str) -> str:
        return reverse(f"office:{name}", args=[fund.pk])

    shown = client.get(at("fund-thanks")).text
    assert "1 khoản nhắn được, 1 khoản phải in thư" in shown
    assert "Bà Tư" in shown
    assert client.post(at("fund-thank")).status_code == 302
    assert "hx-get" in client.get(at("fund-thanks-progress")).text
    assert client.post(at("fund-thanks-halt")).status_code == 302
    assert "Gửi tiếp" in client.get(at("fund-thanks")).text
    assert client.get(at("fund-letters-paper")).content[:5] == b"%PDF-"
    page = client.get(at("fund-letters"))
    assert client.post(at("fund-letters"), {"chosen": page.context["tokens"]}).status_code == 302
    assert client.get(at("fund-letters-paper")).status_code == 302
    address = reverse("office:gift-consents", args=[Gift.objects.get(donor_name="Bà Tư").pk])
    assert client.post(address, {"may_be_written_to": "on"}).status_code == 302
    assert Gift.objects.get(donor_name="Bà Tư").may_be_written_to


def test_gifts_of_before_count_as_thanked_where_an_address_was_left(cast: Cast, fund: Fund) -> None:
    by_mail = receive_gift(make_gift(fund, email="nam@example.vn"), on=timezone.localdate(), actor=None)
    promised, silent = make_gift(fund, email="sau@example.vn"), _received(fund)
    Gift.objects.update(thanked_at=None, may_be_written_to=False)
    with connection.cursor() as cursor:
        cursor.execute(FILL)
    told = {gift.pk: (gift.thanked_at is not None, gift.may_be_written_to) for gift in Gift.objects.all()}
    assert told == {by_mail.pk: (True, True), promised.pk: (False, True), silent.pk: (False, False)}
