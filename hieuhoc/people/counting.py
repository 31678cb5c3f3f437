"""Which figures a deed about people makes stale: the places where they count, the years since it holds."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q
from django.utils import timezone

from hieuhoc.indicators.actions import mark_stale
from hieuhoc.people.joins import places_counted_by_rooms
from hieuhoc.people.models import BranchSpell, Citizen, Membership, Residence, UnitSpell, WaitingEntry
from hieuhoc.people.rules import FIRST_YEAR_COUNTED, years_touched


def places_counted(citizen: Citizen, since: date | None) -> set[int]:
    """Homes, seats of main units and branches from `since` on, and what the rooms above add (places of titles)."""
    places = places_counted_of([citizen.pk], since)
    return places if citizen.home_id is None else places | {citizen.home_id}


def places_counted_of(citizens: Collection[int], since: date | None) -> set[int]:
    """The same for many people at once: a skill learnt here counts where the title is, a title where the unit sits."""
    people = list(citizens)
    lately = Q() if since is None else Q(until__isnull=True) | Q(until__gt=since)
    places = set(Residence.objects.filter(lately, citizen__in=people).values_list("place_id", flat=True).distinct())
    # Who waits for a place after a cut counts with the ward that was.
    waiting = WaitingEntry.objects.open().filter(citizen__in=people)
    places |= set(waiting.values_list("source_id", flat=True).distinct())
    main = Membership.objects.filter(lately, citizen__in=people, is_main=True)
    for seats, member_of in ((UnitSpell, "unit"), (BranchSpell, "branch")):
        wanted = {f"{member_of}__in": main.values(member_of)}
        places |= set(seats._default_manager.filter(lately, **wanted).values_list("place_id", flat=True).distinct())
    return places | places_counted_by_rooms(people)


def recount(places: Iterable[int], since: date | None, *, until: date | None = None, is_bulk: bool = False) -> None:
    years = years_touched(since, timezone.localdate(), first_year=FIRST_YEAR_COUNTED, until=until)
    mark_stale(set(places), years, is_bulk=is_bulk)


def recount_person(citizen: Citizen, since: date | None, *, also: Iterable[int] = ()) -> None:
    recount(places_counted(citizen, since) | set(also), since)
