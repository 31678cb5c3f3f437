"""Activities are told of, changed and called off: by whom, with what, and that it stands in the history."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.learning.actions import ActivityWords, add_activity, cancel_activity, change_activity
from hieuhoc.learning.models import Activity
from hieuhoc.lib.scope import Scope
from hieuhoc.people.actions import NewUnit, add_unit, join_unit
from hieuhoc.people.models import Membership, WorkUnit
from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order, undo_change_order
from hieuhoc.places.models import Place
from hieuhoc.web.promises import broken_promises
from tests.cast import Cast
from tests.learning.makers import make_activity, make_words, soon
from tests.people.makers import LONG_AGO
from tests.places.small_map import new
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def unit_at(place: Place, code: str = "TV1") -> WorkUnit:
    return add_unit(NewUnit(code, "Thư viện huyện", place, "commune", "agency", LONG_AGO), actor=None)


def words_again(activity: Activity) -> ActivityWords:
    return make_words(activity.place, days=tuple(activity.days))


def test_an_activity_gets_a_code_its_days_in_order_and_an_entry(cast: Cast) -> None:
    activity = add_activity(make_words(cast.village, days=soon(9, 2, 9)), actor=cast.minh)
    assert activity.code == f"HD-{activity.pk}"
    assert activity.days == [*soon(2), *soon(9)]
    activity.refresh_from_db()
    assert (activity.first_on, activity.last_on) == (*soon(2), *soon(9))
    entry = Entry.objects.get(deed="learning.add_activity")
    assert (entry.subject_kind, entry.subject_id, entry.place_id) == ("activity", activity.pk, cast.village.pk)
    assert broken_promises() == []
    Activity.objects.update(days=[*soon(9), *soon(2)])
    assert [broken.promise for broken in broken_promises()] == ["the days of an activity are in order, each once"]


def test_what_cannot_be_is_refused(cast: Cast) -> None:
    make_activity(cast.village, code="A1")
    wrong: list[tuple[str, dict[str, object]]] = [
        ("code_taken", {"code": "A1"}),
        ("words_missing", {"title": "  "}),
        ("words_missing", {"organiser": ""}),
        ("no_day", {"days": ()}),
        ("too_many_days", {"days": soon(*range(367))}),
        ("out_of_bounds", {"minutes": 0}),
        ("out_of_bounds", {"seats": 0}),
        ("out_of_bounds", {"cost": -1}),
        ("not_an_address", {"link": "javascript:alert(1)"}),
    ]
    for code, values in wrong:
        with refused(code):
            add_activity(make_words(cast.village, **values), actor=cast.minh)
    assert Activity.objects.count() == 1


def test_only_the_office_of_the_place_tells_of_it(cast: Cast) -> None:
    activity = make_activity(cast.village)
    deeds: list[Callable[[], object]] = [
        lambda: add_activity(make_words(cast.village), actor=cast.son),
        lambda: change_activity(activity, words_again(activity), actor=cast.son),
        lambda: change_activity(activity, make_words(cast.other_commune), actor=cast.minh),
        lambda: cancel_activity(activity, reason="Mưa", actor=cast.son),
        lambda: add_activity(make_words(cast.village), actor=cast.khoa_user),
    ]
    for deed in deeds:
        with pytest.raises(PermissionDenied):
            deed()


def test_the_staff_officer_of_a_unit_tells_of_what_the_unit_holds_and_of_nothing_else(cast: Cast) -> None:
    unit, other = unit_at(cast.commune), unit_at(cast.other_commune, "TV2")
    join_unit(cast.lan, unit, since=LONG_AGO, role=Membership.Role.HR, actor=None)
    activity = add_activity(make_words(cast.commune, unit=unit), actor=cast.lan_user)
    seen = Activity.objects.within(Scope(on=timezone.localdate(), units=frozenset({unit.pk})))
    assert [row.pk for row in seen] == [activity.pk]
    for words in (make_words(cast.commune), make_words(cast.commune, unit=other)):
        with pytest.raises(PermissionDenied):
            add_activity(words, actor=cast.lan_user)
    with refused("elsewhere"):
        add_activity(make_words(cast.commune, unit=other), actor=cast.minh)


def test_a_change_says_what_was_and_is_and_the_same_again_is_no_change(cast: Cast) -> None:
    activity = make_activity(cast.village)
    words = replace(words_again(activity), starts_at=time(18, 30), days=soon(7, 14))
    change_activity(activity, words, actor=cast.minh)
    change_activity(activity, words, actor=cast.minh)
    entry = Entry.objects.get(deed="learning.change_activity")
    assert set(entry.changes) == {"starts_at", "held_days"}
    assert entry.changes["held_days"] == [f"{soon(7)[0]:%d/%m/%Y}", f"{soon(7)[0]:%d/%m/%Y}, {soon(14)[0]:%d/%m/%Y}"]


def test_what_was_called_off_says_why_and_stays_called_off(cast: Cast) -> None:
    activity = make_activity(cast.village)
    with refused("no_reason"):
        cancel_activity(activity, reason=" ", actor=cast.minh)
    cancelled = cancel_activity(activity, reason="Mưa lũ", actor=cast.minh)
    assert (cancelled.status, cancelled.cancel_reason) == (Activity.Status.CANCELLED, "Mưa lũ")
    deeds: list[Callable[[], object]] = [
        lambda: cancel_activity(activity, reason="Mưa lũ", actor=cast.minh),
        lambda: change_activity(activity, words_again(activity), actor=cast.minh),
    ]
    for deed in deeds:
        with refused("wrong_step"):
            deed()


def test_sessions_are_found_by_their_days_not_by_the_time_between(cast: Cast) -> None:
    activity = make_activity(cast.village, days=soon(0, 30))
    today = timezone.localdate()
    assert not Activity.objects.held_between(today + timedelta(5), today + timedelta(20))
    assert Activity.objects.held_between(today + timedelta(20), today + timedelta(30)).get() == activity
    assert Activity.objects.with_next(today + timedelta(1)).get().next_on == today + timedelta(30)
    assert not Activity.objects.going_on(today + timedelta(31))


def test_what_is_still_to_be_held_follows_a_merger_and_comes_back(cast: Cast) -> None:
    coming, held = make_activity(cast.commune), make_activity(cast.commune, days=(date(2024, 5, 1),))
    merger = drafting.merge([cast.commune.pk, cast.other_commune.pk], new("Cư Né Mới", cast.land.province))
    order = draft_order("1/NQ", "Sắp xếp", date(2025, 7, 1), list(merger), actor=None)
    apply_change_order(order, actor=None)
    made = order.steps.get(verb="make").place
    assert Activity.objects.get(pk=coming.pk).place == made
    assert Activity.objects.get(pk=held.pk).place == cast.commune
    undo_change_order(order, actor=None)
    assert Activity.objects.get(pk=coming.pk).place == cast.commune
