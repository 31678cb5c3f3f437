"""The decided dossiers of some years as columns of numbers, a run of ids at a time: one statement reads it, and the
server strings each column of a block together in binary form (as indicators.snapshot does). Memory is that of a run.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connection
from django.db.models import Max, Min

from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.reads import read_on
from hieuhoc.lib.later import when_used
from hieuhoc.people.reads import homes_on
from hieuhoc.places.models import Ancestry, AreaClass, AreaClassSpell
from hieuhoc.places.reads import communes_of
from hieuhoc.trials.tallies import known_and_which

if TYPE_CHECKING:
    import numpy as np
else:
    np = when_used("numpy")

RUN = 1 << 18  # ids one statement looks at
GROUP_BITS, FLAG_BITS = 24, 4
PASSED = (Dossier.Status.PASSED, Dossier.Status.PROPOSED, Dossier.Status.RECOGNISED)
DECIDED = (*PASSED, Dossier.Status.FAILED)
UNDECIDED = (Dossier.Status.DRAFT, Dossier.Status.SUBMITTED, Dossier.Status.RETURNED)
ARRAY_HEAD, ARRAY_ITEM = 20, 6  # bytes of a one-dimensional smallint[] without nulls in binary form
AREA_BIT = {str(area_class): 1 << number for number, area_class in enumerate(AreaClass.values)}

# The days stand in the statement itself, so that the planner knows how many rows it meets and joins them in one go.
READ = """
SELECT d.round_id, string_agg(int8send(d.id), ''), string_agg(int8send(
    (coalesce(lived.place_id, 0) << {above_flags}) | (d.applicant_group_id << {flags})
    | CASE WHEN {is_declared} THEN 2 ELSE 0 END | CASE WHEN d.status <> 'failed' THEN 1 ELSE 0 END), ''),
  string_agg(array_send(d.final_points), ''){declared}
FROM assessment_dossier AS d
LEFT JOIN people_residence AS lived ON lived.citizen_id = d.citizen_id
  AND lived.since <= {day} AND (lived.until IS NULL OR lived.until > {day})
WHERE d.id >= {first} AND d.id < {last} AND d.round_id IN ({rounds}) AND d.status IN ({decided}){whole}
GROUP BY d.round_id
"""
IS_DECLARED = "cardinality(d.self_points) = {size} AND array_position(d.self_points, NULL) IS NULL"
DECLARED = ", string_agg(array_send(CASE WHEN {is_declared} THEN d.self_points ELSE d.final_points END), '')"
# Only asked for when a row has other points than its round asks for: that one is not decided by its criteria.
WHOLE = " AND cardinality(d.final_points) = {size} AND array_position(d.final_points, NULL) IS NULL"


@dataclass(frozen=True)
class DossierBlock:
    """Dossiers of one round, one element each; points: a row for each criterion. `is_declared`: they scored themselves
    in full."""

    round: Round
    ids: "np.ndarray"
    homes: "np.ndarray"
    groups: "np.ndarray"
    has_passed: "np.ndarray"
    is_declared: "np.ndarray"
    points: "np.ndarray"
    declared: "np.ndarray"


@dataclass
class Ground:
    """Where places lay on a round's reading day, asked as they come."""

    day: date
    communes: dict[int, int] = field(default_factory=dict)
    areas: dict[int, int] = field(default_factory=dict)  # place → bits of AREA_BIT

    def of(self, homes: "np.ndarray") -> "tuple[np.ndarray, np.ndarray]":
        """Commune (or the place itself, where none is known) and area bits of each."""
        places, which = known_and_which(homes)
        self._ask([int(place) for place in places if int(place) not in self.areas])
        communes = np.array([self.communes.get(int(place), int(place)) for place in places], dtype=np.int64)
        areas = np.array([self.areas[int(place)] for place in places], dtype=np.int64)
        return communes[which], areas[which]

    def _ask(self, places: list[int]) -> None:
        if not places:
            return
        self.communes |= communes_of(places, self.day)
        classes: dict[int, int] = {}
        for place, area_class in AreaClassSpell.objects.on(self.day).values_list("place", "area_class"):
            classes[place] = classes.get(place, 0) | AREA_BIT[area_class]
        self.areas |= dict.fromkeys(places, 0)
        lines = Ancestry.objects.on(self.day).filter(descendant__in=places, ancestor__in=classes)
        for place, above in lines.values_list("descendant", "ancestor"):
            self.areas[place] |= classes[above]


def runs() -> list[tuple[int, int]]:
    """[first, last) of the ids of all dossiers, a run each; none without dossiers."""
    ends = Dossier.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return []
    return [(first, min(first + RUN, ends["last"] + 1)) for first in range(ends["first"], ends["last"] + 1, RUN)]


