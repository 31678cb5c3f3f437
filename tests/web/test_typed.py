"""What was typed survives signing in again: every form, for the same person, once."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.people.models import Group
from hieuhoc.web.typed import KEPT
from tests.cast import Cast, make_cast
from tests.made_once import made_once
from tests.web.test_door import PASSWORD, enter

pytestmark = pytest.mark.django_db
NEW_GROUP = "office:group-new"


@made_once
def cast() -> Cast:
    cast = make_cast()
    for user in (cast.minh, cast.hoa):
        user.set_password(PASSWORD)
        user.save()
    return cast


def typed(cast: Cast) -> dict[str, str]:
    since = timezone.localdate().strftime("%d/%m/%Y")
    return {
        "kind": "family", "name": "Hộ ông Y 'Bhiu' <b>", "code": "H01", "place": str(cast.land.near_village.pk),
        "since": since,
    }  # fmt: skip


def end(client: Client) -> None:
    """Left alone for too long."""
    Session.objects.filter(pk=client.session.session_key).update(expire_date=timezone.now())


def sign_in_again(client: Client, user: User, address: str) -> None:
    client.post("/account/login/", {"login": user.username, "password": PASSWORD, "next": address})


def test_a_form_sent_after_the_session_ended_is_offered_again_and_does_its_deed(cast: Cast) -> None:
    client, address = enter("minh"), reverse(NEW_GROUP)
    end(client)
    asked = client.post(address, typed(cast))
    assert "/login/" in asked.headers["Location"]
    assert "vì lâu không dùng" in client.get(asked.headers["Location"]).content.decode()
    sign_in_again(client, cast.minh, address)
    page = client.get(address).content.decode()
    assert "Những gì đã gõ còn đây" in page
    assert "<li>Hộ ông Y &#x27;Bhiu&#x27; &lt;b&gt;</li>" in page, "what is sent again is seen"
    assert "<li>family</li>" not in page
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    assert set(typed(cast)) <= set(fields)
    assert client.get(reverse("office:group-list")).status_code == 200, "other pages stay as they are"
    assert client.post(address, typed(cast)).status_code == 302
    assert Group.objects.filter(name__startswith="Hộ ông Y").exists()
    assert "Những gì đã gõ" not in client.get(address).content.decode(), "once"


def test_it_may_be_dropped(cast: Cast) -> None:
    client, address = enter("minh"), reverse(NEW_GROUP)
    end(client)
    client.post(address, typed(cast))
    sign_in_again(client, cast.minh, address)
    assert "Những gì đã gõ" not in client.get(address, {"forget-typed": "1"}).content.decode()
    assert KEPT not in client.session


def test_nobody_else_who_signs_in_on_the_machine_sees_it(cast: Cast) -> None:
    client, address = enter("minh"), reverse(NEW_GROUP)
    end(client)
    client.post(address, typed(cast))
    assert "Bhiu" not in str(dict(client.session)), "sealed while it waits"
    sign_in_again(client, cast.hoa, address)
    assert "Những gì đã gõ" not in client.get(address).content.decode()
    assert KEPT not in client.session


def test_nothing_is_kept_of_a_stranger_nor_after_signing_out(cast: Cast) -> None:
    stranger, address = Client(), reverse(NEW_GROUP)
    stranger.post(address, typed(cast))
    assert KEPT not in stranger.session
    client = enter("minh")
    key = str(client.session.session_key)
    client.post("/account/logout/")
    client.cookies["sessionid"] = key
    client.post(address, typed(cast))
    assert KEPT not in client.session
