"""Staff count at the seat of their unit: of a cut commune it is asked once where that went, not of each of them."""

from datetime import date
from random import Random

import pytest

from hieuhoc.indicators.models import Figure, Revision
from hieuhoc.indicators.rebasing import rebase_closed_years
from hieuhoc.indicators.recounting import recount_everything, recount_stale
from hieuhoc.people.actions import change_branch, change_unit
from hieuhoc.people.models import AssociationBranch, BranchSpell, Membership, Residence, UnitSpell, WorkUnit
from hieuhoc.places.models import Place, PlaceSpell
from hieuhoc.recognition.models import GroupRecognition
from tests.indicators.brute_force import Recount
from tests.indicators.makers import REFORM, YEARS, DrawnProvince, draw_province, make_citizen
from tests.indicators.test_later_map import CHANGED, TODAY, assign_all, carry_out, figures, splitting

pytestmark = pytest.mark.django_db
STAFF = 6


def seat_a_unit(world: DrawnProvince) -> tuple[WorkUnit, AssociationBranch]:
    """In the first commune, with staff who live there, all of them members of the branch beside it."""
    here = world.map.new[0]
    unit = WorkUnit.objects.create(code="truong", name="Trường", folded_name="truong")
    UnitSpell.objects.create(unit=unit, place_id=here, level="commune", kind="school")
    branch = AssociationBranch.objects.create(code="chi-hoi", name="Chi hội", folded_name="chi hoi")
    BranchSpell.objects.create(branch=branch, place_id=here)
    GroupRecognition.objects.create(year=2025, unit=unit, status="registered")
    for _ in range(STAFF):
        person = make_citizen(birth_year=1980)
        Residence.objects.create(citizen=person, place_id=here, since=REFORM)
        for body in ({"unit": unit, "role": "staff"}, {"branch": branch, "role": "member"}):
            Membership.objects.create(citizen=person, since=date(2020, 1, 1), is_main=True, **body)
    return unit, branch


def counted(place: int, code: str, part: str = "") -> int:
    found = Figure.objects.filter(year=2025, map_date=CHANGED, place=place, part=part, indicator=code, level="")
    return sum(row.denominator for row in found if row.reading in {"registered", "trained"})


@pytest.mark.parametrize("is_closed", [True, False])
def test_the_staff_of_a_cut_commune_stay_together(is_closed: bool) -> None:
    world = draw_province(Random(5), 20)
    unit, branch = seat_a_unit(world)
    recount_everything(engine="postgresql", today=TODAY)
    Revision.objects.update(is_open=not is_closed)
    order = carry_out(splitting(world, Random(5)))
    settle(is_closed)
    assign_all(world, Random(5), order)  # each of the staff goes their own way
    settle(is_closed)
    part = PlaceSpell.objects.get(name="Phần").place_id
    before = {code: counted(part, code) for code in ("T1", "T3")}
    waiting = {code: counted(world.map.new_province, code, "unassigned") for code in ("T1", "T3")}
    assert all(number >= STAFF for number in waiting.values())
    change_unit(unit, since=CHANGED, place=Place.objects.get(pk=part), actor=None)
    change_branch(branch, since=CHANGED, place=Place.objects.get(pk=part), actor=None)
    settle(is_closed)
    for code in ("T1", "T3"):
        assert counted(part, code) == before[code] + STAFF
        assert counted(world.map.new_province, code, "unassigned") == waiting[code] - STAFF
    by_hand = {key: row for key, row in Recount(TODAY, CHANGED).figures(YEARS).items() if key[0] == CHANGED}
    assert figures(CHANGED) == by_hand


def settle(is_closed: bool) -> None:
    if is_closed:
        rebase_closed_years(TODAY)
    else:
        recount_stale(TODAY)
