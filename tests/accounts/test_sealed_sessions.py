"""What a session holds cannot be read in the database: the secret of a second factor that is being set up, among others."""

import json
from typing import Any

import pytest
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from hieuhoc.accounts.sessions import MARK, SessionStore
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast: Cast, client: Client) -> Client:
    client.force_login(cast.lan_user)
    return client


def row_of(client: Client) -> Session:
    return Session.objects.get(session_key=client.session.session_key)


def is_in(client: Client) -> bool:
    return client.get(reverse("citizen:home")).status_code == 200


def test_the_secret_of_a_factor_being_set_up_is_not_readable(client: Client) -> None:
    session = client.session
    session["mfa.totp.secret"] = "JBSWY3DPEHPK3PXP"
    session.save()
    kept = row_of(client).session_data
    assert kept.startswith(MARK)
    assert db.SessionStore().decode(kept) == {}, "signed only, anybody could read it"
    assert SessionStore().decode(kept)["mfa.totp.secret"] == "JBSWY3DPEHPK3PXP"
    assert is_in(client)


def test_a_session_opened_by_an_older_release_goes_on(client: Client) -> None:
    as_before = db.SessionStore().encode(dict(client.session.items()))
    Session.objects.filter(pk=client.session.session_key).update(session_data=as_before)
    assert is_in(client)


def test_a_session_that_no_key_opens_is_over(client: Client, settings: Any) -> None:
    kept = row_of(client)
    Session.objects.filter(pk=kept.pk).update(session_data=kept.session_data[:-8] + "AAAAAAA=")
    assert not is_in(client)
    assert json.dumps(SessionStore().decode(MARK + "AAAA")) == "{}"
    assert SessionStore().decode(MARK + "no base 64!") == {}
