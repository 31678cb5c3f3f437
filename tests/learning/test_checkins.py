"""Who is at a lesson: read from the screen or from the person's paper, hours late, twice, in any order; and T1 follows."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from uuid import uuid4

from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.learning.actions import (
    ScanOutcome,
    change_lesson,
    check_in,
    judge_training,
    mark_presences,
    record_attendance,
    record_scans,
    show_code,
)
from hieuhoc.learning.checkin_keys import key_of
from hieuhoc.learning.models import Attendance, Lesson, Presence, Scan, Trainee
from hieuhoc.learning.tasks import judge_ended
from hieuhoc.web.promises import broken_promises
from tests.cast import Cast
from tests.learning.courses import (
    come,
    first_lesson,
    hours_from_now,
    lesson_plan,
    make_course,
    person_scan,
    screen_scan,
)
from tests.people.makers import add
from tests.refusals import refused


def outcome(result: dict) -> ScanOutcome:
    [only] = result.values()
    return ScanOutcome(only)


def test_the_key_is_given_to_the_trainer_alone_and_once_on_record(cast: Cast) -> None:
    lesson = first_lesson(make_course(cast.commune, cast.minh))
    assert show_code(lesson, actor=cast.minh) == show_code(lesson, actor=cast.minh) == key_of(lesson)
    assert Entry.objects.filter(deed="learning.show_code").count() == 1
    for other in (cast.hoa, cast.son, cast.lan_user):
        assert not other.has_perm("learning.show_code", lesson)
        assert not other.has_perm("learning.record_scans", lesson)
    assert not cast.minh.has_perm("learning.check_in", Trainee(training=lesson.training, citizen=cast.lan))


def test_a_scan_of_the_screen_counts_at_once_and_completes_the_course(cast: Cast) -> None:
    lesson = first_lesson(make_course(cast.commune, cast.minh))
    scan = screen_scan(lesson, timezone.now())
    assert outcome(check_in(lesson, cast.lan, [scan], actor=cast.lan_user)) == ScanOutcome.TAKEN
    assert outcome(check_in(lesson, cast.lan, [scan], actor=cast.lan_user)) == ScanOutcome.KNOWN
    presence = Presence.objects.get()
    assert presence.is_confirmed
    assert presence.late_by is not None  # half an hour after it began
    assert Trainee.objects.get().status == Trainee.Status.REGISTERED
    assert Attendance.objects.get(citizen=cast.lan).completed


def test_a_scan_kept_for_hours_waits_for_the_trainer(cast: Cast) -> None:
    lesson = first_lesson(make_course(cast.commune, cast.minh, begins=hours_from_now(-3)))
    kept = screen_scan(lesson, hours_from_now(-2.9))
    assert outcome(check_in(lesson, cast.lan, [kept], actor=cast.lan_user)) == ScanOutcome.TAKEN
    presence = Presence.objects.get()
    assert (presence.is_confirmed, presence.late_by) == (False, None)
    assert not Attendance.objects.exists()
    mark_presences(lesson, [presence.trainee], was_there=True, actor=cast.minh)
    assert Presence.objects.get().came_at == presence.came_at
    assert Attendance.objects.get().completed


def test_a_scan_the_server_saw_in_time_need_not_wait(cast: Cast) -> None:
    lesson = first_lesson(make_course(cast.commune))
    moment = hours_from_now(-0.3)
    check_in(lesson, cast.lan, [screen_scan(lesson, moment)], seen_at=moment, actor=cast.lan_user)
    assert Presence.objects.get().is_confirmed


def test_what_proves_nothing_is_not_kept(cast: Cast) -> None:
    lesson = first_lesson(make_course(cast.commune, begins=hours_from_now(-2.5)))
    now = timezone.now()
    sent = {
        ScanOutcome.WRONG_CODE: screen_scan(lesson, now, code="12345678"),
        ScanOutcome.OUTSIDE: screen_scan(lesson, hours_from_now(-5)),
    }
    for expected, scan in sent.items():
        assert outcome(check_in(lesson, cast.lan, [scan], actor=cast.lan_user)) == expected
    early = screen_scan(lesson, now + timedelta(minutes=30))
    assert outcome(check_in(lesson, cast.lan, [early], actor=None)) == ScanOutcome.OUTSIDE
    Lesson.objects.filter(pk=lesson.pk).update(starts_at=hours_from_now(-24 * 16), ends_at=hours_from_now(-24 * 15.9))
    lesson = Lesson.objects.select_related("training").get(pk=lesson.pk)
    forgotten = screen_scan(lesson, hours_from_now(-24 * 15.95))
    assert outcome(check_in(lesson, cast.lan, [forgotten], actor=None)) == ScanOutcome.TOO_LATE
    assert not Presence.objects.exists()
    assert not Trainee.objects.exists()


def test_a_code_of_another_lesson_or_of_an_old_trainer_proves_nothing(cast: Cast) -> None:
    training = make_course(cast.commune, cast.minh, lessons=2)
    first, second = training.lessons.order_by("starts_at")
    now = timezone.now()
    other = screen_scan(second, now)
    assert outcome(check_in(first, cast.lan, [other], actor=None)) == ScanOutcome.WRONG_CODE
    before = screen_scan(first, now - timedelta(minutes=1))
    first = change_lesson(first, lesson_plan(first.starts_at, cast.hoa), actor=None)
    assert outcome(check_in(first, cast.lan, [before], actor=None)) == ScanOutcome.TAKEN
    shown_on = key_of(first, 0)
    assert shown_on != key_of(first)
    Lesson.objects.filter(pk=first.pk).update(rekeyed_at=now - timedelta(hours=1))
    first = Lesson.objects.select_related("training").get(pk=first.pk)
    again = replace(before, key=uuid4())
    assert outcome(check_in(first, cast.khoa, [again], actor=None)) == ScanOutcome.WRONG_CODE


def test_people_scanned_by_the_trainer_twice_late_and_out_of_order_are_there_once(cast: Cast) -> None:
    lesson = first_lesson(make_course(cast.commune, cast.minh, begins=hours_from_now(-4)))
    trainees = [come(lesson.training, add(cast.village, f"Người {number}")) for number in range(12)]
    came, left = hours_from_now(-3.9), hours_from_now(-2)
    scans = [person_scan(row, came) for row in trainees] + [person_scan(row, left, is_leaving=True) for row in trainees]
    sent = scans + scans[:8]
    Random(5).shuffle(sent)
    for start in range(0, len(sent), 5):
        record_scans(lesson, sent[start : start + 5], actor=cast.minh)
    assert Presence.objects.filter(lesson=lesson, came_at=came, left_at=left).count() == len(trainees)
    assert Scan.objects.count() == len(scans)
    assert Attendance.objects.filter(completed=True).count() == len(trainees)
    stranger = person_scan(Trainee(code="0" * 12), came)
    assert outcome(record_scans(lesson, [stranger], actor=cast.minh)) == ScanOutcome.WRONG_CODE
    with refused("too_many"):
        record_scans(lesson, scans * 10, actor=cast.minh)


def test_a_presence_taken_back_does_not_come_again_with_a_repeated_scan(cast: Cast) -> None:
    lesson = first_lesson(make_course(cast.commune, cast.minh))
    trainee = come(lesson.training, cast.lan)
    scan = person_scan(trainee, timezone.now())
    record_scans(lesson, [scan], actor=cast.minh)
    assert Attendance.objects.get().completed
    mark_presences(lesson, [trainee], was_there=False, actor=cast.minh)
    assert not Attendance.objects.exists()
    assert outcome(record_scans(lesson, [scan], actor=cast.minh)) == ScanOutcome.KNOWN
    assert not Presence.objects.exists()
    assert broken_promises() == []
    Scan.objects.update(is_void=False)
    assert [broken.promise for broken in broken_promises()] == ["every scan that counts speaks of a presence"]


def test_nobody_is_there_before_the_lesson(cast: Cast) -> None:
    training = make_course(cast.commune, begins=hours_from_now(5))
    lesson, trainee = first_lesson(training), come(training, cast.lan)
    with refused("in_future"):
        mark_presences(lesson, [trainee], was_there=True, actor=cast.minh)
    with refused("in_future"):
        judge_training(training, actor=cast.minh)


def test_the_share_of_lessons_decides_and_the_office_has_the_last_word(cast: Cast) -> None:
    training = make_course(cast.commune, begins=hours_from_now(-9), lessons=3, least_share=60)
    first, second, _third = training.lessons.order_by("starts_at").select_related("training")
    lan, khoa = come(training, cast.lan), come(training, cast.khoa)
    mark_presences(first, [lan, khoa], was_there=True, actor=None)
    assert not Attendance.objects.filter(completed=True).exists()
    mark_presences(second, [lan], was_there=True, actor=None)
    assert Attendance.objects.get(completed=True).citizen == cast.lan
    record_attendance(training, [cast.khoa], completed=True, actor=None)
    judge_training(training, actor=cast.minh)
    assert Attendance.objects.filter(completed=True).count() == 2
    mark_presences(second, [lan], was_there=False, actor=None)
    assert Attendance.objects.get(completed=True).citizen == cast.khoa


def test_courses_that_ended_are_judged_by_themselves(cast: Cast) -> None:
    training = make_course(cast.commune, begins=hours_from_now(5))
    trainee = come(training, cast.lan)
    Lesson.objects.filter(training=training).update(starts_at=hours_from_now(-50), ends_at=hours_from_now(-48))
    training.held_on = timezone.localdate() - timedelta(days=2)
    training.save()
    Presence.objects.create(lesson=first_lesson(training), trainee=trainee, is_by_hand=True)
    judge_ended(0)
    judge_ended(0)
    assert Attendance.objects.get(citizen=cast.lan).completed
    assert Entry.objects.filter(deed="learning.judge_training").count() == 1
