"""People recorded elsewhere: number, name and birth date together unlock them; a number alone, or another name, does not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.accounts.actions import add_user
from hieuhoc.audit.models import Entry, Reading
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import add_identity_number, make_link_code, use_link_code
from hieuhoc.people.models import Citizen, Look
from hieuhoc.people.rules import Identity
from hieuhoc.sheets import staging
from hieuhoc.sheets.models import Batch, Problem
from hieuhoc.sheets.seen import CHANGES
from tests.cast import Cast
from tests.people.makers import add
from tests.refusals import refused
from tests.sheets.files import ROSTER, causes, csv_of, imported, outcomes, received

pytestmark = pytest.mark.django_db
SINCE: dict[str, Any] = {"since": "2024-01-01"}
NUMBER = "066190001234"  # of Lan, who lives near; Sơn is the officer of the far commune


def row(name: str, birth: str, number: str = NUMBER) -> list[str]:
    return [name, birth, "Nữ", number, "", "Thôn Một", "H9", "", "01/06/2025"]


def told_by(batch: Batch) -> str:
    """All a preview and the annotated workbook could show beside the file's own cells."""
    words = [problem.message for problem in Problem.objects.filter(batch=batch)]
    if staging.has_file(batch, CHANGES):
        words += [str(cells) for _header, frame in staging.read_frames(batch, CHANGES) for cells in frame.iter_rows()]
    return " ".join(words)


WRONG = {
    "another name": row("Võ Thị Lạ", "06/05/1990"),
    "the name with another tone": row("H'Làn Niê", "06/05/1990"),
    "another day": row("H'Lan Niê", "07/05/1990"),
    "only the year": row("H'Lan Niê", "1990"),
}


@pytest.mark.parametrize("guess", WRONG)
def test_a_number_with_other_words_is_not_that_person(cast: Cast, guess: str) -> None:
    batch = received("roster", csv_of(ROSTER, [WRONG[guess]]), cast.land.far, actor=cast.son, **SINCE)
    assert outcomes(batch) == {"refused": 1}
    assert causes(batch) == {"recorded_elsewhere"} | (causes(batch) & {"number_birth_year"})
    shown = told_by(batch)
    assert not [secret for secret in ("Lan", "1990-05-06", "06/05", "066") if secret in shown]
    look = Look.objects.get()
    assert (look.citizen, look.officer, look.agrees) == (cast.lan, cast.son, False)
    reading = Reading.objects.get(subject_kind="citizen", subject_id=cast.lan.pk, purpose="people.look_up_number")
    assert reading.actor == cast.son, "Lan finds it among those who looked at her data"


def test_confirming_such_a_sheet_neither_renames_nor_moves_anybody(cast: Cast) -> None:
    imported("roster", csv_of(ROSTER, list(WRONG.values())[:1]), cast.land.far, actor=cast.son, **SINCE)
    lan = Citizen.objects.get(pk=cast.lan.pk)
    assert (lan.name, lan.home_id, lan.residences.count()) == (cast.lan.name, cast.land.near_village.pk, 1)


@pytest.mark.parametrize("name", ["H'Lan Niê", "H’LAN  NIÊ", "h'lan niê", "H'Lan Nie\u0302"])
def test_number_name_and_birth_date_together_are_the_person_who_moves_here(cast: Cast, name: str) -> None:
    batch = imported("roster", csv_of(ROSTER, [row(name, "06/05/1990")]), cast.land.far, actor=cast.son, **SINCE)
    assert outcomes(batch) == {"changed": 1}
    lan = Citizen.objects.get(pk=cast.lan.pk)
    assert lan.home_id == cast.land.far_village.pk
    assert lan.name == cast.lan.name, "the record keeps its own spelling"
    assert Look.objects.get().agrees


def test_of_a_stranger_nobody_learns_that_they_died(cast: Cast) -> None:
    Citizen.objects.filter(pk=cast.lan.pk).update(died_on=date(2024, 1, 1))
    batch = received("roster", csv_of(ROSTER, [WRONG["another day"]]), cast.land.far, actor=cast.son, **SINCE)
    assert "dead" not in causes(batch)


