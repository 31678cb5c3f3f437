"""What people of the communes would like to learn beside what is offered there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Max

from hieuhoc.learning.models import Activity, LearningWish
from hieuhoc.learning.reads import state_of_activities
from hieuhoc.lib.scope import Scope
from hieuhoc.places.reads import every_commune, reached_ids

# Counted by the database commune by commune: villages are thousands, and each has its own row for each topic.
COUNTED = """
    WITH map AS (SELECT * FROM unnest(%(places)s::bigint[], %(communes)s::bigint[]) AS map (place, commune)),
    wished AS (
        SELECT map.commune, wish.topics FROM learning_wish AS wish JOIN map ON map.place = wish.place_id WHERE wish.year = %(year)s
    )
    SELECT 'people', commune, 0, count(*) FROM wished GROUP BY commune
    UNION ALL
    SELECT 'wanted', commune, topic, count(*) FROM wished, unnest(topics) AS each (topic) GROUP BY commune, topic
    UNION ALL
    SELECT 'offered', map.commune, held.topic_id, count(*) FROM learning_activity AS held JOIN map ON map.place = held.place_id
    WHERE held.status = %(published)s AND held.first_on <= %(last)s AND held.last_on >= %(first)s
      AND EXISTS (SELECT FROM unnest(held.days) AS each (day) WHERE day BETWEEN %(first)s AND %(last)s)
    GROUP BY map.commune, held.topic_id
"""


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
    communes = every_commune(today)
    places = [place for place in (communes if scope.everything else reached_ids(scope)) if place in communes]
    values: dict[str, Any] = {
        "places": places,
        "communes": [communes[place] for place in places],
        "year": year,
        "published": Activity.Status.PUBLISHED,
        "first": date(year, 1, 1),
        "last": date(year, 12, 31),
    }
    rows: dict[int, CommuneDemand] = {}
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, values)
        for what, commune, topic, count in cursor.fetchall():
            row = rows.setdefault(commune, CommuneDemand(commune))
            if what == "people":
                row.people = count
            else:
                (row.wanted if what == "wanted" else row.offered)[topic] = count
    return sorted(rows.values(), key=lambda row: (-row.people, row.commune))


def state_of_wishes(year: int) -> str:
    """Another word when somebody answered, or an activity was put in or changed."""
    answers = LearningWish.objects.filter(year=year).aggregate(Count("pk"), Max("answered_at"))
    return f"{answers} {state_of_activities()}"


def summed(rows: Iterable[CommuneDemand]) -> CommuneDemand:
    """All of them as one; its commune is none."""
    whole = CommuneDemand(0)
    for row in rows:
        whole.people += row.people
        whole.wanted.update(row.wanted)
        whole.offered.update(row.offered)
    return whole