def decided_blocks(
    rounds: Sequence[Round], sizes: Sequence[int], run: tuple[int, int], *, with_declared: bool = False
) -> Iterator[DossierBlock]:
    """`sizes`: how many criteria each round's version has. A block for each round that has dossiers in the run."""
    by_id = {round_.pk: round_ for round_ in rounds}
    size_of = dict(zip(by_id, sizes, strict=True))
    for row in _rows(by_id, size_of, run, with_declared=with_declared) if by_id else ():
        yield _block(by_id[row[0]], size_of[row[0]], row)


def _rows(
    by_id: dict[int, Round], size_of: dict[int, int], run: tuple[int, int], *, with_declared: bool
) -> list[tuple[Any, ...]]:
    """Asked a second time, the long way, should one of the rows have other points than the others of its round."""
    for is_long_way in (False, True):
        statement = _statement(by_id, size_of, run, with_declared=with_declared, is_long_way=is_long_way)
        connection.ensure_connection()
        with psycopg.Cursor(connection.connection) as plain:  # binary results, and parallel plans
            rows = plain.execute(statement, binary=True).fetchall()
        if all(_is_plain(sent, len(row[1]) // 8, size_of[row[0]]) for row in rows for sent in row[3:]):
            return rows
    raise ValueError("points of dossiers are no plain arrays")


def _statement(
    by_id: dict[int, Round], size_of: dict[int, int], run: tuple[int, int], *, with_declared: bool, is_long_way: bool
) -> bytes:
    """Numbers and days of ours alone stand in it."""
    size = _by_round(size_of)
    is_declared = IS_DECLARED.format(size=size) if with_declared else "FALSE"
    return READ.format(
        above_flags=GROUP_BITS + FLAG_BITS,
        flags=FLAG_BITS,
        is_declared=is_declared,
        declared=DECLARED.format(is_declared=is_declared) if with_declared else "",
        whole=WHOLE.format(size=size) if is_long_way else "",
        day=_by_round({pk: f"DATE '{read_on(round_)}'" for pk, round_ in by_id.items()}),
        first=run[0],
        last=run[1],
        rounds=", ".join(map(str, by_id)),
        decided=", ".join(f"'{status}'" for status in DECIDED),
    ).encode()


def _by_round(values: Mapping[int, object]) -> str:
    if len(set(values.values())) == 1:
        return str(next(iter(values.values())))
    return f"CASE d.round_id {' '.join(f'WHEN {pk} THEN {value}' for pk, value in values.items())} END"


def _is_plain(sent: bytes, count: int, size: int) -> bool:
    """Every array has one dimension, no null, and as many points as there are criteria."""
    if len(sent) != count * _width(size):
        return False
    heads = np.frombuffer(sent, dtype=np.uint8).reshape(count, -1)[:, :16].reshape(count, 4, 4)
    numbers = heads[:, :, 3]  # of dimensions, nulls, type, points: all of them small, in the last of four bytes
    return bool(((numbers[:, 0] == 1) & (numbers[:, 1] == 0) & (numbers[:, 3] == size)).all())


def _width(size: int) -> int:
    return ARRAY_HEAD + ARRAY_ITEM * size


def _block(round_: Round, size: int, row: tuple[Any, ...]) -> DossierBlock:
    ids = np.frombuffer(row[1], dtype=">i8").astype(np.int64)
    packed = np.frombuffer(row[2], dtype=">i8").astype(np.int64)
    points = _points(row[3], size)
    homes = _known_homes(ids, packed >> (GROUP_BITS + FLAG_BITS), read_on(round_))
    return DossierBlock(
        round=round_,
        ids=ids,
        homes=homes,
        groups=(packed >> FLAG_BITS) & ((1 << GROUP_BITS) - 1),
        has_passed=(packed & 1).astype(bool),
        is_declared=(packed & 2).astype(bool),
        points=points,
        declared=_points(row[4], size) if len(row) > 4 else points,
    )


def _points(sent: bytes, size: int) -> "np.ndarray":
    """A contiguous row of points for each criterion."""
    rows = np.frombuffer(sent, dtype=np.uint8).reshape(-1, _width(size))
    low_bytes = rows[:, ARRAY_HEAD + ARRAY_ITEM - 1 :: ARRAY_ITEM]  # points are 0 to 100: one byte says all
    return np.ascontiguousarray(low_bytes.T)


def _known_homes(ids: "np.ndarray", homes: "np.ndarray", day: date) -> "np.ndarray":
    """Who had no stay on record that day: where they waited, or the home on record, else where the dossier is handled."""
    unknown = np.flatnonzero(homes == 0)
    if len(unknown):
        rows = Dossier.objects.filter(pk__in=ids[unknown].tolist()).values_list("pk", "citizen", "place")
        people = {pk: (citizen, place) for pk, citizen, place in rows}
        lived = homes_on([citizen for citizen, _place in people.values()], day)
        homes[unknown] = [lived.get(people[pk][0], people[pk][1]) for pk in ids[unknown].tolist()]
    return homes
