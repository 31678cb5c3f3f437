"""Who may do something without any role at a place is not listed as without a role."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.people.actions import NewUnit, add_unit, join_unit
from hieuhoc.people.models import Membership, UnitSpell, WorkUnit
from hieuhoc.places.models import Place
from tests.cast import Cast
from tests.people.makers import LONG_AGO

pytestmark = pytest.mark.django_db


def school(seat: Place, code: str) -> WorkUnit:
    level, kind = UnitSpell.Level.COMMUNE, UnitSpell.Kind.SCHOOL
    return add_unit(NewUnit(code, f"Trường {code}", seat, level, kind, LONG_AGO), actor=None)


def seen(client: Client, viewer: User, page: str, *args: int) -> str:
    client.force_login(viewer)
    return " ".join(client.get(reverse(f"office:{page}", args=args)).content.decode().split())


def test_the_head_of_a_clan_is_listed_with_what_comes_of_it(cast: Cast, client: Client) -> None:
    listed = seen(client, cast.minh, "user-list")
    assert f'<a href="{reverse("office:group", args=[cast.clan.pk])}">Dòng họ Niê (NIE)</a>' in listed
    assert "Xem người của gia đình, dòng họ này, ghi vào, cho thôi." in listed
    assert listed.count("Chưa có vai trò") == 1, "Lan, who heads nothing"
    own = seen(client, cast.minh, "user", cast.khoa_user.pk)
    assert "Dòng họ Niê (NIE)" in own
    assert "chỉ xem được hồ sơ của chính mình" not in own
    assert "chỉ xem được hồ sơ của chính mình" in seen(client, cast.minh, "user", cast.lan_user.pk)


def test_a_staff_officer_is_listed_with_the_unit_and_one_elsewhere_without_its_name(cast: Cast, client: Client) -> None:
    for seat, code in ((cast.commune, "GAN"), (cast.other_commune, "XA")):
        join_unit(cast.lan, school(seat, code), since=timezone.localdate(), role=Membership.Role.HR, actor=None)
    listed = seen(client, cast.minh, "user-list")
    assert "Trường GAN (GAN)" in listed
    assert "Trường XA" not in listed
    assert "một đơn vị ở nơi khác" in listed
    assert "Chưa có vai trò" not in listed
    assert "Trường XA (XA)" in seen(client, cast.hoa, "user-list")
