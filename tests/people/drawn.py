"""Random small provinces and people with pasts, written straight to the tables: what imports leave, deeds might not."""

from datetime import date, timedelta

from hypothesis import strategies as st

from hieuhoc.people.models import AssociationBranch, BranchSpell, Citizen, Group, Residence, UnitSpell, WorkUnit
from hieuhoc.places.models import PlaceSpell, Tier
from tests.places.small_map import put

BEGIN = date(2023, 1, 1)


def living_spells(tier: Tier) -> list[PlaceSpell]:
    return list(PlaceSpell.objects.filter(until__isnull=True, tier=tier).order_by("place"))


def draw_map(data: st.DataObject) -> None:
    """Two provinces, each with a district; communes right under a province, or in its district (as before 1/7/2025)."""
    provinces = [put(f"P{p}", Tier.PROVINCE) for p in range(2)]
    above = [*provinces, *(put(f"D{p}", Tier.DISTRICT, province) for p, province in enumerate(provinces))]
    for c in range(data.draw(st.integers(2, 4), label="communes")):
        commune = put(f"C{c}", Tier.COMMUNE, data.draw(st.sampled_from(above), label="in"))
        for v in range(data.draw(st.integers(0 if c else 1, 2), label="villages")):
            put(f"V{c}{v}", Tier.VILLAGE, commune)
        Group.objects.create(kind="clan", name="Niê", folded_name="nie", code="DH01", place=commune)
        unit = WorkUnit.objects.create(code=f"U{c}", name="Trường", folded_name="truong")
        UnitSpell.objects.create(unit=unit, place=commune, level="commune", kind="school")
        branch = AssociationBranch.objects.create(code=f"B{c}", name="Chi hội", folded_name="chi hoi")
        since = data.draw(st.sampled_from([None, BEGIN, date(2024, 5, 1)]), label="branch since")
        BranchSpell.objects.create(branch=branch, place=commune, since=since)


def draw_people(data: st.DataObject) -> None:
    """One to three stays each, with gaps, some later than the first orders; some people died, left or were joined."""
    homes = [*living_spells(Tier.COMMUNE), *living_spells(Tier.VILLAGE)]
    for number in range(data.draw(st.integers(2, 6), label="people")):
        citizen = Citizen.objects.create(
            name=f"N{number}", given_name="N", name_key="n", folded_name="n", secret=bytes(16), birth_year=1980
        )
        since, last = BEGIN, None
        stays = data.draw(st.integers(1, 3), label="stays")
        for stay in range(stays):
            since += timedelta(data.draw(st.integers(0, 300), label="gap"))
            until = since + timedelta(data.draw(st.integers(1, 300), label="length"))
            is_open = stay == stays - 1 and data.draw(st.booleans(), label="open")
            home = data.draw(st.sampled_from(homes), label="home").place_id
            last = Residence.objects.create(
                citizen=citizen, place_id=home, since=since, until=None if is_open else until
            )
            since = until
        assert last is not None
        ended = data.draw(st.sampled_from(["", "", "died_on", "left_on"]), label="end")
        values = {ended: last.since + timedelta(100)} if ended else {}
        Citizen.objects.filter(pk=citizen.pk).update(home=last.place_id, **values)
    if data.draw(st.booleans(), label="joined"):
        first, second = Citizen.objects.order_by("pk")[:2]
        Citizen.objects.filter(pk=second.pk).update(joined_into=first)
