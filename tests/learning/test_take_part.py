"""Enrolled while there is a seat, else waiting; who leaves gives the seat on; there, with it to the end; and told of it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.audit.models import Entry, EntryRow
from hieuhoc.learning.actions import (
    cancel_activity,
    change_activity,
    complete_activity,
    enrol_person,
    leave_activity,
    record_presence,
)
from hieuhoc.learning.models import Activity, Participation
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import join_citizens, take_apart_join
from hieuhoc.people.models import Citizen
from hieuhoc.sheets.seen import row_numbers, rows_seen
from tests.cast import Cast
from tests.learning.makers import make_activity, make_words, soon
from tests.people.makers import add
from tests.refusals import refused
from tests.sheets.files import causes, csv_of, exported, outcomes, received

pytestmark = pytest.mark.django_db
ENROLLED, WAITING, LEFT = Participation.Status.ENROLLED, Participation.Status.WAITING, Participation.Status.LEFT


def queue(activity: Activity) -> dict[str, str]:
    return dict(Participation.objects.filter(activity=activity).order_by("pk").values_list("citizen__name", "status"))


def went_on(cast: Cast, *people: Citizen, before: int = 3) -> tuple[Activity, list[Participation]]:
    """An activity of that many days ago and of today, with these people enrolled."""
    activity = make_activity(cast.village, days=soon(-before, 0))
    return activity, [enrol_person(activity, person, actor=None) for person in people]


def test_the_last_seat_is_taken_and_who_waited_longest_moves_up_and_is_told(cast: Cast) -> None:
    activity = make_activity(cast.village, seats=1)
    hen, bia = add(cast.village, "H'Hen Niê"), add(cast.village, "H'Bia Niê")
    first = enrol_person(activity, hen, actor=cast.minh)
    enrol_person(activity, cast.lan, actor=cast.lan_user)
    enrol_person(activity, bia, actor=cast.minh)
    assert (first.is_assisted, Participation.objects.get(citizen=cast.lan).is_assisted) == (True, False)
    assert enrol_person(activity, hen, actor=cast.minh) == first
    leave_activity(first, actor=cast.minh)
    assert queue(activity) == {"H'Hen Niê": LEFT, "H'Lan Niê": ENROLLED, "H'Bia Niê": WAITING}
    [message] = Message.objects.filter(recipient=cast.lan_user)
    assert message.subject == "Đã có chỗ ở hoạt động học tập"
    assert "Lớp kỹ năng số" in message.body
    assert enrol_person(activity, hen, actor=cast.minh).status == WAITING  # behind those who stayed
    assert list(Entry.objects.filter(deed="learning.leave_activity").values_list("subject_id", flat=True)) == [hen.pk]


def test_more_seats_let_those_who_wait_in_at_once(cast: Cast) -> None:
    activity = make_activity(cast.village, seats=1)
    for name in ("An", "Bình", "Chi"):
        enrol_person(activity, add(cast.village, f"H'{name} Niê"), actor=None)
    change_activity(activity, make_words(cast.village, days=tuple(activity.days), seats=2), actor=cast.minh)
    assert list(queue(activity).values()) == [ENROLLED, ENROLLED, WAITING]


def test_nobody_loses_a_seat_or_the_page_by_a_change_or_by_a_list(cast: Cast) -> None:
    activity = make_activity(cast.village, code="A1")
    for person in (cast.lan, cast.khoa):
        enrol_person(activity, person, actor=None)
    days = tuple(activity.days)
    with refused("seats_taken"):
        change_activity(activity, make_words(cast.village, days=days, seats=1), actor=cast.minh)
    with refused("has_people"):
        change_activity(activity, make_words(cast.village, days=days, is_published=False), actor=cast.minh)
    header, row = exported("activities", cast.commune)
    same = received("activities", csv_of(header, [row]), cast.commune)
    assert outcomes(same) == {"same": 1}
    row[header.index("Giờ bắt đầu")] = "18:00"
    changed = received("activities", csv_of(header, [row]), cast.commune)
    assert (outcomes(changed), causes(changed)) == ({"refused": 1}, {"people_in_it"})


def test_the_preview_says_in_the_words_of_the_cell_that_an_activity_goes_back_to_a_draft(cast: Cast) -> None:
    make_activity(cast.village)
    header, row = exported("activities", cast.commune)
    row[header.index("Công bố")] = "Không"
    batch = received("activities", csv_of(header, [row]), cast.commune)
    [seen] = rows_seen(batch, row_numbers(batch, "changed"))
    assert seen.changes == [("is_published", "Có", "Không")]


def test_who_takes_part_is_told_of_a_new_time_and_of_its_end(cast: Cast) -> None:
    activity = make_activity(cast.village)
    enrol_person(activity, cast.lan, actor=cast.lan_user)
    change_activity(activity, make_words(cast.village, days=tuple(activity.days), contact="Bà Hoa"), actor=cast.minh)
    assert not Message.objects.exists()
    change_activity(activity, make_words(cast.village, days=soon(9)), actor=cast.minh)
    cancel_activity(activity, reason="Mưa lũ", actor=cast.minh)
    told = list(Message.objects.order_by("pk"))
    assert [message.subject for message in told] == ["Hoạt động học tập đổi lịch", "Hoạt động học tập đã huỷ"]
    assert "Mưa lũ" in told[1].body


def test_presence_is_of_a_day_that_was_and_counts_hours(cast: Cast) -> None:
    activity, [part] = went_on(cast, cast.lan)
    today = timezone.localdate()
    for _sent_twice in range(2):
        record_presence(activity, today, [part], was_there=True, actor=cast.minh)
    part.refresh_from_db()
    assert (part.attended, part.hours) == ([today], 1.5)
    entries = Entry.objects.filter(deed="learning.record_presence").order_by("pk")
    assert [entry.rows_touched for entry in entries] == [1, 0]
    assert EntryRow.objects.get(entry=entries[0]).subject_id == cast.lan.pk
    with refused("no_such_day"):
        record_presence(activity, today - timedelta(1), [part], was_there=True, actor=cast.minh)
    with refused("in_future"):
        record_presence(make_activity(cast.village), soon(7)[0], [], was_there=True, actor=cast.minh)
    with refused("has_attended"):
        leave_activity(part, actor=cast.minh)


def test_only_who_came_is_with_it_to_the_end(cast: Cast) -> None:
    activity, parts = went_on(cast, cast.lan, cast.khoa)
    today = timezone.localdate()
    record_presence(activity, today, parts[:1], was_there=True, actor=cast.minh)
    with refused("never_attended"):
        complete_activity(activity, parts, is_completed=True, actor=cast.minh)
    complete_activity(activity, parts[:1], is_completed=True, actor=cast.minh)
    assert Participation.objects.get(citizen=cast.lan).completed_on == today
    record_presence(activity, today, parts[:1], was_there=False, actor=cast.minh)
    assert Participation.objects.get(citizen=cast.lan).completed_on is None


def test_nobody_enrols_in_what_is_over_called_off_or_not_yet_told(cast: Cast) -> None:
    over = make_activity(cast.village, days=(date(2024, 5, 1),))
    cancelled = cancel_activity(make_activity(cast.village), reason="Mưa", actor=None)
    draft = make_activity(cast.village, is_published=False)
    for activity, code in ((over, "is_over"), (cancelled, "wrong_step"), (draft, "wrong_step")):
        with refused(code):
            enrol_person(activity, cast.lan, actor=cast.lan_user)


def test_one_enrols_oneself_and_the_office_of_the_activity_anybody(cast: Cast) -> None:
    activity = make_activity(cast.village)
    part = enrol_person(activity, cast.lan, actor=cast.lan_user)
    deeds: list[Callable[[], object]] = [
        lambda: enrol_person(activity, cast.khoa, actor=cast.lan_user),
        lambda: enrol_person(activity, cast.khoa, actor=cast.son),
        lambda: leave_activity(part, actor=cast.khoa_user),
        lambda: record_presence(activity, activity.days[0], [part], was_there=True, actor=cast.lan_user),
        lambda: complete_activity(activity, [part], is_completed=True, actor=cast.son),
    ]
    for deed in deeds:
        with pytest.raises(PermissionDenied):
            deed()


def test_parts_follow_a_joined_record_and_come_back(cast: Cast) -> None:
    twin = add(cast.village, "Hờ Lan Niê", birth_date=date(1990, 5, 6))
    both, one = make_activity(cast.village), make_activity(cast.village)
    for activity, people in ((both, (cast.lan, twin)), (one, (twin,))):
        for person in people:
            enrol_person(activity, person, actor=None)
    join = join_citizens(cast.lan, twin, reason="Một người", actor=None)
    assert set(Participation.objects.filter(citizen=cast.lan).values_list("activity", flat=True)) == {both.pk, one.pk}
    take_apart_join(join, reason="Hai người", actor=None)
    assert Participation.objects.filter(citizen=twin).count() == 2
