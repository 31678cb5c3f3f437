"""A new key: what people's values were sealed with before stays readable, and is sealed anew by one command."""

import base64
import io
from typing import Any

import pytest
from django.core.management import call_command

from hieuhoc.audit.models import Entry
from hieuhoc.lib.crypto import needs_rotation
from hieuhoc.people.actions import facts_of, read_numbers
from hieuhoc.people.matching import owner_of_number
from hieuhoc.people.models import Citizen, IdentityNumber
from tests.people.makers import Land, add, make_land

pytestmark = pytest.mark.django_db
NUMBER, PHONE, MAIL = "066180001234", "0905123456", "lan@example.vn"


def a_key(letter: str) -> str:
    return base64.urlsafe_b64encode(letter.encode() * 32).decode().rstrip("=")


@pytest.fixture
def land(settings: Any) -> Land:
    settings.DATA_KEYS = [f"k1:{a_key('a')}"]
    return make_land()


def sealed() -> list[bytes]:
    people = Citizen.objects.exclude(phone=None)
    columns = [*people.values_list("phone", flat=True), *people.values_list("email", flat=True)]
    numbers = IdentityNumber.objects.values_list("number", flat=True)
    return [bytes(value) for value in (*columns, *numbers) if value is not None]


def test_values_are_sealed_anew_in_batches_and_read_the_same(land: Land, settings: Any) -> None:
    lan = add(land.near, "H'Lan Niê", number=NUMBER, phone=PHONE, email=MAIL)
    add(land.near, "Y Thương Byă", number="066080001235", phone="0905123457", email="y@example.vn")
    settings.DATA_KEYS = [f"new-2026:{a_key('b')}", f"k1:{a_key('a')}"]
    assert facts_of(Citizen.objects.get(pk=lan.pk)).phone == PHONE, "old values stay readable"
    assert all(needs_rotation(value) for value in sealed())
    out = io.StringIO()
    call_command("rotate_keys", "--batch", "1", stdout=out)
    assert "done: 6 values" in out.getvalue()
    assert len(sealed()) == 6
    assert not any(needs_rotation(value) for value in sealed())
    settings.DATA_KEYS = [f"new-2026:{a_key('b')}"]  # the old key is not needed for them any more
    lan = Citizen.objects.get(pk=lan.pk)
    assert (facts_of(lan).phone, facts_of(lan).email) == (PHONE, MAIL)
    assert [number for _row, number in read_numbers(lan, actor=None)] == [NUMBER]
    assert owner_of_number(NUMBER) == lan.pk, "who is who does not change with the key"
    assert Entry.objects.filter(deed="people.rotate_keys").count() == 6


def test_a_second_run_finds_nothing_to_do(land: Land) -> None:
    add(land.near, number=NUMBER, phone=PHONE, email=MAIL)
    call_command("rotate_keys", stdout=io.StringIO())
    assert not Entry.objects.filter(deed="people.rotate_keys").exists()
