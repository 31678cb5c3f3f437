"""Every address, for each of the cast: who may not enter is turned away before anything is looked up."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from hieuhoc.accounts.abilities import registry
from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.lib.opaque import public_id
from hieuhoc.places.models import Ancestry, Place, PlaceSpell
from hieuhoc.web.ids import PublicIdConverter

pytestmark = pytest.mark.django_db

NOBODY = 987_654_321  # the id of a row that does not exist
WORDS = {
    "str": "khong-co",
    "slug": "khong-co",
    "int": "2025",
    "path": "khong-co",
    "uuid": "00000000-0000-0000-0000-000000000000",
}
FACES = ("office/", "me/")
ENTERED = {200, 204, 302, 400, 404, 405, 409}


def addresses(patterns: Any, prefix: str = "", converters: dict[str, Any] | None = None) -> Iterator[tuple[str, str]]:
    """(address with made-up ids, guard) of every view of the signed-in faces."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        found = {**(converters or {}), **pattern.pattern.converters}
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route, found)
        elif isinstance(pattern, URLPattern) and route.startswith(FACES):
            yield "/" + filled(route, found), getattr(pattern.callback, "guard", "")


def filled(route: str, converters: dict[str, Any]) -> str:
    for name, converter in converters.items():
        kind = getattr(converter, "kind", "")
        value = public_id(kind, NOBODY) if isinstance(converter, PublicIdConverter) else word_for(route, name)
        start = route.find(f":{name}>")
        start = route.rfind("<", 0, start) if start >= 0 else route.find(f"<{name}>")
        end = route.find(">", start)
        route = route[:start] + value + route[end + 1 :]
    return route


def word_for(route: str, name: str) -> str:
    start = route.rfind("<", 0, route.find(f":{name}>"))
    kind = route[start + 1 : route.find(":", start)]
    return WORDS.get(kind, "khong-co")


@pytest.fixture
def province() -> Place:
    made = Place.objects.create()
    PlaceSpell.objects.create(
        place=made, name="Đắk Lắk", folded_name="dak lak", kind="Tỉnh", tier="province", code="66"
    )
    Ancestry.objects.create(ancestor=made, descendant=made, depth=0)
    return made


def member(role: Role | None, place: Place) -> User:
    user = User.objects.create_user(username=role or "lan", password=None, full_name=role or "Lan")
    if role:
        Grant.objects.create(user=user, role=role, place=place, since=timezone.localdate() - timedelta(days=1))
    return user


def may_enter(guard: str, role: Role | None) -> bool:
    return guard == "signed-in" or any(role in registry.roles_of(ability) for ability in guard.split())


def test_a_stranger_is_asked_to_sign_in_everywhere(client: Client) -> None:
    found = list(addresses(get_resolver().url_patterns))
    assert len(found) > 25
    for address, guard in found:
        answer = client.get(address)
        if guard == "public":
            continue
        assert answer.status_code == 302, (address, answer.status_code)
        assert "/login/" in answer.headers["Location"], address


@pytest.mark.parametrize("role", [*Role, None])
def test_each_role_enters_what_its_abilities_open_and_nothing_else(
    client: Client, province: Place, role: Role | None
) -> None:
    client.force_login(member(role, province))
    wrong = []
    for address, guard in addresses(get_resolver().url_patterns):
        if guard == "public":
            continue
        status = client.get(address).status_code
        expected = ENTERED if may_enter(guard, role) else {403}
        if status not in expected:
            wrong.append((address, guard, status))
    assert wrong == []


def test_an_ended_role_opens_nothing(client: Client, province: Place) -> None:
    user = member(Role.PROVINCE, province)
    Grant.objects.filter(user=user).update(until=timezone.localdate())
    client.force_login(user)
    for address, guard in addresses(get_resolver().url_patterns):
        if guard not in {"public", "signed-in"}:
            assert client.get(address).status_code == 403, address
