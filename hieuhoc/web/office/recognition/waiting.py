"""Dossiers that passed and stand on no list, grouped as lists are made: by round, and by work unit or commune."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.steps import not_under_review
from hieuhoc.lib.opaque import public_id
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.sort_keys import sort_key
from hieuhoc.people.models import UnitSpell, WorkUnit
from hieuhoc.places.reads import communes_of
from hieuhoc.web.choices import titles


@dataclass(frozen=True)
class WaitingGroup:
    year: int
    name: str
    count: int
    round: str  # opaque ids, as the form sends them
    place: str
    unit: str


def waiting_groups(scope: Scope) -> list[WaitingGroup]:
    passed = not_under_review(Dossier.objects.within(scope).filter(status=Dossier.Status.PASSED))
    counted = list(passed.order_by().values_list("round", "unit", "place").annotate(Count("pk")))
    communes = communes_of({row[2] for row in counted if row[1] is None}, timezone.localdate())
    seats = dict(
        UnitSpell.objects.filter(unit__in={row[1] for row in counted if row[1]}, until__isnull=True).values_list(
            "unit", "place"
        )
    )
    sums: dict[tuple[int, int | None, int], int] = defaultdict(int)
    for round_id, unit, place, count in counted:
        seat = seats.get(unit) if unit else communes.get(place, place)
        if seat is not None:
            sums[round_id, unit, seat] += count
    years = dict(Round.objects.values_list("pk", "year"))
    units = WorkUnit.objects.in_bulk({unit for _round, unit, _place in sums if unit})
    names = titles({place for _round, _unit, place in sums})
    groups = [
        WaitingGroup(
            years[round_id],
            str(units[unit]) if unit else names.get(place, ""),
            count,
            public_id("round", round_id),
            public_id("place", place),
            public_id("unit", unit) if unit else "",
        )
        for (round_id, unit, place), count in sums.items()
    ]
    return sorted(groups, key=lambda group: (-group.year, sort_key(group.name)))
