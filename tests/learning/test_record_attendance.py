"""Who was trained on the criteria, and that a later word corrects an earlier one."""

from datetime import date

from hieuhoc.audit.models import EntryRow
from hieuhoc.criteria.models import CriteriaSet, Version
from hieuhoc.learning.actions import NewTraining, add_training, record_attendance, withdraw_attendance
from hieuhoc.learning.models import Attendance, Training
from hieuhoc.people.actions import join_citizens, take_apart_join
from tests.people.makers import Land, add
from tests.refusals import refused


def training(land: Land, code: str = "TH01") -> Training:
    criteria, _is_new = CriteriaSet.objects.get_or_create(code="test-324", defaults={"name": "Bộ tiêu chí"})
    version = Version.objects.filter(criteria_set=criteria).first() or Version.objects.create(
        criteria_set=criteria, number="324", title="Bộ tiêu chí"
    )
    return add_training(NewTraining(code, "Lớp tập huấn", version, date(2024, 5, 1), land.near), actor=None)


def test_attendance_is_recorded_for_many_and_corrected_later(land: Land) -> None:
    people = [add(land.near_village, name) for name in ("An", "Bình")]
    held = training(land)
    record_attendance(held, people, completed=False, actor=None)
    record_attendance(held, people[:1], completed=True, actor=None)
    assert set(Attendance.objects.values_list("citizen", "completed")) == {(people[0].pk, True), (people[1].pk, False)}
    assert list(EntryRow.objects.order_by("pk").values_list("is_new", flat=True)) == [True, True, False]


def test_a_code_names_one_training(land: Land) -> None:
    training(land)
    with refused("code_taken"):
        training(land)


def test_attendances_follow_a_joined_record_and_come_back(land: Land) -> None:
    kept, joined = add(land.near_village), add(land.far_village)
    first, second = training(land), training(land, "TH02")
    record_attendance(first, [kept, joined], completed=True, actor=None)
    record_attendance(second, [joined], completed=True, actor=None)
    join = join_citizens(kept, joined, reason="cùng người", actor=None)
    assert set(kept.attendances.values_list("training", flat=True)) == {first.pk, second.pk}
    take_apart_join(join, reason="nhầm", actor=None)
    assert joined.attendances.count() == 2


def test_an_attendance_recorded_by_mistake_goes(land: Land) -> None:
    [attendance] = record_attendance(training(land), [add(land.near_village)], completed=True, actor=None)
    withdraw_attendance(attendance, actor=None)
    assert not Attendance.objects.exists()
