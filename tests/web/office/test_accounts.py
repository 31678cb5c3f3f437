"""Accounts, roles, delegation and history as pages."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.actions import add_user, delegate_role, grant_role
from hieuhoc.accounts.models import Grant, Happened, Role, User
from hieuhoc.accounts.security import note
from hieuhoc.audit.actions import record
from hieuhoc.lib.opaque import public_id
from hieuhoc.places.models import Ancestry, Place, PlaceSpell

pytestmark = pytest.mark.django_db


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
    grant_role(user, role, at, since=timezone.localdate() - timedelta(days=9), actor=None)
    return user


@pytest.fixture
def hoa(province: Place, client: Client) -> User:
    user = officer("hoa", Role.PROVINCE, province)
    client.force_login(user)
    return user


def test_the_province_opens_an_account_and_gives_it_a_role_in_a_commune(
    hoa: User, client: Client, commune: Place
) -> None:
    asked = {"username": "minh", "full_name": "Lê Văn Minh", "home": commune.pk}
    slip = client.post(reverse("office:user-new"), asked).content.decode()
    minh = User.objects.get(username="minh")
    password = re.search(r'class="link-code">([a-z2-9-]{14})<', slip)
    assert password
    assert minh.check_password(password[1])
    assert minh.temporary_until is not None
    address = reverse("office:grant-new", args=[minh.pk])
    assert address in slip
    client.post(address, {"role": "commune", "place": commune.pk, "since": timezone.localdate().isoformat()})
    assert Grant.objects.get(user=minh).place == commune
    assert "Xã Ea Kar" in client.get(reverse("office:user", args=[minh.pk])).content.decode()


def village_of(commune: Place, province: Place) -> Place:
    village = Place.objects.create()
    PlaceSpell.objects.create(
        place=village, name="1", folded_name="1", kind="Thôn", tier="village", parent=commune, code="01"
    )
    for depth, above in enumerate([village, commune, province]):
        Ancestry.objects.create(ancestor=above, descendant=village, depth=depth)
    return village


def test_a_commune_officer_opens_accounts_of_villages_and_citizens_in_the_commune(
    client: Client, province: Place, commune: Place
) -> None:
    village, other = village_of(commune, province), place("Krông Búk", "commune", province)
    client.force_login(officer("minh", Role.COMMUNE, commune))
    officer("son", Role.COMMUNE, other)
    asked = {"username": "y-dung", "full_name": "Y Dũng Mlô"}
    assert "home" in client.post(reverse("office:user-new"), {**asked, "home": other.pk}).context["form"].errors
    client.post(reverse("office:user-new"), {**asked, "home": commune.pk})
    made = User.objects.get(username="y-dung")
    address = reverse("office:grant-new", args=[made.pk])
    page = client.get(address).content.decode()
    assert 'value="commune"' not in page, "only what one may give is offered"
    assert 'name="village"' in page
    asked = {"role": "village", "place": str(commune.pk), "since": timezone.localdate().isoformat()}
    assert "village" in client.post(address, asked).context["form"].errors
    client.post(address, {**asked, "village": str(village.pk)})
    assert made.grants.get().place == village
    listed = client.get(reverse("office:user-list")).content.decode()
    assert "Y Dũng Mlô" in listed
    assert ">son<" not in listed


def test_a_name_that_looks_alike_is_confirmed_by_a_box(hoa: User, client: Client, commune: Place) -> None:
    asked = {"username": "h0a", "full_name": "Người Khác", "home": commune.pk}
    page = client.post(reverse("office:user-new"), asked)
    assert page.status_code == 409
    assert "Hoa (hoa)" in page.content.decode()
    assert 'name="is_another"' in page.content.decode()
    client.post(reverse("office:user-new"), {**asked, "is_another": "on"})
    assert User.objects.filter(username="h0a").exists()


def test_an_account_is_closed_opened_and_let_in_by_pages(hoa: User, client: Client, commune: Place) -> None:
    minh = officer("minh", Role.COMMUNE, commune)
    Authenticator.objects.create(user=minh, type=Authenticator.Type.TOTP, data={})
    page = client.get(reverse("office:user", args=[minh.pk])).content.decode()
    names = ("user-disable", "password-reset", "factor-reset", "user-leave")
    addresses = {name: reverse(f"office:{name}", args=[minh.pk]) for name in (*names, "user-enable")}
    assert all(addresses[name] in page for name in names)
    assert all(client.get(addresses[name]).status_code == 200 for name in names)
    slip = client.post(addresses["password-reset"]).content.decode()
    assert "link-code" in slip
    client.post(addresses["factor-reset"])
    assert not Authenticator.objects.filter(user=minh).exists()
    assert client.post(addresses["factor-reset"]).status_code == 409
    client.post(addresses["user-disable"], {"reason": "exposed"})
    assert not User.objects.get(pk=minh.pk).is_active
    assert "Đang bị khoá" in client.get(reverse("office:user-list")).content.decode()
    client.post(addresses["user-enable"])
    assert User.objects.get(pk=minh.pk).is_active
    events = client.get(reverse("office:event-list"), {"user": public_id("user", minh.pk)}).content.decode()
    assert "Được cấp mật khẩu tạm" in events


def test_a_commune_sees_what_happened_at_the_doors_it_looks_after_and_at_no_other(
    hoa: User, client: Client, commune: Place
) -> None:
    """A reviewer of the province who held a role in the commune once, or holds one there beside, is above it."""
    grant_role(hoa, Role.COMMUNE, commune, since=timezone.localdate(), actor=None)
    minh, citizen = officer("minh", Role.COMMUNE, commune), add_user("dan", "Người Dân", home=commune, actor=None)
    for user in (hoa, minh, citizen):
        note(Happened.SIGNED_IN, user)
    client.force_login(minh)
    seen = client.get(reverse("office:event-list")).content.decode()
    assert "Người Dân" in seen
    assert "Minh" in seen
    assert ">Hoa<" not in seen
    address = reverse("office:event-list")
    assert client.get(address, {"user": public_id("user", hoa.pk)}).status_code == 404
    assert "Đăng nhập lần cuối" not in client.get(reverse("office:user", args=[hoa.pk])).content.decode()
    assert "Đăng nhập lần cuối" in client.get(reverse("office:user", args=[citizen.pk])).content.decode()
    client.force_login(hoa)
    everything = client.get(address).content.decode()
    assert all(user.full_name in everything for user in (hoa, minh, citizen))


def test_who_leaves_is_shown_with_what_waits_and_where_nobody_is_left(
    hoa: User, client: Client, commune: Place
) -> None:
    minh = officer("minh", Role.COMMUNE, commune)
    address = reverse("office:user-leave", args=[minh.pk])
    assert "Không còn ai khác" in client.get(address).content.decode()
    officer("lan", Role.COMMUNE, commune)
    assert "Không còn ai khác" not in client.get(address).content.decode()
    client.post(address)
    assert minh.grants.get().until == timezone.localdate()
    own = client.post(reverse("office:user-leave", args=[hoa.pk]))
    assert own.status_code == 409


def test_the_rule_of_signing_in_is_set_by_a_page(hoa: User, client: Client) -> None:
    asked = {"since": timezone.localdate().isoformat(), "officers_need_factor": "on", "grace_days": "7"}
    client.post(reverse("office:sign-in-change"), {**asked, "officer_idle_minutes": "30", "idle_minutes": "90"})
    assert "Cán bộ phải có" in client.get(reverse("office:sign-in-rules")).content.decode()
    refused = client.post(
        reverse("office:sign-in-change"), {**asked, "officer_idle_minutes": "1", "idle_minutes": "90"}
    )
    assert refused.context["form"].errors["officer_idle_minutes"]


def test_an_account_is_found_by_a_part_of_its_name_that_stands_in_no_address(
    hoa: User, client: Client, commune: Place
) -> None:
    for username, name in (("nv.an", "Nguyễn Văn Ân"), ("binh", "Trần Bình")):
        add_user(username, name, home=commune, actor=None)
    sent = client.post(reverse("office:user-list"), {"name": "van an"})
    assert "an" not in sent.headers["Location"].partition("?search=")[0].removeprefix(reverse("office:user-list"))
    text = client.get(sent.headers["Location"]).content.decode()
    assert "Nguyễn Văn Ân" in text
    assert "Trần Bình" not in text
    none = client.post(reverse("office:user-list"), {"name": "không ai"}, follow=True).content.decode()
    assert "Không có tài khoản nào tên như vậy" in none


def test_what_may_be_done_with_an_account_is_offered_to_who_may(client: Client, commune: Place) -> None:
    minh, peer = officer("minh", Role.COMMUNE, commune), officer("dong", Role.COMMUNE, commune)
    client.force_login(minh)
    for person in (minh, peer):
        page = client.get(reverse("office:user", args=[person.pk])).content.decode()
        assert reverse("office:user-disable", args=[person.pk]) not in page


def test_a_user_of_another_province_does_not_exist(hoa: User, client: Client) -> None:
    stranger = officer("xa", Role.PROVINCE, place("Gia Lai", "province"))
    assert client.get(reverse("office:user", args=[stranger.pk])).status_code == 404


def test_a_taken_name_is_refused_above_the_form_and_nothing_typed_is_lost(
    hoa: User, client: Client, commune: Place
) -> None:
    asked = {"username": "hoa", "full_name": "Trần Thị Hoa Mới", "home": commune.pk, "is_another": "on"}
    page = client.post(reverse("office:user-new"), asked)
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


def test_an_officer_hands_the_role_on_and_the_other_may_act(client: Client, commune: Place) -> None:
    minh, lan = officer("minh", Role.COMMUNE, commune), add_user("lan", "Lan", actor=None)
    client.force_login(minh)
    until = timezone.localdate() + timedelta(days=5)
    address = reverse("office:delegate", args=[minh.grants.get().pk])
    client.post(address, {"username": "lan", "since": timezone.localdate().isoformat(), "until": until.isoformat()})
    assert lan.grants.get().delegated_from == minh.grants.get()
    assert "Lan" in client.get(reverse("office:delegation-list")).content.decode()


def test_whoever_handed_a_role_on_takes_it_back_from_a_day(client: Client, commune: Place) -> None:
    minh, lan = officer("minh", Role.COMMUNE, commune), add_user("lan", "Lan", actor=None)
    client.force_login(minh)
    earlier = timezone.localdate() - timedelta(days=2)
    given = delegate_role(
        minh.grants.get(), lan, since=earlier, until=timezone.localdate() + timedelta(days=5), actor=None
    )
    address = reverse("office:delegation-end", args=[given.pk])
    assert address in client.get(reverse("office:delegation-list")).content.decode()
    assert "Xã Ea Kar" in client.get(address).content.decode(), "of which place the role is"
    answer = client.post(address, {"on": timezone.localdate().isoformat()}, follow=True)
    assert lan.grants.get().until == timezone.localdate()
    assert address not in answer.content.decode()


def test_delegating_to_nobody_says_so_at_the_field(client: Client, commune: Place) -> None:
    minh = officer("minh", Role.COMMUNE, commune)
    client.force_login(minh)
    until = timezone.localdate() + timedelta(days=5)
    address = reverse("office:delegate", args=[minh.grants.get().pk])
    page = client.post(
        address, {"username": "khong-co", "since": timezone.localdate().isoformat(), "until": until.isoformat()}
    )
    assert "Không có tài khoản" in page.content.decode()


def test_history_shows_what_was_done_here_and_not_elsewhere(client: Client, province: Place, commune: Place) -> None:
    other = place("Krông Búk", "commune", province)
    record("accounts.grant_role", actor=None, subject_kind="user", subject_id=1, place=commune.pk)
    record("accounts.add_user", actor=None, subject_kind="user", subject_id=2, place=other.pk)
    client.force_login(officer("minh", Role.COMMUNE, commune))
    text = client.get(reverse("office:history")).content.decode()
    assert "Trao vai trò" in text.partition("<tbody")[2]
    assert "Tạo tài khoản" not in text.partition("<tbody")[2]


def test_whoever_holds_two_roles_is_one_account(hoa: User, client: Client, province: Place, commune: Place) -> None:
    minh = officer("minh", Role.COMMUNE, commune)
    grant_role(minh, Role.VIEWER, province, since=timezone.localdate(), actor=None)
    assert client.get(reverse("office:user-list")).content.decode().count(">minh<") == 1
    assert client.get(reverse("office:user", args=[minh.pk])).status_code == 200


def test_a_page_without_an_entry_in_the_menu_lights_none(hoa: User, client: Client) -> None:
    assert 'aria-current="page"' in client.get(reverse("office:home")).content.decode()
    assert 'aria-current="page"' in client.get(reverse("office:user-new")).content.decode()
    assert 'aria-current="page"' not in client.get(reverse("office:delegation-list")).content.decode()


def test_a_village_officer_is_listed_with_the_commune_of_the_village(
    hoa: User, client: Client, province: Place, commune: Place
) -> None:
    officer("bhiu", Role.VILLAGE, village_of(commune, province))
    assert "Thôn 1, Xã Ea Kar" in client.get(reverse("office:user-list")).content.decode()
