"""What people of the communes would like to learn beside what is offered there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Func

from hieuhoc.learning.models import Activity, LearningWish
from hieuhoc.lib.scope import Scope
from hieuhoc.places.reads import communes_of

type PerTopic = Counter[tuple[int, int]]  # place, topic → how many


class Each(Func):
    """One row for each item of an array."""

    function = "unnest"
    arity = 1
    set_returning = True


@dataclass
class CommuneDemand:
    """`people`: who answered; `wanted`, `offered`: topic → people who want it, activities of the year about it."""

    commune: int
    people: int = 0
    wanted: Counter[int] = field(default_factory=Counter)
    offered: Counter[int] = field(default_factory=Counter)

    def missing(self) -> list[int]:
        """Topics wanted and not offered, the most wanted first."""
        return [topic for topic, _count in self.wanted.most_common() if not self.offered[topic]]


def demand_of(year: int, scope: Scope, today: date) -> list[CommuneDemand]:
    """By commune of today's map, those where most people answered first; communes with neither are left out."""
    wishes = LearningWish.objects.filter(year=year).within(scope).order_by()
    answered = dict(wishes.values_list("place").annotate(Count("pk")))
    wanted: PerTopic = _counted(wishes.annotate(topic=Each(F("topics"))).values_list("place", "topic"))
    held = Activity.objects.within(scope).published().held_between(date(year, 1, 1), date(year, 12, 31)).order_by()
    offered: PerTopic = _counted(held.values_list("place", "topic"))
    communes = communes_of({*answered, *(place for place, _topic in (*offered, *wanted))}, today)
    rows = {commune: CommuneDemand(commune) for commune in communes.values()}
    for place, count in answered.items():
        if place in communes:
            rows[communes[place]].people += count
    for counted, name in ((wanted, "wanted"), (offered, "offered")):
        for (place, topic), count in counted.items():
            if place in communes:
                getattr(rows[communes[place]], name)[topic] += count
    return sorted(rows.values(), key=lambda row: (-row.people, row.commune))


def summed(rows: Iterable[CommuneDemand]) -> CommuneDemand:
    """All of them as one; its commune is none."""
    whole = CommuneDemand(0)
    for row in rows:
        whole.people += row.people
        whole.wanted.update(row.wanted)
        whole.offered.update(row.offered)
    return whole


def _counted(pairs: "Iterable[tuple[int, int]]") -> PerTopic:
    rows = pairs.annotate(count=Count("pk"))  # type: ignore[attr-defined]  # a queryset of pairs
    return Counter({(place, topic): count for place, topic, count in rows})
