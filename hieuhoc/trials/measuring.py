"""A study counted: how each criterion of a version works on the dossiers it decided, all together and by group and area.

Only sums are kept of each block (how often each point, sums and products of points, changes in review), so memory does
not grow with the dossiers, and parts of a province can be added up.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from hieuhoc.assessment.models import Round
from hieuhoc.assessment.reads import read_on
from hieuhoc.criteria.models import ApplicantGroup
from hieuhoc.criteria.reads import questions_of
from hieuhoc.lib.later import when_used
from hieuhoc.trials.dossiers import AREA_BIT, DossierBlock, Ground, decided_blocks
from hieuhoc.trials.models import Study, Work
from hieuhoc.trials.rules import Moments, agreement, cronbach_alpha, item_rest_correlation
from hieuhoc.trials.tallies import digest_of
from hieuhoc.trials.work import CountingCancelled, begin, one_by_one, rounds_of

if TYPE_CHECKING:
    import numpy as np
else:
    np = when_used("numpy")

# Two reviews of one dossier by two people: it was sent back, or withdrawn, and reviewed again.
REVIEWED_TWICE = """
WITH reviews AS (
    SELECT d.applicant_group_id, s.points, s.given_by_id AS by, lag(s.points) OVER w AS earlier, lag(s.given_by_id) OVER w AS earlier_by
    FROM assessment_scoring AS s JOIN assessment_dossier AS d ON d.id = s.dossier_id
    WHERE s.stage = 'review' AND d.round_id = ANY(%(rounds)s) AND d.id >= %(first)s AND d.id < %(last)s
    WINDOW w AS (PARTITION BY s.dossier_id ORDER BY s.id)
)
SELECT n, applicant_group_id, earlier[n], points[n], count(*) FROM reviews CROSS JOIN generate_series(1, %(size)s) AS n
WHERE earlier_by <> by AND earlier[n] IS NOT NULL AND points[n] IS NOT NULL GROUP BY 1, 2, 3, 4
"""

type StudyPart = tuple[str, str]  # "all", "group" or "area"; code of the group or area class


@dataclass
class PartSums:
    """Of the dossiers of one part; rows stand for criteria. `often`: how many got each number of points."""

    often: "np.ndarray"
    products: "np.ndarray"
    changed: "np.ndarray"
    raised: "np.ndarray"
    apart: "np.ndarray"  # points between declared and decided
    count: int = 0
    declared: int = 0

    @classmethod
    def empty(cls, size: int, most: int) -> "PartSums":
        changed, raised, apart = (np.zeros(size, dtype=np.int64) for _change in range(3))
        often = np.zeros((size, most + 1), dtype=np.int64)
        return cls(often, np.zeros((size, size)), changed, raised, apart)

    def add(self, points: "np.ndarray", declared: "np.ndarray", is_declared: "np.ndarray") -> None:
        self.count += points.shape[1]
        self.declared += int(is_declared.sum())
        exact = points.astype(np.float64)  # whole numbers below 2**53: exact
        self.products += exact @ exact.T
        for number, row in enumerate(points):
            self.often[number] += np.bincount(row, minlength=self.often.shape[1])
        by = points.astype(np.int16) - declared
        by[:, ~is_declared] = 0
        self.changed += (by != 0).sum(axis=1)
        self.raised += (by > 0).sum(axis=1)
        self.apart += np.abs(by).sum(axis=1, dtype=np.int64)

    @property
    def moments(self) -> Moments:
        sums = self.often @ np.arange(self.often.shape[1])
        products = tuple(tuple(int(value) for value in row) for row in self.products.tolist())
        return Moments(self.count, tuple(sums.tolist()), products)


def count_study(study: Study) -> None:
    """Fills in the result; cancelled meanwhile, leaves nothing. Run again, it begins anew."""
    try:
        ahead = begin(study)
        counts = StudyCounts(study)
        for run in one_by_one(study, ahead):
            counts.take(run)
        done = Study.objects.filter(pk=study.pk, status=Work.Status.COUNTING).update(
            status=Work.Status.DONE,
            done_at=timezone.now(),
            result=counts.result(),
            digest=f"{counts.parts['all', ''].count}-{counts.digest:016x}",
        )
        if not done:
            raise CountingCancelled
    except CountingCancelled:
        return


@dataclass
class StudyCounts:
    study: Study
    digest: int = 0
    pairs: dict[tuple[StudyPart, int], Counter[tuple[int, int]]] = field(default_factory=lambda: defaultdict(Counter))

    def __post_init__(self) -> None:
        self.rounds: list[Round] = rounds_of(self.study)
        self.tops = [question.max_points for question in questions_of(self.study.version)]
        self.ground = {round_.pk: Ground(read_on(round_)) for round_ in self.rounds}
        groups = ApplicantGroup.objects.filter(version=self.study.version_id)
        self.codes = dict(groups.values_list("pk", "code"))
        self.parts: dict[StudyPart, PartSums] = {("all", ""): self._empty()}

    def _empty(self) -> PartSums:
        return PartSums.empty(len(self.tops), max(self.tops, default=0))

    def take(self, run: tuple[int, int]) -> None:
        sizes = [len(self.tops)] * len(self.rounds)
        for block in decided_blocks(self.rounds, sizes, run, with_declared=True):
            self._add(block)
        rounds = [round_.pk for round_ in self.rounds]
        with connection.cursor() as cursor:
            cursor.execute(REVIEWED_TWICE, {"rounds": rounds, "size": len(self.tops), "first": run[0], "last": run[1]})
            for position, group, first, second, often in cursor.fetchall():
                for part in (("all", ""), ("group", self.codes.get(group, ""))):
                    self.pairs[part, position - 1][first, second] += often

    def _add(self, block: DossierBlock) -> None:
        for part, inside in self._parts_of(block):
            sums = self.parts.setdefault(part, self._empty())
            sums.add(block.points[:, inside], block.declared[:, inside], block.is_declared[inside])
        self.digest = (self.digest + digest_of(block.ids, *block.points, *block.declared, block.homes)) % 2**64

    def _parts_of(self, block: DossierBlock) -> "Iterator[tuple[StudyPart, np.ndarray]]":
        yield ("all", ""), np.ones(len(block.ids), dtype=bool)
        for group in np.unique(block.groups).tolist():
            yield ("group", self.codes.get(group, "")), block.groups == group
        _communes, areas = self.ground[block.round.pk].of(block.homes)
        for area_class, bit in AREA_BIT.items():
            if (areas & bit).any():
                yield ("area", area_class), (areas & bit) != 0
        if (areas == 0).any():
            yield ("area", ""), areas == 0

    def result(self) -> dict[str, Any]:
        return {
            "tops": self.tops,
            "parts": [self._part(part, sums) for part, sums in sorted(self.parts.items())],
        }

    def _part(self, part: StudyPart, sums: PartSums) -> dict[str, Any]:
        moments = sums.moments
        return {
            "kind": part[0],
            "code": part[1],
            "count": sums.count,
            "declared": sums.declared,
            "alpha": cronbach_alpha(moments),
            "agreement": [vars(agreement(self.pairs[part, number])) for number in range(len(self.tops))],
            "rest": [item_rest_correlation(moments, number) for number in range(len(self.tops))],
            "often": [row[: top + 1] for row, top in zip(sums.often.tolist(), self.tops, strict=True)],
            "changed": sums.changed.tolist(),
            "raised": sums.raised.tolist(),
            "apart": sums.apart.tolist(),
        }
