"""One person once in the province, whoever declares."""

import threading
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.audit.models import Entry, Reading
from hieuhoc.audit.private import read_private
from hieuhoc.people.actions import (
    Outcome,
    add_citizen,
    add_identity_number,
    choose_match,
    read_numbers,
    take_apart_join,
    withdraw_identity_number,
)
from hieuhoc.people.models import Citizen, IdentityNumber, Join
from hieuhoc.people.rules import Cause
from hieuhoc.places.models import Place
from tests.people.makers import Land, add, declare, make_land
from tests.refusals import refused

NUMBER = "066185001234"


def officer(place: Place, role: Role = Role.COMMUNE) -> User:
    user = User.objects.create_user(username=f"u{User.objects.count()}", password=None, full_name="Minh")
    Grant.objects.create(user=user, role=role, place=place, since=date(2020, 1, 1))
    return user


def test_a_person_is_stored_with_home_and_given_name(land: Land) -> None:
    citizen = add(land.near_village, "Y  Blŏk Êban", number="066 085 001 234", phone="0905123456", sex="m")
    citizen.refresh_from_db()
    assert (citizen.name, citizen.home_id) == ("Y Blŏk Êban", land.near_village.pk)
    assert citizen.residences.get().until is None
    assert b"0905123456" not in bytes(citizen.phone or b"")
    assert b"066085001234" not in bytes(citizen.identity_numbers.get().number)


def test_a_second_declaration_with_the_number_joins_the_first(land: Land) -> None:
    first = add(land.near_village, number=NUMBER)
    second = add_citizen(
        declare(land.far_village, "Hen Niê", number=NUMBER, birth_date=None, birth_year=1986), actor=None
    )
    assert second.outcome == Outcome.JOINED
    assert second.citizen == first
    assert second.warnings == (Cause.NUMBER_BIRTH_YEAR,)
    assert Citizen.objects.count() == 1


def test_without_a_number_the_officer_chooses_and_the_choice_is_kept(land: Land) -> None:
    first = add(land.near_village)
    again = declare(land.near_village, "H'HEN  NIÊ")
    asked = add_citizen(again, actor=None)
    assert asked.outcome == Outcome.AMBIGUOUS
    assert asked.candidates == (first,)
    assert choose_match(again, first, actor=None).citizen == first
    assert add_citizen(again, actor=None).citizen == first
    assert Citizen.objects.count() == 1


def test_a_new_person_chosen_once_is_not_made_twice(land: Land) -> None:
    first = add(land.near_village)
    again = declare(land.near_village)
    made = choose_match(again, None, actor=None)
    assert made.outcome == Outcome.CREATED
    assert made.citizen != first
    assert choose_match(again, None, actor=None).citizen == made.citizen
    assert add_citizen(again, actor=None).citizen == made.citizen
    with refused("already_chosen"):
        choose_match(again, first, actor=None)


def test_adding_a_number_later_joins_the_record_and_can_be_taken_apart(land: Land) -> None:
    known = add(land.near_village, number=NUMBER)
    other = add(land.far_village, "Hen Niê")
    kept, _warnings = add_identity_number(other, NUMBER, actor=None)
    other.refresh_from_db()
    assert kept == known
    assert other.joined_into == known
    assert list(Citizen.objects.counted()) == [known]
    take_apart_join(Join.objects.get(), reason="nhầm", actor=None)
    other.refresh_from_db()
    assert other.joined_into is None
    with refused("already_apart"):
        take_apart_join(Join.objects.get(), reason="nhầm", actor=None)


def test_a_withdrawn_number_is_free_again(land: Land) -> None:
    known = add(land.near_village, number=NUMBER)
    withdraw_identity_number(IdentityNumber.objects.get(), withdrawn_on=date(2024, 1, 1), actor=None)
    other = add(land.far_village, "Lan", number=NUMBER)
    assert other != known


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"number": "123"}, "number_length"),
        ({"number": "06618500123x"}, "number_digits"),
        ({"birth_date": None}, "birth_missing"),
        ({"birth_date": date(2999, 1, 1)}, "birth_future"),
    ],
)
def test_wrong_values_are_refused(land: Land, wrong: dict[str, Any], code: str) -> None:
    with refused(code):
        add_citizen(declare(land.near_village, **wrong), actor=None)
    assert not Citizen.objects.exists()


def test_nobody_lives_in_a_province_or_in_a_commune_before_it_was(land: Land) -> None:
    with refused("not_a_home"):
        add_citizen(declare(land.province), actor=None)


def test_only_the_office_of_the_place_may_declare(land: Land) -> None:
    minh, son = officer(land.near), officer(land.far)
    assert add_citizen(declare(land.near_village), actor=minh).citizen is not None
    with pytest.raises(PermissionDenied):
        add_citizen(declare(land.near_village, "Lan"), actor=son)


def test_personal_values_in_the_audit_are_sealed_under_the_persons_key(land: Land) -> None:
    citizen = add(land.near_village, number=NUMBER)
    entry = Entry.objects.get(deed="people.add_citizen")
    assert "Hen" not in str(entry.changes)
    assert NUMBER not in str(entry.changes)
    values = read_private(bytes(entry.private_changes or b""), bytes(citizen.secret))
    assert values is not None
    assert values["number"] == [None, NUMBER]


def test_reading_a_number_is_on_record(land: Land) -> None:
    citizen = add(land.near_village, number=NUMBER)
    minh = officer(land.near)
    assert [number for _row, number in read_numbers(citizen, actor=minh)] == [NUMBER]
    assert Reading.objects.filter(actor=minh, subject_id=citizen.pk).count() == 1
    with pytest.raises(PermissionDenied):
        read_numbers(citizen, actor=officer(land.far))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", ["", NUMBER])
def test_a_form_sent_twice_at_once_makes_one_person(number: str) -> None:
    land = make_land()
    outcomes: list[Outcome] = []

    def send() -> None:
        try:
            outcomes.append(add_citizen(declare(land.near_village, number=number), actor=None).outcome)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Citizen.objects.count() == 1
    assert sorted(outcomes) == sorted([Outcome.CREATED, Outcome.JOINED if number else Outcome.AMBIGUOUS])
