"""Did those who came to learning activities pass more often? Each compared with people of the same commune and the same
applicant group; what made them come is not known."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection

from hieuhoc.lib.scope import Scope
from hieuhoc.places.reads import communes_of, reached_ids
from hieuhoc.trials.comparison import Compared, Stratum, compared, summed
from hieuhoc.trials.rules import ENOUGH_DOSSIERS

# Who came before their dossier was decided; what somebody learned later cannot have helped.
COUNTED = """
    WITH came AS (
      SELECT p.citizen_id, min(held.day) AS first_on FROM learning_participation p, unnest(p.attended) AS held (day)
      WHERE held.day BETWEEN %(first)s AND %(last)s GROUP BY 1
    )
    SELECT d.place_id, d.applicant_group_id,
      came.first_on IS NOT NULL AND (d.decided_at IS NULL OR came.first_on <= (d.decided_at AT TIME ZONE %(zone)s)::date) AS has_come,
      count(*), count(*) FILTER (WHERE d.status <> 'failed')
    FROM assessment_dossier d JOIN assessment_round r ON r.id = d.round_id LEFT JOIN came ON came.citizen_id = d.citizen_id
    WHERE r.year = %(year)s AND d.status IN ('passed', 'failed', 'proposed', 'recognised')
      AND (%(places)s::bigint[] IS NULL OR d.place_id = ANY(%(places)s::bigint[]))
    GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class ActivityEffect:
    """`whole`: all decided dossiers of the year within reach; `answer`: none when there are too few of either to say."""

    whole: Stratum
    strata: int  # places and groups where some came and some did not
    answer: Compared | None


def activity_effect(year: int, scope: Scope, today: date) -> ActivityEffect:
    rows = _strata(year, scope, today)
    whole = summed(rows)
    is_enough = min(whole.came, whole.stayed) >= ENOUGH_DOSSIERS
    return ActivityEffect(whole, sum(row.is_comparable for row in rows), compared(rows) if is_enough else None)


def _strata(year: int, scope: Scope, today: date) -> Sequence[Stratum]:
    places = None if scope.everything else list(reached_ids(scope))
    values: dict[str, Any] = {
        "zone": settings.TIME_ZONE,
        "year": year,
        "first": date(year, 1, 1),
        "last": date(year, 12, 31),
        "places": places,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, values)
        counted: list[tuple[int, int, bool, int, int]] = cursor.fetchall()
    communes = communes_of({place for place, *_rest in counted}, today)
    sums: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for place, group, has_come, count, passed in counted:
        of_stratum = sums[communes.get(place, place), group]
        offset = 0 if has_come else 2
        of_stratum[offset] += count
        of_stratum[offset + 1] += passed
    return [Stratum(*values_of_one) for values_of_one in sums.values()]
