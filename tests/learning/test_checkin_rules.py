"""The code of a screen proves its time; the scans of a person say the same in whatever order and however often they come."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from hieuhoc.learning.checkin_rules import (
    SLACK,
    STEP,
    LessonTimes,
    SeenAt,
    begin_of,
    code_of,
    proven_time,
    stay_of,
    step_of,
)
from hieuhoc.learning.course_rules import CourseProgress, completed_after, has_completed, lessons_needed

KEY, NOON = bytes(range(32)), datetime(2026, 3, 5, 12, tzinfo=UTC)
SEEN = st.builds(
    SeenAt,
    st.integers(0, 240).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    st.booleans(),
    st.booleans(),
)


def test_a_code_has_eight_digits_and_is_another_after_twenty_seconds() -> None:
    codes = {code_of(KEY, step_of(NOON) + step) for step in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {8}
    assert code_of(KEY, step_of(NOON)) == code_of(KEY, step_of(NOON + timedelta(seconds=STEP - 1)))


def test_a_code_proves_when_it_stood_on_the_screen_whatever_the_telephone_says() -> None:
    code = code_of(KEY, step_of(NOON))
    for wrong_by in (timedelta(0), timedelta(minutes=9), timedelta(minutes=-9)):
        assert proven_time(KEY, code, NOON + wrong_by) == begin_of(step_of(NOON))
    assert proven_time(KEY, code, NOON + SLACK + timedelta(minutes=1)) is None
    assert proven_time(bytes(32), code, NOON) is None
    assert proven_time(KEY, "không phải mã", NOON) is None


@settings(deadline=None)
@given(st.lists(SEEN, min_size=1, max_size=8), st.integers())
def test_scans_say_the_same_twice_and_in_any_order(seen: list[SeenAt], seed: int) -> None:
    once = stay_of(seen)
    again = [*seen, *seen]
    Random(seed).shuffle(again)
    assert stay_of(again) == once
    assert once is not None
    assert once.left_at is None or once.left_at >= once.came_at
    assert once.is_confirmed == any(scan.is_confirmed for scan in seen)


def test_what_was_sent_late_says_nothing_beside_what_was_seen() -> None:
    told, seen = SeenAt(NOON, is_confirmed=False), SeenAt(NOON + timedelta(hours=1))
    stay = stay_of([told, seen])
    assert stay is not None
    assert stay.came_at == seen.taken_at
    assert stay_of([]) is None


def test_people_come_and_go_within_an_hour_of_a_lesson() -> None:
    times = LessonTimes(NOON, NOON + timedelta(hours=2))
    assert times.takes_scan_of(NOON - timedelta(minutes=59))
    assert times.takes_scan_of(NOON + timedelta(minutes=179))
    assert not times.takes_scan_of(NOON - timedelta(minutes=61))
    assert times.still_receives(NOON + timedelta(days=14))
    assert not times.still_receives(NOON + timedelta(days=15))


def test_a_share_of_lessons_is_rounded_up_and_a_quiz_must_be_passed() -> None:
    assert [lessons_needed(lessons, 80) for lessons in (1, 2, 5, 6)] == [1, 2, 4, 5]
    assert has_completed(CourseProgress(5, 4), 80)
    assert not has_completed(CourseProgress(5, 3), 80)
    assert not has_completed(CourseProgress(5, 5, is_quiz_passed=False), 80)
    assert has_completed(CourseProgress(5, 5, is_quiz_passed=True), 80)
    assert not has_completed(CourseProgress(0, 0), 1)


def test_what_an_office_said_otherwise_stays() -> None:
    assert completed_after(said=False, was_earned=False, is_earned=True)
    assert not completed_after(said=True, was_earned=True, is_earned=False)
    assert completed_after(said=True, was_earned=False, is_earned=False)
    assert not completed_after(said=False, was_earned=True, is_earned=True)
