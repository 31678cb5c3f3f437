"""Whatever orders a province goes through: one parent a day, a true closure, nobody lost, and an exact way back."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order, undo_change_order
from hieuhoc.places.drafting import Draft, NewPlace
from hieuhoc.places.models import Ancestry, ChangeOrder, PlaceSpell, Tier
from hieuhoc.places.successions import registry
from tests.places.fake_room import LONG_AGO, FakeRoom
from tests.places.small_map import ancestry_now, put, spells_now

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2024, 1, 1)
CHANGES = ("merge", "split", "transfer", "rename", "change_type", "dissolve", "raise", "join_provinces", "cut_off")


@pytest.fixture
def room() -> Iterator[FakeRoom]:
    fake = FakeRoom()
    registry.add("fake", fake)
    yield fake
    registry.remove("fake")


type State = tuple[set[tuple[object, ...]], ...]


def build(data: st.DataObject, room: FakeRoom) -> None:
    person = 0
    for p in range(data.draw(st.integers(1, 2), label="provinces")):
        province = put(f"P{p}", Tier.PROVINCE)
        for d in range(data.draw(st.integers(1, 2), label="districts")):
            district = put(f"D{p}{d}", Tier.DISTRICT, province)
            for c in range(data.draw(st.integers(1, 3), label="communes")):
                commune = put(f"C{p}{d}{c}", Tier.COMMUNE, district)
                villages = [put(f"V{p}{d}{c}{v}", Tier.VILLAGE, commune) for v in range(data.draw(st.integers(0, 2)))]
                for home in (commune, *villages):
                    person += 1
                    room.put(person, home.pk)


def living(tier: Tier) -> list[PlaceSpell]:
    return list(PlaceSpell.objects.filter(until__isnull=True, tier=tier).order_by("place"))


def new(key: str, like: PlaceSpell, tier: Tier = Tier.COMMUNE) -> NewPlace:
    return NewPlace(key, key, "Xã", tier.value, like.parent_id)


def below(place: int) -> list[PlaceSpell]:
    return list(PlaceSpell.objects.filter(until__isnull=True, parent=place).order_by("place"))


def change(data: st.DataObject, kind: str) -> list[Draft]:
    """Lines for one random change of that kind; empty when today's map has nothing to do it to."""
    if kind == "join_provinces":
        return _join_provinces(living(Tier.PROVINCE))
    if kind in {"dissolve", "raise"}:
        return _end_district(data, kind, living(Tier.DISTRICT))
    communes = living(Tier.COMMUNE)
    return _change_commune(data, kind, communes) if communes else []


def _join_provinces(provinces: list[PlaceSpell]) -> list[Draft]:
    if len(provinces) < 2:
        return []
    return drafting.merge([spell.place_id for spell in provinces[:2]], NewPlace("N", "N", "Tỉnh", "province", None))


def _change_commune(data: st.DataObject, kind: str, communes: list[PlaceSpell]) -> list[Draft]:
    one = data.draw(st.sampled_from(communes), label="commune")
    if kind == "merge":
        chosen = data.draw(st.lists(st.sampled_from(communes), min_size=1, max_size=3, unique_by=lambda s: s.place_id))
        choices: list[NewPlace | int] = [new("N", chosen[0]), chosen[0].place_id]
        into = data.draw(st.sampled_from(choices), label="into")
        return drafting.merge([spell.place_id for spell in chosen], into)
    if kind == "split":
        named = {spell.place_id: "N1" for spell in below(one.place_id) if data.draw(st.booleans())}
        return drafting.split(one.place_id, [new("N1", one), new("N2", one)], named)
    if kind == "cut_off":  # a part leaves, the unit goes on
        gone = [line for spell in below(one.place_id)[:1] for line in drafting.transfer(spell.place_id, "N")]
        return [drafting.make(new("N", one)), Draft("succeed", one.place_id, "N"), *gone]
    if kind == "transfer":
        return drafting.transfer(one.place_id, data.draw(st.sampled_from(living(Tier.PROVINCE))).place_id)
    return (
        drafting.rename(one.place_id, "Tên mới") if kind == "rename" else drafting.change_type(one.place_id, "Phường")
    )


def _end_district(data: st.DataObject, kind: str, districts: list[PlaceSpell]) -> list[Draft]:
    if not districts:
        return []
    one = data.draw(st.sampled_from(districts), label="district")
    communes = below(one.place_id)
    if kind == "dissolve":
        lines = [line for spell in communes for line in drafting.transfer(spell.place_id, one.parent_id or 0)]
        return [*lines, *drafting.dissolve([one.place_id])]
    lines = drafting.turn_into(one.place_id, new("N", one))
    for spell in communes:
        lines += [Draft("succeed", spell.place_id, "N", is_whole=True), Draft("end", spell.place_id)]
    return lines


def days(orders: int) -> list[date]:
    return [FIRST_DAY + timedelta(days=10 * number + shift) for number in range(orders + 1) for shift in (-1, 0)]


def walk(day: date) -> set[tuple[int, int, int]]:
    """The closure of a day by climbing the spells one by one."""
    parents = dict(PlaceSpell.objects.on(day).values_list("place_id", "parent_id"))
    found = set()
    for place in parents:
        above: int | None = place
        depth = 0
        while above is not None:
            found.add((above, place, depth))
            above, depth = parents.get(above), depth + 1
    return found


def check_map(day: date) -> None:
    spells = list(PlaceSpell.objects.on(day))
    tiers = {spell.place_id: spell.tier for spell in spells}
    assert len(tiers) == len(spells)
    for spell in spells:
        assert spell.parent_id is not None or spell.tier in {Tier.PROVINCE, Tier.VILLAGE}
        assert spell.parent_id is None or spell.parent_id in tiers
    closure = list(Ancestry.objects.on(day).values_list("ancestor_id", "descendant_id", "depth"))
    assert len(closure) == len(set(closure))
    assert set(closure) == walk(day)


def check_people(room: FakeRoom, day: date, everybody: set[object]) -> None:
    held = [row for row in room.rows() if row[4] <= day and (row[5] is None or row[5] > day)]  # type: ignore[operator]
    assert {row[1] for row in held} == everybody
    assert len(held) == len(everybody)
    tiers = dict(PlaceSpell.objects.on(day).values_list("place_id", "tier"))
    for _id, _person, place, waits_at, _since, _until in held:
        assert (place is None) != (waits_at is None)
        if place is not None:
            communes = [a for a, p, _depth in walk(day) if p == place and tiers[a] == Tier.COMMUNE]
            assert len(communes) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_row_of_orders_keeps_the_map_true_and_can_be_taken_back(room: FakeRoom, data: st.DataObject) -> None:
    with transaction.atomic():
        build(data, room)
        everybody = {row[1] for row in room.rows()}
        history: list[tuple[ChangeOrder, State]] = []
        for number, kind in enumerate(
            data.draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=4), label="kinds")
        ):
            lines = change(data, kind)
            if not lines:
                continue
            order = draft_order(str(number), kind, FIRST_DAY + timedelta(days=10 * number), lines, actor=None)
            before: State = (spells_now(), ancestry_now(), room.rows())
            apply_change_order(order, actor=None)
            history.append((order, before))
        for day in [LONG_AGO, *days(4)]:
            check_map(day)
            check_people(room, day, everybody)
        for order, state in reversed(history):
            undo_change_order(order, actor=None)
            assert (spells_now(), ancestry_now(), room.rows()) == state
        transaction.set_rollback(True)
