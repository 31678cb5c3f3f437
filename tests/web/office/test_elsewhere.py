"""The pages about people recorded elsewhere: nothing is shown for a number alone, questions and objections go their way."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.models import Role
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import (
    add_identity_number,
    answer_other_office,
    ask_other_office,
    contest_departure,
    find_by_number,
    join_citizens,
    move_citizen,
    settle_departure,
)
from hieuhoc.people.models import Citizen, Departure, Look
from hieuhoc.people.rules import Identity
from tests.cast import Cast, officer
from tests.people.makers import add
from tests.refusals import refused

pytestmark = pytest.mark.django_db
NUMBER = "066190001234"  # Lan's


def arrive(client: Client, cast: Cast, **said: str) -> str:
    given = {"number": NUMBER, "name": "H'Lan Niê", "birth": "06/05/1990", "home": str(cast.land.far_village.pk)}
    answer = client.post(reverse("office:citizen-arrive"), given | {"since": "01/06/2025"} | said, follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("said", [{"name": "Võ Thị Lạ"}, {"birth": "07/05/1990"}, {"birth": "1990"}])
def test_an_arrival_by_number_and_other_words_shows_and_moves_nobody(
    client: Client, cast: Cast, said: dict[str, str]
) -> None:
    client.force_login(cast.son)
    page = arrive(client, cast, **said)
    assert "một người ở nơi khác" in page
    assert "Lan" not in page.replace("H&#x27;Lan", "") or "name" not in said
    assert Citizen.objects.get(pk=cast.lan.pk).home_id == cast.land.near_village.pk
    look = Look.objects.get()
    assert not look.agrees, "the look stays on record though it was refused"


def test_an_arrival_by_number_name_and_birth_date_moves_and_tells_the_commune_that_is_left(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.son)
    arrive(client, cast)
    assert Citizen.objects.get(pk=cast.lan.pk).home_id == cast.land.far_village.pk
    told = Message.objects.filter(key__startswith="people.leave_commune.")
    assert [message.recipient for message in told] == [cast.minh]
    assert Departure.objects.get().recorded_by == cast.son


def test_a_declaration_with_anothers_number_is_refused_and_joins_nobody(client: Client, cast: Cast) -> None:
    client.force_login(cast.son)
    given = {"name": "Võ Thị Lạ", "birth": "01/01/1990", "number": NUMBER, "home": cast.land.far_village.pk}
    answer = client.post(reverse("office:citizen-new"), given | {"since": "01/06/2025"})
    assert answer.status_code == 409
    assert "Lan" not in answer.content.decode()
    assert Look.objects.filter(citizen=cast.lan, agrees=False).count() == 1


def test_a_strangers_number_added_to_somebody_does_not_join_the_two(cast: Cast) -> None:
    own = add(cast.land.far_village, "Trần Văn Xa", birth_date=date(1980, 1, 1))
    with refused("recorded_elsewhere"):
        add_identity_number(own, NUMBER, actor=cast.son)
    with refused("recorded_elsewhere"):
        join_citizens(cast.lan, own, reason="Một người", actor=cast.son)


def test_moving_somebody_recorded_elsewhere_needs_a_look_that_agreed(cast: Cast) -> None:
    with refused("recorded_elsewhere"):
        move_citizen(cast.lan, cast.land.far_village, since=timezone.localdate(), actor=cast.son)


def test_the_other_office_is_asked_and_its_yes_unlocks_the_person(client: Client, cast: Cast) -> None:
    client.force_login(cast.son)
    arrive(client, cast, name="H'Lan Niê Kdăm")
    look = Look.objects.get()
    client.post(reverse("office:look-ask", args=[look.pk]))
    assert Message.objects.filter(recipient=cast.minh, key__startswith="people.look.").exists()
    client.force_login(cast.minh)
    assert "Niê Kdăm" in client.get(reverse("office:look-list")).content.decode()
    client.post(reverse("office:look-answer", args=[look.pk]), {"answer": "same"})
    client.force_login(cast.son)
    assert "Lan" not in client.get(reverse("office:look-list")).content.decode().replace("Lan Niê Kdăm", "")
    arrive(client, cast, name="H'Lan Niê Kdăm")
    lan = Citizen.objects.get(pk=cast.lan.pk)
    assert (lan.home_id, lan.name) == (cast.land.far_village.pk, cast.lan.name)


def test_the_commune_that_was_left_contests_and_the_province_takes_the_move_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.son)
    arrive(client, cast)
    departure = Departure.objects.get()
    client.force_login(cast.minh)
    assert cast.lan.name.replace("'", "&#x27;") in client.get(reverse("office:departure-list")).content.decode()
    client.post(reverse("office:departure-contest", args=[departure.pk]), {"reason": "Vẫn ở buôn"})
    assert Message.objects.filter(recipient=cast.son, key__contains=".contested.").exists()
    client.force_login(cast.hoa)
    client.post(reverse("office:departure-settle", args=[departure.pk]), {"outcome": "back"})
    lan = Citizen.objects.get(pk=cast.lan.pk)
    assert lan.home_id == cast.land.near_village.pk
    assert lan.residences.get().until is None


def test_after_the_set_time_nothing_is_contested(client: Client, cast: Cast) -> None:
    client.force_login(cast.son)
    arrive(client, cast)
    Departure.objects.update(recorded_at=timezone.now() - timedelta(days=31))
    client.force_login(cast.minh)
    address = reverse("office:departure-contest", args=[Departure.objects.get().pk])
    assert client.post(address, {"reason": "Vẫn ở buôn"}).status_code == 409


def test_a_question_is_answered_once_and_not_by_whoever_asks(cast: Cast) -> None:
    with refused("recorded_elsewhere"):
        find_by_number(NUMBER, Identity("Võ Thị Lạ", date(1990, 5, 6)), cast.land.far, actor=cast.son)
    look = Look.objects.get()
    with refused("not_asked"):
        answer_other_office(look, "same", actor=cast.minh)
    ask_other_office(look, actor=cast.son)
    with pytest.raises(PermissionDenied):
        answer_other_office(look, "same", actor=cast.son)
    answer_other_office(look, "another", actor=cast.minh)
    with refused("answered"):
        answer_other_office(look, "same", actor=cast.minh)
    with refused("recorded_elsewhere"):
        move_citizen(cast.lan, cast.land.far_village, since=timezone.localdate(), actor=cast.son)


def test_only_the_province_settles_what_was_contested(cast: Cast) -> None:
    find_by_number(NUMBER, Identity(cast.lan.name, date(1990, 5, 6)), cast.land.far, actor=cast.son)
    move_citizen(cast.lan, cast.land.far_village, since=timezone.localdate(), actor=cast.son)
    departure = Departure.objects.get()
    with refused("not_waiting"):
        settle_departure(departure, takes_back=True, actor=cast.hoa)
    contest_departure(departure, reason="Vẫn ở buôn", actor=cast.minh)
    with pytest.raises(PermissionDenied):
        settle_departure(departure, takes_back=True, actor=cast.minh)
    assert not settle_departure(departure, takes_back=False, actor=cast.hoa).is_taken_back
    assert Citizen.objects.get(pk=cast.lan.pk).home_id == cast.land.far_village.pk


def test_who_recorded_or_contested_a_move_does_not_settle_it(cast: Cast) -> None:
    third = officer("Ba", Role.PROVINCE, cast.province)
    move_citizen(cast.lan, cast.land.far_village, since=timezone.localdate(), actor=cast.hoa)
    departure = contest_departure(Departure.objects.get(), reason="Vẫn ở buôn", actor=third)
    for judge in (cast.hoa, third):
        with refused("own"):
            settle_departure(departure, takes_back=False, actor=judge)
    judge = officer("Tư", Role.PROVINCE, cast.province)
    assert settle_departure(departure, takes_back=True, actor=judge).is_taken_back
