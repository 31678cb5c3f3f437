"""A year's learning models registered by list."""

import pytest

from hieuhoc.collectives.actions import decide_models, register_models
from hieuhoc.collectives.models import Registration
from hieuhoc.people.models import Group
from hieuhoc.recognition.actions import GroupFact, record_group_recognition
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.sheets.actions import undo_batch
from tests.assessment.makers import make_unit
from tests.cast import World
from tests.collectives.makers import ADULTS_HOLD, YEAR, decision_text, give_titles, make_criteria, make_family
from tests.people.makers import add
from tests.refusals import refused
from tests.sheets.files import causes, csv_of, exported, imported, outcomes, received

SHEET = "model_registrations"
HEADERS = ["Năm", "Loại", "Mã", "Thôn, buôn"]


@pytest.fixture
def families(world: World) -> list[Group]:
    """One whose adults hold the title, and one whose do not."""
    make_criteria()
    people = [add(world.village, f"Người {number}") for number in range(4)]
    give_titles(*people[:2])
    return [make_family(world.village, "H1", *people[:2]), make_family(world.village, "H2", *people[2:])]


def line(code: str, kind: str = "Gia đình", village: str = "", year: int = YEAR) -> list[str]:
    return [str(year), kind, code, village]


def test_a_list_registers_and_judges_and_comes_back_as_the_same(world: World, families: list[Group]) -> None:
    make_criteria("community", ADULTS_HOLD)
    make_criteria("unit", {**ADULTS_HOLD, "of": "staff"})
    unit = make_unit("TH1", world.commune)
    rows = [line("H1"), line("H2"), line(unit.code, "Đơn vị")]
    batch = imported(SHEET, csv_of(HEADERS, rows), world.commune)
    assert outcomes(batch) == {"new": 3}
    judged = Registration.objects.filter(recognition__group__isnull=False)
    by_code = dict(judged.values_list("recognition__group__code", "standing"))
    assert by_code == {"H1": "met", "H2": "not_met"}
    assert set(GroupRecognition.objects.values_list("status", flat=True)) == {"registered"}

    header, *back = exported(SHEET, world.commune)
    assert len(back) == 3
    assert outcomes(received(SHEET, csv_of(header, back), world.commune)) == {"same": 3}


def test_a_village_registers_by_its_name(world: World, families: list[Group]) -> None:
    make_criteria("community", ADULTS_HOLD)
    register_models("community", [world.village], YEAR, actor=None)
    header, row = exported(SHEET, world.commune)
    assert outcomes(received(SHEET, csv_of(header, [row]), world.commune)) == {"same": 1}
    assert row[header.index("Thôn, buôn")]


def test_taken_back_nothing_is_left_and_what_was_decided_stays(world: World, families: list[Group]) -> None:
    first = imported(SHEET, csv_of(HEADERS, [line("H1")]), world.commune)
    undo_batch(first, actor=None)
    assert not Registration.objects.exists()
    assert not GroupRecognition.objects.exists()
    again = imported(SHEET, csv_of(HEADERS, [line("H1")]), world.commune)
    decide_models([Registration.objects.get().pk], world.commune, decision_text(), actor=None)
    with refused("touched"):
        undo_batch(again, actor=None)


def test_what_is_on_record_already_is_kept(world: World, families: list[Group]) -> None:
    """Registered on a page, registered as a recorded fact, recognised by a recorded decision."""
    third = make_family(world.village, "H3", add(world.village, "Người khác"))
    record_group_recognition(GroupFact(YEAR, "registered", group=families[1]), actor=None)
    record_group_recognition(
        GroupFact(YEAR, "recognised", third, decision_number="8/QĐ-UBND", decided_on=decision_text().signed_on),
        actor=None,
    )
    register_models("family", [families[0]], YEAR, actor=None)
    batch = imported(SHEET, csv_of(HEADERS, [line("H1"), line("H2"), line("H3")]), world.commune)
    assert outcomes(batch) == {"same": 2, "new": 1}
    assert causes(batch) == {"recorded"}
    assert GroupRecognition.objects.count() == 3
    assert Registration.objects.filter(recognition__group=families[1]).exists()


def test_what_cannot_register_is_told_at_its_cell(world: World, families: list[Group]) -> None:
    rows = [line("H9"), line("H1", year=YEAR + 9), line("DH1", "Dòng họ"), line("H1", "Cộng đồng")]
    make_family(world.village, "DH1", add(world.village, "Người họ"), kind="clan")
    batch = received(SHEET, csv_of(HEADERS, rows), world.commune)
    assert causes(batch) >= {"no_subject", "future", "no_criteria"}
    assert batch.counts["refused"] == 4
    assert not Registration.objects.exists()
