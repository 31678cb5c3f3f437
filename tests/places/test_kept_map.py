"""What a process keeps of the map is worked out anew as soon as the map is another one."""

from datetime import date

import pytest
from django.db import transaction

from hieuhoc.lib.scope import Scope
from hieuhoc.places import reads
from hieuhoc.places.kept import one_map
from hieuhoc.places.models import Place, PlaceSpell, Tier
from tests.counting import asked_anew
from tests.places.small_map import put

pytestmark = pytest.mark.django_db
TODAY = date(2025, 11, 25)


@pytest.fixture
def commune() -> Place:
    return put("Cư Né", Tier.COMMUNE, put("Đắk Lắk", Tier.PROVINCE, kind="Tỉnh"), kind="Xã")


def everything_about(commune: Place) -> tuple[object, ...]:
    scope = Scope(on=TODAY, places=frozenset([commune.pk]))
    return (
        reads.labels([commune.pk], TODAY),
        [spell.place_id for spell in reads.standing_within(scope, Tier.VILLAGE)],
        [str(spell) for spell in reads.villages_of(commune.pk, TODAY)],
        reads.ancestors(commune.pk, TODAY),
        reads.communes_under(commune.pk, TODAY),
        reads.commune_of(commune.pk, TODAY),
        reads.reached_ids(scope),
    )


def test_a_second_look_within_one_page_asks_nothing_and_says_the_same(commune: Place) -> None:
    with one_map():
        first = everything_about(commune)
        with asked_anew() as asked, one_map():
            assert everything_about(commune) == first
        known = len(asked)
        with asked_anew() as asked, one_map():
            everything_about(commune)
            everything_about(commune)
    assert len(asked) == known


def test_a_deed_is_seen_in_its_own_transaction_and_forgotten_when_it_is_taken_back(commune: Place) -> None:
    before = everything_about(commune)
    with transaction.atomic():
        village = put("Drah", Tier.VILLAGE, commune, kind="Buôn")
        PlaceSpell.objects.filter(place=commune).update(name="Cư Né Mới")
        changed = everything_about(commune)
        assert "Cư Né Mới" in str(changed)
        assert village.pk in changed[1]  # type: ignore[operator]
        transaction.set_rollback(True)
    assert everything_about(commune) == before


def test_what_is_handed_out_may_be_changed_without_harm(commune: Place) -> None:
    reads.ancestors(commune.pk, TODAY).clear()
    reads.villages_of(commune.pk, TODAY).append(PlaceSpell())
    assert reads.ancestors(commune.pk, TODAY)[0] == commune.pk
    assert reads.villages_of(commune.pk, TODAY) == []
