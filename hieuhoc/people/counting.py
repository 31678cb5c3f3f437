"""Which figures a deed about people makes stale: the places where they count, the years since it holds."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils import timezone

from hieuhoc.indicators.actions import mark_stale
from hieuhoc.people.joins import places_counted_by_rooms
from hieuhoc.people.models import BranchSpell, Citizen, Membership, Residence, UnitSpell
from hieuhoc.people.rules import FIRST_YEAR_COUNTED, years_touched


def places_counted(citizen: Citizen, since: date | None) -> set[int]:
    """Homes, seats of main units and branches from `since` on, and what the rooms above add (places of titles)."""
    lately = Q() if since is None else Q(until__isnull=True) | Q(until__gt=since)
    found = set(Residence.objects.filter(lately, citizen=citizen).values_list("place_id", flat=True))
    main = Membership.objects.filter(lately, citizen=citizen, is_main=True)
    found |= set(UnitSpell.objects.filter(lately, unit__in=main.values("unit")).values_list("place_id", flat=True))
    found |= set(
        BranchSpell.objects.filter(lately, branch__in=main.values("branch")).values_list("place_id", flat=True)
    )
    if citizen.home_id is not None:
        found.add(citizen.home_id)
    return found | places_counted_by_rooms(citizen)


def recount(places: Iterable[int], since: date | None, *, until: date | None = None, is_bulk: bool = False) -> None:
    years = years_touched(since, timezone.localdate(), first_year=FIRST_YEAR_COUNTED, until=until)
    mark_stale(set(places), years, is_bulk=is_bulk)


def recount_person(citizen: Citizen, since: date | None, *, also: Iterable[int] = ()) -> None:
    recount(places_counted(citizen, since) | set(also), since)
