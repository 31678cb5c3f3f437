"""Class lists by sheet: classes are made, pupils enrolled, the parent who agreed kept."""

from datetime import date

import pytest

from hieuhoc.people.models import WorkUnit
from hieuhoc.schools.actions import add_class, end_learning, enrol_learner
from hieuhoc.schools.models import Learner, SchoolClass
from hieuhoc.sheets.actions import undo_batch
from tests.assessment.makers import make_unit
from tests.cast import World
from tests.people.makers import add
from tests.sheets.files import causes, csv_of, exported, imported, outcomes, received

SHEET = "class_lists"
HEADERS = [
    "Mã trường",
    "Năm học bắt đầu",
    "Lớp",
    "Họ và tên",
    "Ngày sinh",
    "Cha mẹ, người giám hộ đồng ý",
    "Ngày đồng ý",
]


@pytest.fixture
def school(world: World) -> WorkUnit:
    for name, born in (("Y Bin Niê", date(2011, 5, 1)), ("H'Hen Mlô", date(2007, 5, 1))):
        add(world.village, name, birth_date=born)
    return make_unit("Trường THPT", world.commune)


def line(
    school: WorkUnit, name: str, born: str, *agreement: str, class_name: str = "10A1", year: str = "2025"
) -> list[str]:
    return [school.code, year, class_name, name, born, *(agreement or ("", ""))]


def test_a_list_makes_classes_and_learners_and_comes_back_the_same(world: World, school: WorkUnit) -> None:
    rows = [line(school, "Y Bin Niê", "01/05/2011", "Lê Thị Mẹ", "01/09/2025"), line(school, "H'Hen Mlô", "01/05/2007")]
    batch = imported(SHEET, csv_of(HEADERS, rows), world.commune)
    assert outcomes(batch) == {"new": 2}
    assert list(SchoolClass.objects.values_list("name", "school_year")) == [("10A1", 2025)]
    assert set(Learner.objects.values_list("guardian", "agreed_on", "since")) == {
        ("Lê Thị Mẹ", date(2025, 9, 1), date(2025, 8, 1)),
        ("", None, date(2025, 8, 1)),
    }
    header, *back = exported(SHEET, world.commune)
    assert outcomes(received(SHEET, csv_of(header, back), world.commune)) == {"same": 2}
    undo_batch(batch, actor=None)
    assert not SchoolClass.objects.exists()
    assert not Learner.objects.exists()


def test_what_is_wrong_is_told_at_its_cell(world: World, school: WorkUnit) -> None:
    rows = [
        line(school, "H'Hen Mlô", "01/05/2007", year="2090"),
        ["K0", *line(school, "H'Hen Mlô", "01/05/2007")[1:]],
    ]
    batch = received(SHEET, csv_of(HEADERS, rows), world.commune)
    assert causes(batch) >= {"future_year", "unknown_school"}
    assert batch.counts["refused"] == 2


def test_somebody_under_16_without_a_parents_agreement_is_warned_of(world: World, school: WorkUnit) -> None:
    rows = [line(school, "Y Bin Niê", "01/05/2011"), line(school, "H'Hen Mlô", "01/05/2007")]
    batch = received(SHEET, csv_of(HEADERS, rows), world.commune)
    assert causes(batch) == {"needs_guardian"}
    assert batch.counts["warned"] == 1
    assert outcomes(batch) == {"new": 2}


def test_half_an_agreement_is_told_and_is_none(world: World, school: WorkUnit) -> None:
    batch = imported(SHEET, csv_of(HEADERS, [line(school, "Y Bin Niê", "01/05/2011", "Lê Thị Mẹ", "")]), world.commune)
    assert causes(batch) == {"not_agreed"}
    assert Learner.objects.get().guardian == ""


def test_a_pupil_of_another_class_of_the_school_is_not_moved_by_a_list(world: World, school: WorkUnit) -> None:
    pupil = add(world.village, "Y Nam Êban", birth_date=date(2007, 1, 1))
    held = enrol_learner(add_class(school, 2025, "10A2", actor=None), pupil, since=date(2025, 9, 5), actor=None)
    rows = [line(school, "Y Nam Êban", "01/01/2007")]
    assert causes(received(SHEET, csv_of(HEADERS, rows), world.commune)) == {"in_another"}
    end_learning(held, until=date(2025, 10, 1), actor=None)
    assert outcomes(received(SHEET, csv_of(HEADERS, rows), world.commune)) == {"new": 1}
    again = [line(school, "Y Nam Êban", "01/01/2007", class_name="10A2")]
    assert causes(received(SHEET, csv_of(HEADERS, again), world.commune)) == {"ended"}