def test_guesses_are_few_and_a_burst_is_told_to_the_province(cast: Cast, settings: LazySettings) -> None:
    settings.LOOKS_PER_HOUR = 3
    numbers = [f"06619000{digit}000" for digit in range(5)]
    for number in numbers:
        add(cast.land.near_village, "Người Xa", birth_date=date(1990, 1, 1), number=number)
    guesses = [row("Võ Thị Lạ", "01/01/1990", number) for number in numbers]
    batch = received("roster", csv_of(ROSTER, guesses), cast.land.far, actor=cast.son, **SINCE)
    assert batch.status == Batch.Status.REFUSED
    assert not batch.problems.exists()
    assert Look.objects.filter(officer=cast.son).count() == 5, "every look stays on record"
    again = received("roster", csv_of(ROSTER, guesses[:1]), cast.land.far, actor=cast.son, **SINCE)
    assert again.status == Batch.Status.REFUSED, "within the hour"
    told = Message.objects.filter(key__startswith="people.burst.")
    assert [message.recipient for message in told] == [cast.hoa]
    assert Entry.objects.filter(deed="people.exceed_looks", actor=cast.son).count() == 1


def test_a_sheet_of_ones_own_people_is_no_look(cast: Cast) -> None:
    near = [cast.lan.name, "06/05/1990", "Nữ", NUMBER, "", "Buôn Drăh", "H1", "", ""]
    received("roster", csv_of(ROSTER, [near]), cast.land.near, actor=cast.minh, **SINCE)
    assert not Look.objects.exists()


SPELLINGS: list[Callable[[str], str]] = [str.upper, str.lower, lambda name: f"  {name.replace(' ', '  ')} "]


@given(st.sampled_from(["Nguyễn Thị Hoà", "H'Hen Niê", "Y Blŏk Êban", "Trần Thuý Quỳnh"]), st.sampled_from(SPELLINGS))
def test_a_name_agrees_however_it_is_spelled(name: str, spelling: Callable[[str], str]) -> None:
    known = Identity(name, date(1980, 3, 5), 1980)
    assert Identity(spelling(name), date(1980, 3, 5)).agrees_with(known)
    assert not Identity(spelling(name), None, 1980).agrees_with(known)
    assert Identity(spelling(name), None, 1980).agrees_with(Identity(name, None, 1980))


def test_the_place_of_the_tone_does_not_matter_and_the_tone_does() -> None:
    known = Identity("Nguyễn Thị Hòa", date(1980, 3, 5), 1980)
    assert Identity("Nguyễn Thị Hoà", date(1980, 3, 5)).agrees_with(known)
    assert not Identity("Nguyễn Thị Hoa", date(1980, 3, 5)).agrees_with(known)


def test_a_record_joined_into_one_elsewhere_takes_no_sign_in_along_and_the_office_there_is_told(cast: Cast) -> None:
    """Whoever knows number, name and birth date of a stranger could else open their pages with a code printed for a record
    made up here."""
    Citizen.objects.filter(pk=cast.lan.pk).update(user=None)
    made_up = add(cast.land.far_village, cast.lan.name, birth_date=date(1990, 5, 6))
    code = make_link_code(made_up, actor=cast.son)
    linked = add_user("la", "Kẻ Lạ", actor=None)
    Citizen.objects.filter(pk=made_up.pk).update(user=linked)
    with refused("linked"):
        add_identity_number(made_up, NUMBER, actor=cast.son)
    Citizen.objects.filter(pk=made_up.pk).update(user=None)
    kept, _warnings = add_identity_number(made_up, NUMBER, actor=cast.son)
    assert kept == cast.lan
    with refused("code_unusable"):
        use_link_code(code, actor=linked)
    told = Message.objects.filter(key__startswith="people.join.")
    assert [message.recipient for message in told] == [cast.minh]
