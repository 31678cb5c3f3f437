"""A stay that was written down wrong is put right: the place, the day, and where the stay before it ends."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.audit.reads import history_of
from hieuhoc.people.actions import correct_residence, move_citizen
from hieuhoc.people.models import Citizen, Residence
from hieuhoc.places.models import Tier
from tests.cast import Cast
from tests.people.makers import LONG_AGO, add
from tests.places.small_map import put
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def stays_of(citizen: Citizen) -> list[tuple[int, date, date | None]]:
    stays = Residence.objects.filter(citizen=citizen).order_by("since")
    return [(stay.place_id, stay.since, stay.until) for stay in stays]


def test_a_wrong_village_is_put_right_without_a_move(cast: Cast) -> None:
    other = put("Buôn Mùi", Tier.VILLAGE, cast.land.near)
    stay = Residence.objects.get(citizen=cast.lan)
    correct_residence(stay, other, since=LONG_AGO, reason="Nhầm thôn khi nhập", actor=cast.minh)
    assert stays_of(cast.lan) == [(other.pk, LONG_AGO, None)]
    assert Citizen.objects.get(pk=cast.lan.pk).home_id == other.pk
    entry = history_of("citizen", cast.lan.pk)[0]
    assert (entry.deed, entry.changes["place"]) == ("people.correct_residence", [cast.land.near_village.pk, other.pk])


def test_the_stay_before_ends_the_day_this_one_truly_began(cast: Cast) -> None:
    other = put("Buôn Mùi", Tier.VILLAGE, cast.land.near)
    moved = date(2024, 3, 1)
    stay = move_citizen(cast.lan, other, since=moved, actor=None)
    earlier = date(2023, 9, 15)
    correct_residence(stay, other, since=earlier, reason="Nhầm năm", actor=cast.minh)
    assert stays_of(cast.lan) == [(cast.land.near_village.pk, LONG_AGO, earlier), (other.pk, earlier, None)]


def test_a_list_dated_today_no_longer_locks_anybody_in(cast: Cast) -> None:
    """The default of an import, taken by mistake, is corrected; then a move of the same day is possible."""
    today = timezone.localdate()
    citizen = add(cast.land.near_village, "Y Mới Niê", since=today)
    stay = Residence.objects.get(citizen=citizen)
    correct_residence(stay, cast.land.near_village, since=date(2021, 5, 1), reason="Ngày nhập", actor=cast.minh)
    move_citizen(citizen, put("Buôn Mùi", Tier.VILLAGE, cast.land.near), since=today, actor=cast.minh)
    assert [since for _place, since, _until in stays_of(citizen)] == [date(2021, 5, 1), today]


@pytest.mark.parametrize(
    ("since", "code"),
    [
        (lambda: timezone.localdate() + timedelta(days=1), "in_future"),
        (lambda: LONG_AGO, "before_earlier_stay"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_the_day_that_could(
    cast: Cast, since: Callable[[], date], code: str
) -> None:
    other = put("Buôn Mùi", Tier.VILLAGE, cast.land.near)
    stay = move_citizen(cast.lan, other, since=date(2024, 3, 1), actor=None)
    before = stays_of(cast.lan)
    with refused(code):
        correct_residence(stay, other, since=since(), reason="Nhầm", actor=cast.minh)
    assert stays_of(cast.lan) == before


def test_a_stay_that_ended_begins_before_its_end(cast: Cast) -> None:
    first = Residence.objects.get(citizen=cast.lan)
    move_citizen(cast.lan, put("Buôn Mùi", Tier.VILLAGE, cast.land.near), since=date(2024, 3, 1), actor=None)
    with refused("after_end"):
        correct_residence(first, cast.land.near_village, since=date(2024, 3, 1), reason="Nhầm", actor=cast.minh)


def test_nobody_is_moved_to_another_commune_by_a_correction(cast: Cast) -> None:
    stay = Residence.objects.get(citizen=cast.lan)
    with pytest.raises(PermissionDenied):
        correct_residence(stay, cast.land.far_village, since=LONG_AGO, reason="Nhầm", actor=cast.minh)
    with pytest.raises(PermissionDenied):
        correct_residence(stay, cast.land.far_village, since=LONG_AGO, reason="Nhầm", actor=cast.son)


def test_a_correction_says_why(cast: Cast) -> None:
    with refused("no_reason"):
        correct_residence(
            Residence.objects.get(citizen=cast.lan), cast.land.near_village, since=LONG_AGO, reason=" ", actor=cast.minh
        )
