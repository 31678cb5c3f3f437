"""Area classes: dated, with a legal basis, never two at once of one kind."""

from datetime import date

import pytest

from hieuhoc.audit.models import Entry, EntryRow
from hieuhoc.lib.errors import Refusal
from hieuhoc.places import reads
from hieuhoc.places.actions import end_area_class, set_area_class, set_area_classes
from hieuhoc.places.actions.area_classes import NewAreaClass
from hieuhoc.places.models import AreaClassSpell, Place, Tier
from tests.places.small_map import put

pytestmark = pytest.mark.django_db
Y2021, Y2026 = date(2021, 6, 4), date(2026, 1, 1)


@pytest.fixture
def commune() -> Place:
    return put("Cư Né", Tier.COMMUNE, put("Đắk Lắk", Tier.PROVINCE))


def difficult(place: Place, since: date, basis: str = "QĐ 861/QĐ-TTg", until: date | None = None) -> NewAreaClass:
    return NewAreaClass(place.pk, "especially_difficult", since, basis, until)


def test_a_village_inherits_the_class_of_its_commune(commune: Place) -> None:
    village = put("Drah", Tier.VILLAGE, commune)
    set_area_class(difficult(commune, Y2021), actor=None)
    assert reads.area_classes_of(village.pk, Y2021) == {"especially_difficult": "QĐ 861/QĐ-TTg"}
    assert reads.area_classes_of(village.pk, date(2021, 6, 3)) == {}


def test_a_new_basis_ends_the_old_spell(commune: Place) -> None:
    set_area_class(difficult(commune, Y2021), actor=None)
    set_area_class(difficult(commune, Y2026, "QĐ mới"), actor=None)
    assert reads.area_classes_of(commune.pk, date(2025, 12, 31)) == {"especially_difficult": "QĐ 861/QĐ-TTg"}
    assert reads.area_classes_of(commune.pk, Y2026) == {"especially_difficult": "QĐ mới"}


def test_the_same_row_twice_changes_nothing(commune: Place) -> None:
    rows = [difficult(commune, Y2021), NewAreaClass(commune.pk, "remote", Y2021, "QĐ 33/2020/QĐ-TTg")]
    first = set_area_classes(rows, actor=None)
    entries = Entry.objects.count()
    assert set_area_classes(rows, actor=None) == first
    assert Entry.objects.count() == entries
    assert EntryRow.objects.filter(subject_kind="area_class").count() == 2


def test_a_class_cannot_be_slipped_under_a_later_one(commune: Place) -> None:
    set_area_class(difficult(commune, Y2026), actor=None)
    with pytest.raises(Refusal, match="trùng thời gian từ ngày 01/01/2026"):
        set_area_class(difficult(commune, Y2021), actor=None)
    set_area_class(difficult(commune, Y2021, until=Y2026), actor=None)
    assert AreaClassSpell.objects.count() == 2


def test_a_class_ends_after_it_began(commune: Place) -> None:
    spell = set_area_class(difficult(commune, Y2021), actor=None)
    with pytest.raises(Refusal, match="phải sau ngày bắt đầu"):
        end_area_class(spell, until=Y2021, actor=None)
    end_area_class(spell, until=Y2026, actor=None)
    assert reads.area_classes_of(commune.pk, Y2026) == {}
