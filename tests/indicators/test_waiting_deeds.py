"""What waits for a revision is counted and named by deeds, however many places and years each of them marked."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.indicators import reads
from hieuhoc.indicators.actions import mark_stale
from hieuhoc.indicators.comparing import waiting_deeds
from hieuhoc.indicators.models import Revision, StaleMark
from hieuhoc.people.actions import (
    NewUnit,
    add_branch,
    add_unit,
    change_branch,
    change_group,
    change_unit,
    join_branch,
    join_unit,
    leave_branch,
    leave_group,
    leave_unit,
    move_citizen,
    record_death,
    record_departure,
)
from hieuhoc.places.models import PlaceSpell
from tests.cast import Cast, make_cast
from tests.people.makers import LONG_AGO

# Each deed a transaction of its own, as in life: the database joins it with its marks.
pytestmark = pytest.mark.django_db(transaction=True)


def last_year() -> int:
    return timezone.localdate().year - 1


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    Revision.objects.create(year=last_year(), is_open=False, counted_at=timezone.now(), closed_at=timezone.now())
    return made


def test_a_deed_that_marks_several_places_is_one_change_and_has_its_name(cast: Cast, client: Client) -> None:
    move_citizen(cast.lan, cast.land.far_village, since=date(last_year(), 3, 1), actor=cast.hoa)
    assert StaleMark.objects.filter(year=last_year()).count() > 1
    record_death(cast.khoa, died_on=date(last_year(), 5, 1), actor=cast.minh)
    assert reads.waiting_changes(last_year()) == 2
    assert [entry.deed for entry in waiting_deeds(last_year())] == ["people.record_death", "people.move_citizen"]
    client.force_login(cast.hoa)
    page = client.get(reverse("office:figure-waiting", args=[last_year()])).content.decode()
    for words in (cast.minh.full_name, cast.hoa.full_name, "2 việc đã làm", "Ghi nhận đã mất"):
        assert words in page
    assert reverse("office:citizen", args=[cast.lan.pk]) in page
    assert (
        "Nếu điều chỉnh lúc này"
        in client.get(reverse("office:figure-waiting", args=[last_year()]), {"preview": "1"}).content.decode()
    )


def test_marks_that_no_deed_is_known_of_are_one_change(cast: Cast) -> None:
    places = list(PlaceSpell.objects.filter(tier="commune").values_list("place_id", flat=True))
    mark_stale(places, [last_year()])
    assert len(places) > 1
    assert reads.waiting_changes(last_year()) == 1


def test_an_end_is_announced_in_no_year_before_it(cast: Cast) -> None:
    """Who leaves on 30/6 was there all the years before: nothing of those changes, and nobody is told that it does."""
    before, day = last_year() - 1, date(last_year(), 6, 30)
    Revision.objects.create(year=before, is_open=False, counted_at=timezone.now(), closed_at=timezone.now())
    unit = add_unit(NewUnit("T", "Trường", cast.commune, "commune", "school", LONG_AGO), actor=None)
    branch = add_branch("B", "Chi hội", cast.commune, since=LONG_AGO, actor=None)
    staff, member = (
        join_unit(cast.lan, unit, since=LONG_AGO, actor=None),
        join_branch(cast.lan, branch, since=LONG_AGO, actor=None),
    )
    kin = cast.khoa.memberships.get(group=cast.clan)
    ends: list[Callable[[], object]] = [
        lambda: leave_unit(staff, until=day, actor=None),
        lambda: leave_branch(member, until=day, actor=None),
        lambda: leave_group(kin, until=day, actor=None),
        lambda: change_group(cast.clan, until=day, actor=None),
        lambda: change_unit(unit, since=day, place=cast.other_commune, actor=None),
        lambda: change_branch(branch, since=day, place=cast.other_commune, actor=None),
        lambda: record_departure(cast.khoa, left_on=day, actor=None),
        lambda: record_death(cast.lan, died_on=day, actor=None),
    ]
    for end in ends:
        StaleMark.objects.all().delete()
        end()
        assert reads.waiting_changes(before) == 0
        assert StaleMark.objects.filter(year=last_year()).exists() or end is ends[3]
