"""A course is planned with its lessons, those not yet trained are asked to come, and come or do not."""

from datetime import timedelta

from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.learning.actions import (
    add_lesson,
    change_lesson,
    invite_people,
    leave_training,
    mark_presences,
    record_attendance,
    register_person,
    remove_lesson,
)
from hieuhoc.learning.models import Lesson, Trainee, Training
from hieuhoc.learning.promises import PROMISES
from hieuhoc.learning.untrained import Whom, not_asked, untrained
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import join_citizens, take_apart_join
from hieuhoc.people.models import Citizen
from tests.cast import Cast
from tests.learning.courses import (
    come,
    first_lesson,
    hours_from_now,
    lesson_plan,
    make_branch,
    make_course,
    make_version,
)
from tests.people.makers import add
from tests.refusals import refused


def test_a_course_is_held_until_its_last_lesson(cast: Cast) -> None:
    training = make_course(cast.commune, cast.minh, begins=hours_from_now(30), lessons=2)
    assert training.code == f"LH-{training.pk}"
    later = add_lesson(training, lesson_plan(hours_from_now(24 * 9), link="https://hop.example/1"), actor=cast.minh)
    training.refresh_from_db()
    assert training.held_on == timezone.localdate(later.starts_at)
    remove_lesson(later, actor=cast.minh)
    training.refresh_from_db()
    assert training.held_on < timezone.localdate(later.starts_at)
    assert "a course is held until the day of its last lesson" in PROMISES


def test_a_lesson_that_cannot_be_held_is_refused(cast: Cast) -> None:
    training = make_course(cast.commune, begins=hours_from_now(30))
    begins = hours_from_now(60)
    with refused("nowhere"):
        add_lesson(training, lesson_plan(begins, venue=" "), actor=None)
    with refused("not_an_address"):
        add_lesson(training, lesson_plan(begins, link="hop"), actor=None)
    with refused("overlaps"):
        add_lesson(training, lesson_plan(hours_from_now(31)), actor=None)
    with refused("not_a_trainer"):
        add_lesson(training, lesson_plan(begins, cast.son), actor=None)
    with refused("only_lesson"):
        remove_lesson(first_lesson(training), actor=None)
    with refused("words_missing"):
        make_course(cast.commune, title=" ")
    with refused("out_of_bounds"):
        make_course(cast.commune, least_share=0)
    draft = make_version("400")
    draft.status = "draft"
    with refused("not_promulgated"):
        make_course(cast.commune, version=draft)


def test_those_who_are_not_trained_on_the_version_are_found_by_their_branch(cast: Cast) -> None:
    head, member, trained = (add(cast.village, name) for name in ("An", "Bình", "Cúc"))
    make_branch(cast.village, member, trained, head=head)
    training = make_course(cast.commune, begins=hours_from_now(30))
    record_attendance(make_course(cast.commune), [trained], completed=True, actor=None)
    version, place, today = training.version, cast.commune.pk, timezone.localdate()
    assert set(untrained(version, place, today)) == {head, member}
    assert list(untrained(version, place, today, Whom.CADRES)) == [head]
    assert list(untrained(version, place, today, Whom.MEMBERS)) == [member]
    assert set(untrained(make_version("325"), place, today)) == {head, member, trained}
    assert not untrained(version, cast.other_commune.pk, today).exists()
    invite_people(training, [head.pk], actor=cast.minh)
    assert list(not_asked(untrained(version, place, today), training)) == [member]


def test_whoever_is_invited_is_told_once_and_answers(cast: Cast) -> None:
    training = make_course(cast.commune, begins=hours_from_now(30))
    people = [cast.lan.pk, add(cast.village, "An").pk]
    assert len(invite_people(training, people, actor=cast.minh)) == 2
    assert invite_people(training, people, actor=cast.minh) == []
    assert Message.objects.filter(recipient=cast.lan_user).count() == 1
    trainee = register_person(training, cast.lan, actor=cast.lan_user)
    assert trainee.status == Trainee.Status.REGISTERED
    assert register_person(training, cast.lan, actor=cast.lan_user) == trainee
    assert leave_training(trainee, actor=cast.lan_user).status == Trainee.Status.DECLINED
    assert Entry.objects.filter(deed="learning.register_person").count() == 1


def test_an_over_course_invites_nobody(cast: Cast) -> None:
    over = make_course(cast.commune, begins=hours_from_now(-50))
    with refused("is_over"):
        invite_people(over, [cast.lan.pk], actor=None)
    with refused("is_over"):
        register_person(over, cast.lan, actor=cast.lan_user)
    assert register_person(over, cast.lan, actor=cast.minh).registered_at is not None
    Lesson.objects.filter(training=over).delete()
    with refused("no_course"):
        register_person(over, cast.lan, actor=None)


def test_another_trainer_makes_another_key_and_another_time_is_told(cast: Cast) -> None:
    training = make_course(cast.commune, cast.minh, begins=hours_from_now(30))
    come(training, cast.lan)
    lesson = first_lesson(training)
    same = {"minutes": 120}
    changed = change_lesson(lesson, lesson_plan(lesson.starts_at, cast.hoa), actor=cast.minh)
    assert (changed.key_number, same["minutes"]) == (1, 120)
    assert not Message.objects.filter(recipient=cast.lan_user).exists()
    change_lesson(lesson, lesson_plan(lesson.starts_at + timedelta(hours=1), cast.hoa), actor=cast.minh)
    assert Message.objects.filter(recipient=cast.lan_user).count() == 1


def test_what_people_did_keeps_a_course_as_it_was(cast: Cast) -> None:
    training = make_course(cast.commune)
    trainee, lesson = come(training, cast.lan), first_lesson(training)
    mark_presences(lesson, [trainee], was_there=True, actor=cast.minh)
    with refused("has_attended"):
        leave_training(trainee, actor=cast.lan_user)
    with refused("has_completed"):
        add_lesson(training, lesson_plan(hours_from_now(60)), actor=None)
    with refused("has_completed"):
        remove_lesson(lesson, actor=None)


def test_a_lesson_with_people_is_not_taken_out(cast: Cast) -> None:
    training = make_course(cast.commune, lessons=2)
    lesson = first_lesson(training)
    mark_presences(lesson, [come(training, cast.lan)], was_there=True, actor=None)
    with refused("has_people"):
        remove_lesson(lesson, actor=None)


def test_a_place_in_a_course_follows_a_joined_record_and_comes_back(cast: Cast) -> None:
    kept, joined = add(cast.village, "An"), add(cast.village, "An Hai")
    both, own = make_course(cast.commune), make_course(cast.commune, begins=hours_from_now(20))
    come(both, kept), come(both, joined), come(own, joined)
    join = join_citizens(kept, joined, reason="cùng người", actor=None)
    assert set(Trainee.objects.filter(citizen=kept).values_list("training", flat=True)) == {both.pk, own.pk}
    take_apart_join(join, reason="nhầm", actor=None)
    assert Trainee.objects.filter(citizen=joined).count() == 2


def test_nobody_of_another_commune_plans_or_invites(cast: Cast) -> None:
    training = make_course(cast.commune, begins=hours_from_now(30))
    assert not cast.son.has_perm("learning.invite_people", training)
    assert not cast.khoa_user.has_perm("learning.leave_training", come(training, cast.lan))
    assert Training.objects.count() == 1
    assert Citizen.objects.filter(trainees__training=training).get() == cast.lan
