"""I show my learning record by a link: the parts I chose, until the day I chose, counted, taken back; without what nobody needs."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.audit.models import Reading
from hieuhoc.learning.actions import NewRecordLink, OwnWords, add_own_learning, make_record_link, withdraw_record_link
from hieuhoc.learning.actions import record_links as deeds
from hieuhoc.learning.models import RecordLink
from hieuhoc.learning.personal import KINDS
from hieuhoc.people.actions import join_citizens, take_apart_join
from tests.cast import Cast, World
from tests.people.makers import add
from tests.recognition.test_recognise import recognised
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


def month() -> date:
    return today() + timedelta(days=30)


def opened(token: str) -> Any:
    return Client().get(reverse("public:shared-record", args=[token]))


def test_a_link_that_shows_nothing_or_for_ever_is_not_made(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with refused("nothing_shown"):
        make_record_link(cast.lan, NewRecordLink(month(), False, False, False), actor=cast.lan_user)
    for day in (today() - timedelta(1), today() + timedelta(366)):
        with refused("wrong_days"):
            make_record_link(cast.lan, NewRecordLink(day), actor=cast.lan_user)
    monkeypatch.setattr(deeds, "MOST_LINKS", 0)
    with refused("too_many_links"):
        make_record_link(cast.lan, NewRecordLink(month()), actor=cast.lan_user)
    with pytest.raises(PermissionDenied):
        make_record_link(cast.lan, NewRecordLink(month()), actor=cast.minh)


def test_i_make_one_somebody_looks_and_i_take_it_back(world: World, client: Client) -> None:
    title = recognised(world)
    add_own_learning(world.lan, OwnWords("book", "Trồng cà phê", today()), actor=world.lan_user)
    client.force_login(world.lan_user)
    new = reverse("citizen:record-link-new")
    assert month().strftime("%d/%m/%Y") in client.get(new).text
    typed = {"shows_titles": "on", "until": month().strftime("%d/%m/%Y"), "name": "Trường nghề"}
    assert client.post(new, {"until": typed["until"]}).status_code == 409
    address = client.post(new, typed).context["address"]
    token = address.rstrip("/").rpartition("/")[2]
    link = RecordLink.objects.get()
    assert token.encode() not in bytes(link.token_hash)
    assert token not in client.get(reverse("citizen:record-link-list")).text

    seen = opened(token)
    assert (seen.status_code, seen["X-Robots-Tag"], seen["Referrer-Policy"]) == (
        200,
        "noindex, nofollow",
        "no-referrer",
    )
    assert "noindex" in seen.text
    assert title.decision.number in seen.text
    assert "Trồng cà phê" not in seen.text, "not chosen"
    assert world.lan.birth_date is None or world.lan.birth_date.strftime("%d/%m/%Y") not in seen.text
    assert Client().head(reverse("public:shared-record", args=[token])).status_code == 200
    link.refresh_from_db()
    assert (link.opened, link.opened_last_at is not None) == (1, True)
    [reading] = Reading.objects.filter(purpose="citizen.read_shared_record", subject_id=world.lan.pk)
    assert reading.actor is None
    assert "Người có đường dẫn" in client.get(reverse("citizen:readings")).text

    assert "đã mở 1 lần" in client.get(reverse("citizen:record-link-list")).text
    withdraw = reverse("citizen:record-link-withdraw", args=[link.pk])
    assert "Trường nghề" in client.get(withdraw).text
    assert "Đã rút" in client.post(withdraw, follow=True).text
    withdraw_record_link(link, actor=world.lan_user)
    assert opened(token).status_code == 404


def test_it_shows_what_was_chosen_and_ends_with_its_day(cast: Cast) -> None:
    add_own_learning(cast.lan, OwnWords("book", "Trồng cà phê", today()), actor=None)
    own = make_record_link(cast.lan, NewRecordLink(month(), shows_titles=False, shows_activities=False), actor=None)
    without = make_record_link(cast.lan, NewRecordLink(month(), shows_own=False), actor=None)
    assert "Trồng cà phê" in opened(own).text
    assert "Tự khai" in opened(own).text
    assert "Trồng cà phê" not in opened(without).text
    RecordLink.objects.update(until=today() - timedelta(days=91))
    assert opened(own).status_code == 404
    [kind] = [kind for kind in KINDS if kind.code == "learning.record_links"]
    assert kind.purge is not None
    assert kind.purge(timezone.now() - timedelta(days=90), 10) == 2


def test_a_link_of_a_record_that_was_joined_opens_nothing_until_it_is_taken_apart(cast: Cast) -> None:
    twin = add(cast.village, "H'Lan Niê Kđăm")
    token = make_record_link(twin, NewRecordLink(month()), actor=None)
    join = join_citizens(cast.lan, twin, reason="Khai hai lần", actor=None)
    assert opened(token).status_code == 404
    take_apart_join(join, reason="Hai người", actor=None)
    assert opened(token).status_code == 200
