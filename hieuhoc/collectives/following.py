"""Which registered models a mark may have changed, and judging them anew."""

from collections.abc import Collection

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hieuhoc.collectives.judgements import judge_registrations
from hieuhoc.collectives.models import Registration
from hieuhoc.people.models import Citizen, Membership
from hieuhoc.places.models import Ancestry
from hieuhoc.recognition.models import Title
from hieuhoc.schools.models import Learner

TAKE = "DELETE FROM collectives_judgingmark RETURNING year, place"


@transaction.atomic
def judge_touched() -> int:
    """All that deeds marked until now. Killed half-way, the marks are there still. Returns how many changed."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE)
        marks: dict[int, set[int]] = {}
        for year, place in cursor.fetchall():
            marks.setdefault(year, set()).add(place)
    ids: set[int] = set()
    for year, places in marks.items():
        ids |= set(touched_by(places, year).values_list("pk", flat=True))
    return judge_registrations(ids)


def judge_everything() -> int:
    """Of the year that lasts: its counting day is today."""
    year = timezone.localdate().year
    return judge_registrations(list(Registration.objects.filter(year=year).values_list("pk", flat=True)))


def touched_by(places: Collection[int], year: int) -> QuerySet[Registration]:
    """What has its seat at those places or below, what has members who live there or hold a title given there, and the
    communes above."""
    below = set(Ancestry.objects.filter(ancestor__in=places).values_list("descendant", flat=True)) | set(places)
    above = set(Ancestry.objects.filter(descendant__in=places).values_list("ancestor", flat=True)) | below
    living = Citizen.objects.filter(home__in=below).values("pk")
    titled = Title.objects.filter(place__in=below, year=year).values("citizen")
    held = Membership.objects.filter(Q(citizen__in=living) | Q(citizen__in=titled))
    groups = held.filter(group__isnull=False).values("group")
    units = held.filter(unit__isnull=False).values("unit")
    learning = Learner.objects.filter(Q(citizen__in=living) | Q(citizen__in=titled), school_class__school_year=year)
    reach = Q(place__in=below) | Q(commune__in=above)
    reach |= Q(recognition__group__in=groups) | Q(recognition__unit__in=units)
    reach |= Q(recognition__unit__in=learning.values("school_class__unit"))
    return Registration.objects.filter(reach, year=year)
