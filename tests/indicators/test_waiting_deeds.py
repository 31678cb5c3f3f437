"""What waits for a revision is counted and named by deeds, however many places and years each of them marked."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.indicators import reads
from hieuhoc.indicators.actions import mark_stale
from hieuhoc.indicators.comparing import waiting_deeds
from hieuhoc.indicators.models import Revision, StaleMark
from hieuhoc.people.actions import move_citizen, record_death
from hieuhoc.places.models import PlaceSpell
from tests.cast import Cast, make_cast

# Each deed a transaction of its own, as in life: the database joins it with its marks.
pytestmark = pytest.mark.django_db(transaction=True)
YEAR = timezone.localdate().year - 1


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    Revision.objects.create(year=YEAR, is_open=False, counted_at=timezone.now(), closed_at=timezone.now())
    return made


def test_a_deed_that_marks_several_places_is_one_change_and_has_its_name(cast: Cast, client: Client) -> None:
    move_citizen(cast.lan, cast.land.far_village, since=date(YEAR, 3, 1), actor=cast.hoa)
    assert StaleMark.objects.filter(year=YEAR).count() > 1
    record_death(cast.khoa, died_on=date(YEAR, 5, 1), actor=cast.minh)
    assert reads.waiting_changes(YEAR) == 2
    assert [entry.deed for entry in waiting_deeds(YEAR)] == ["people.record_death", "people.move_citizen"]
    client.force_login(cast.hoa)
    page = client.get(reverse("office:figure-waiting", args=[YEAR])).content.decode()
    for words in (cast.minh.full_name, cast.hoa.full_name, "2 việc đã làm", "Ghi nhận đã mất"):
        assert words in page
    assert reverse("office:citizen", args=[cast.lan.pk]) in page
    assert (
        "Nếu điều chỉnh lúc này"
        in client.get(reverse("office:figure-waiting", args=[YEAR]), {"preview": "1"}).content.decode()
    )


def test_marks_that_no_deed_is_known_of_are_one_change(cast: Cast) -> None:
    places = list(PlaceSpell.objects.filter(tier="commune").values_list("place_id", flat=True))
    mark_stale(places, [YEAR])
    assert len(places) > 1
    assert reads.waiting_changes(YEAR) == 1
