"""Accounts, roles, delegation and history as pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.actions import add_user, delegate_role, grant_role
from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.audit.actions import record
from hieuhoc.places.models import Ancestry, Place, PlaceSpell

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def place(name: str, tier: str, parent: Place | None = None) -> Place:
    made = Place.objects.create()
    kind = {"province": "Tỉnh", "commune": "Xã"}[tier]
    PlaceSpell.objects.create(
        place=made, name=name, folded_name=name.lower(), kind=kind, tier=tier, parent=parent, code=name[:8]
    )
    for depth, above in enumerate([made, *([parent] if parent else [])]):
        Ancestry.objects.create(ancestor=above, descendant=made, depth=depth)
    return made


@pytest.fixture
def province() -> Place:
    return place("Đắk Lắk", "province")


@pytest.fixture
def commune(province: Place) -> Place:
    return place("Ea Kar", "commune", province)


def officer(name: str, role: Role, at: Place) -> User:
    user = add_user(name, name.title(), actor=None)
    grant_role(user, role, at, since=TODAY - timedelta(days=9), actor=None)
    return user


@pytest.fixture
def hoa(province: Place, client: Client) -> User:
    user = officer("hoa", Role.PROVINCE, province)
    client.force_login(user)
    return user


def test_the_province_gives_a_role_in_a_commune(hoa: User, client: Client, commune: Place) -> None:
    made = client.post(
        reverse("office:user-new"), {"username": "minh", "full_name": "Minh", "password": "mot-mat-khau-dai"}
    )
    minh = User.objects.get(username="minh")
    assert made.headers["Location"] == reverse("office:grant-new", args=[minh.pk])
    client.post(made.headers["Location"], {"role": "commune", "place": commune.pk, "since": TODAY.isoformat()})
    assert Grant.objects.get(user=minh).place == commune
    assert "Xã Ea Kar" in client.get(reverse("office:user", args=[minh.pk])).content.decode()


def test_a_commune_officer_may_not_open_accounts(client: Client, commune: Place) -> None:
    client.force_login(officer("minh", Role.COMMUNE, commune))
    assert client.get(reverse("office:user-list")).status_code == 403


def test_a_user_of_another_province_does_not_exist(hoa: User, client: Client) -> None:
    stranger = officer("xa", Role.PROVINCE, place("Gia Lai", "province"))
    assert client.get(reverse("office:user", args=[stranger.pk])).status_code == 404


def test_a_taken_name_is_refused_above_the_form_and_nothing_typed_is_lost(hoa: User, client: Client) -> None:
    page = client.post(reverse("office:user-new"), {"username": "hoa", "full_name": "Trần Thị Hoa Mới"})
    assert page.status_code == 409
    assert page.context["form"].non_field_errors()
    assert 'value="Trần Thị Hoa Mới"' in page.content.decode()


def test_a_day_that_does_not_fit_is_refused_above_the_form_as_it_was_typed(hoa: User, client: Client) -> None:
    grant = Grant.objects.get(user=hoa)
    asked = {"role": "province", "place": grant.place_id, "since": "2/1/2001", "until": "1/1/2001"}
    granted = client.post(reverse("office:grant-new", args=[hoa.pk]), asked)
    assert granted.status_code == 409
    assert 'value="1/1/2001"' in granted.content.decode()
    add_user("thay", "Người Thay", actor=None)
    given = {"username": "thay", "since": "1/1/2001", "until": "2/1/2001"}
    delegated = client.post(reverse("office:delegate", args=[grant.pk]), given)
    assert delegated.status_code == 409
    assert 'value="thay"' in delegated.content.decode()
    assert "Tỉnh Đắk Lắk" in delegated.content.decode(), "of which place the role is"


def test_a_short_password_is_refused_at_its_field(hoa: User, client: Client) -> None:
    page = client.post(reverse("office:user-new"), {"username": "minh", "full_name": "Minh", "password": "ngan"})
    assert page.status_code == 200
    assert not User.objects.filter(username="minh").exists()
    assert page.context["form"].errors["password"]


def test_an_officer_hands_the_role_on_and_the_other_may_act(client: Client, commune: Place) -> None:
    minh, lan = officer("minh", Role.COMMUNE, commune), add_user("lan", "Lan", actor=None)
    client.force_login(minh)
    until = TODAY + timedelta(days=5)
    address = reverse("office:delegate", args=[minh.grants.get().pk])
    client.post(address, {"username": "lan", "since": TODAY.isoformat(), "until": until.isoformat()})
    assert lan.grants.get().delegated_from == minh.grants.get()
    assert "Lan" in client.get(reverse("office:delegation-list")).content.decode()


def test_whoever_handed_a_role_on_takes_it_back_from_a_day(client: Client, commune: Place) -> None:
    minh, lan = officer("minh", Role.COMMUNE, commune), add_user("lan", "Lan", actor=None)
    client.force_login(minh)
    earlier = TODAY - timedelta(days=2)
    given = delegate_role(minh.grants.get(), lan, since=earlier, until=TODAY + timedelta(days=5), actor=None)
    address = reverse("office:delegation-end", args=[given.pk])
    assert address in client.get(reverse("office:delegation-list")).content.decode()
    assert "Xã Ea Kar" in client.get(address).content.decode(), "of which place the role is"
    answer = client.post(address, {"on": TODAY.isoformat()}, follow=True)
    assert lan.grants.get().until == TODAY
    assert address not in answer.content.decode()


def test_delegating_to_nobody_says_so_at_the_field(client: Client, commune: Place) -> None:
    minh = officer("minh", Role.COMMUNE, commune)
    client.force_login(minh)
    until = TODAY + timedelta(days=5)
    address = reverse("office:delegate", args=[minh.grants.get().pk])
    page = client.post(address, {"username": "khong-co", "since": TODAY.isoformat(), "until": until.isoformat()})
    assert "Không có tài khoản" in page.content.decode()


def test_history_shows_what_was_done_here_and_not_elsewhere(client: Client, province: Place, commune: Place) -> None:
    other = place("Krông Búk", "commune", province)
    record("accounts.grant_role", actor=None, subject_kind="user", subject_id=1, place=commune.pk)
    record("accounts.add_user", actor=None, subject_kind="user", subject_id=2, place=other.pk)
    client.force_login(officer("minh", Role.COMMUNE, commune))
    text = client.get(reverse("office:history")).content.decode()
    assert "Trao vai trò" in text
    assert "Tạo tài khoản" not in text


def test_whoever_holds_two_roles_is_one_account(hoa: User, client: Client, province: Place, commune: Place) -> None:
    minh = officer("minh", Role.COMMUNE, commune)
    grant_role(minh, Role.VIEWER, province, since=TODAY, actor=None)
    assert client.get(reverse("office:user-list")).content.decode().count(">minh<") == 1
    assert client.get(reverse("office:user", args=[minh.pk])).status_code == 200


def test_a_page_without_an_entry_in_the_menu_lights_none(hoa: User, client: Client) -> None:
    assert 'aria-current="page"' in client.get(reverse("office:home")).content.decode()
    assert 'aria-current="page"' in client.get(reverse("office:user-new")).content.decode()
    assert 'aria-current="page"' not in client.get(reverse("office:delegation-list")).content.decode()


def test_a_village_officer_is_listed_with_the_commune_of_the_village(
    hoa: User, client: Client, province: Place, commune: Place
) -> None:
    village = Place.objects.create()
    PlaceSpell.objects.create(
        place=village, name="1", folded_name="1", kind="Thôn", tier="village", parent=commune, code="01"
    )
    for depth, above in enumerate([village, commune, province]):
        Ancestry.objects.create(ancestor=above, descendant=village, depth=depth)
    officer("bhiu", Role.VILLAGE, village)
    assert "Thôn 1, Xã Ea Kar" in client.get(reverse("office:user-list")).content.decode()
