"""Names in the order of the Vietnamese alphabet, the same in Python and in the database."""

import re
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hieuhoc.config.environment import ROOT
from hieuhoc.lib.sort_keys import ALPHABET, SortKey, sort_key
from hieuhoc.people.actions import NewGroup, NewUnit, add_branch, add_group, add_unit
from hieuhoc.places.models import Tier
from tests.cast import Cast, make_cast
from tests.people.makers import LONG_AGO, add
from tests.places.small_map import put

pytestmark = pytest.mark.django_db

IN_ORDER = [
    "An", "Ăn", "Ân", "Ba", "Bà", "Bả", "Bã", "Bá", "Bạ", "Dũng", "Duy", "Đa", "Đắk Lắk", "Em", "Ê Đê",
    "Ia Rvê", "Lê", "Nam", "Ninh", "Oanh", "Ông", "Ơn", "Sông", "Thôn 2", "Thôn 10", "Út", "Ứng", "Xuân", "Yên",
]  # fmt: skip
NAMES = st.text(alphabet=sorted({*ALPHABET, *ALPHABET.upper(), *"ắằẵặờởộữựýỷẢÚ0123456789 '-.’"}), max_size=14)


def in_database(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {SortKey.template % {'expressions': 'asked.name'}} FROM (SELECT %s::text) AS asked (name)", [text]
        )
        key: str = cursor.fetchone()[0]
    return key


def test_the_alphabet_tones_and_numbers_decide() -> None:
    mixed = Random(3).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(mixed, key=sort_key) == IN_ORDER
    assert sort_key("Đa") > sort_key("Dz")
    assert sort_key("M'Drắk") == sort_key("M’Drắk")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES)
def test_the_database_makes_the_same_key(text: str) -> None:
    assert in_database(" ".join(text.split())) == sort_key(text)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def rows_of(client: Client, address: str, **query: Any) -> list[str]:
    page = client.get(address, query).content.decode()
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', page)


def test_in_every_list_of_names_d_with_a_stroke_comes_after_d(cast: Cast, client: Client) -> None:
    names = ["Dũng Dz", "Đa An", "Ea Be"]
    for number, name in enumerate(reversed(names)):
        add_group(NewGroup("clan", name, f"C{number}", cast.land.near, LONG_AGO), actor=None)
        add_unit(NewUnit(f"U{number}", name, cast.land.near, "commune", "school", LONG_AGO), actor=None)
        add_branch(f"B{number}", name, cast.land.near, since=LONG_AGO, actor=None)
        put(name, Tier.VILLAGE, cast.land.near, kind="Buôn")
        put(name, Tier.COMMUNE, cast.land.province, kind="Xã")
    for name in ("Y Dz Niê", "Y Đa Niê", "Y Ea Niê"):
        add(cast.land.near_village, name, sex="m")
    client.force_login(cast.minh)
    lists: list[tuple[str, dict[str, str], list[str]]] = [
        (reverse("office:group-list"), {"kind": "clan"}, names),
        (reverse("office:unit-list"), {}, names),
        (reverse("office:branch-list"), {}, names),
        (reverse("office:place", args=[cast.land.near.pk]), {}, [f"Buôn {name}" for name in names]),
        (reverse("office:citizen-list"), {}, ["Y Dz Niê", "Y Đa Niê", "Y Ea Niê"]),
    ]
    for address, query, expected in lists:
        shown = [row for row in rows_of(client, address, **query) if row in expected]
        assert shown == expected, address
    client.force_login(cast.hoa)
    offered = client.get(reverse("office:citizen-list")).content.decode()
    places = [name for name in re.findall(r"<option[^>]*>Xã ([^<]*)</option>", offered) if name in names]
    assert places == names


def test_no_list_is_sorted_by_folded_names() -> None:
    """Folded, Đ is a d: good for search alone."""
    sorts = re.compile(
        r"order_by\([^)]*folded_name|order=\[[^\]]*folded_name|key=lambda .*\bfolded_name\)*$|key=lambda .*\.(name|title)\)*$"
    )
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "hieuhoc").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if sorts.search(line.strip().rstrip(",")) and "sort_key(" not in line
    ]
    assert wrong == []
