"""Where accounts are looked after: moved by hand, filled in for those opened before, told where it is missing."""

from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from hieuhoc.accounts.actions import add_user, move_user
from hieuhoc.accounts.models import User
from hieuhoc.audit.models import Entry
from tests.cast import Cast, make_cast
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_account_of_nowhere_is_told_to_the_province_and_given_a_place(cast: Cast) -> None:
    """Opened before accounts had one, and never given a role."""
    lost = add_user("lac", "Y Lạc", actor=None)
    task = "Tài khoản chưa có nơi quản lý"
    assert task not in as_(cast.minh).get(reverse("office:home")).content.decode()
    assert task in as_(cast.hoa).get(reverse("office:home")).content.decode()
    listed = as_(cast.hoa).get(f"{reverse('office:user-list')}?nowhere").content.decode()
    assert "Y Lạc" in listed
    assert "Minh" not in listed.split("<main", 1)[1].replace(cast.hoa.full_name, "")
    address = reverse("office:user-home", args=[lost.pk])
    assert as_(cast.minh).post(address, {"home": cast.commune.pk}).status_code == 404
    assert as_(cast.hoa).post(address, {"home": cast.commune.pk}).status_code == 302
    lost.refresh_from_db()
    assert lost.home == cast.commune
    assert task not in as_(cast.hoa).get(reverse("office:home")).content.decode()
    assert as_(cast.minh).get(reverse("office:user", args=[lost.pk])).status_code == 200


def test_nobody_takes_an_account_to_a_place_beyond_their_own(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        move_user(cast.lan_user, cast.other_commune, actor=cast.minh)
    with refused("above"):
        move_user(cast.hoa, cast.commune, actor=cast.minh)
    move_user(cast.lan_user, cast.commune, actor=cast.minh)
    assert Entry.objects.get(deed="accounts.move_user").changes == {"home": [None, cast.commune.pk]}


def test_accounts_opened_before_are_looked_after_where_their_latest_role_was(cast: Cast) -> None:
    add_user("lac", "Y Lạc", actor=None)
    User.objects.update(home=None)
    with connection.cursor() as cursor:
        cursor.execute(import_module("hieuhoc.accounts.migrations.0006_fill_homes").FILL)
    homes = dict(User.objects.values_list("username", "home"))
    assert (homes["minh"], homes["hoa"]) == (cast.commune.pk, cast.province.pk)
    assert not homes["lac"]
