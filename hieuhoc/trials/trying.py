"""A trial counted: the draft's verdict on every decided dossier of its years. Reads dossiers, writes its own rows only."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connection, transaction
from django.utils import timezone

from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.reads import read_on
from hieuhoc.criteria.models import ApplicantGroup
from hieuhoc.criteria.reads import questions_of
from hieuhoc.criteria.rules import asked_before
from hieuhoc.lib.later import when_used
from hieuhoc.trials.dossiers import AREA_BIT, UNDECIDED, DossierBlock, Ground, decided_blocks
from hieuhoc.trials.judging import Carrying, Verdicts, carry, judge
from hieuhoc.trials.models import Trial, TrialChange, Work
from hieuhoc.trials.rules import EDGE, NEAR_POINTS, group_in_draft
from hieuhoc.trials.tallies import Outcomes, digest_of, known_and_which
from hieuhoc.trials.work import CountingCancelled, begin, marks_of, one_by_one, rounds_of

if TYPE_CHECKING:
    import numpy as np
else:
    np = when_used("numpy")

CHANGE = [("fields", ">i2")] + [
    part
    for name, kind, size in (
        ("trial", ">i8", 8),
        ("dossier", ">i8", 8),
        ("kind", ">i2", 2),
        ("before", ">i2", 2),
        ("after", ">i2", 2),
        ("missing", ">i2", 2),
    )
    for part in ((f"{name}_size", ">i4"), (name, kind))
]
SIZES = {"trial": 8, "dossier": 8, "kind": 2, "before": 2, "after": 2, "missing": 2}
COPY_HEAD, COPY_END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
COPY = """
COPY trials_trialchange (trial_id, dossier_id, kind, total_before, total_after, missing) FROM STDIN (FORMAT BINARY)
"""


def count_trial(trial: Trial) -> None:
    """Fills in the result; cancelled meanwhile, leaves none of its rows. Broken off, it begins anew; done, it stays."""
    try:
        ahead = begin(trial)
    except CountingCancelled:
        return
    try:
        TrialChange.objects.filter(trial=trial).delete()
        counts = TrialCounts(trial)
        for run in one_by_one(trial, ahead):
            with transaction.atomic():
                counts.take(run)
        finish(trial, counts)
    except CountingCancelled:
        TrialChange.objects.filter(trial=trial).delete()


def finish(trial: Trial, counts: "TrialCounts") -> None:
    done = Trial.objects.filter(pk=trial.pk, status=Work.Status.COUNTING).update(
        status=Work.Status.DONE,
        done_at=timezone.now(),
        result=counts.result(),
        digest=f"{counts.tried}-{counts.digest:016x}",
    )
    if not done:
        raise CountingCancelled
    # The list of an earlier trial of the same years is over: lists of every trial would grow without end.
    earlier = Trial.objects.filter(version=trial.version_id, years=trial.years, pk__lt=trial.pk)
    TrialChange.objects.filter(trial__in=list(earlier.values_list("pk", flat=True))).delete()


class TrialCounts:
    """Everything the page of a trial shows, added up block by block."""

    def __init__(self, trial: Trial) -> None:
        self.trial, self.version = trial, trial.version
        self.questions, self.marks = questions_of(self.version), marks_of(self.version)
        self.rounds = rounds_of(trial)
        self.carrying = {round_.pk: self._carrying(round_) for round_ in self.rounds}
        self.ground = {round_.pk: Ground(read_on(round_)) for round_ in self.rounds}
        self.codes = sorted(self.version.applicant_groups.values_list("code", flat=True))
        self.group_numbers = self._group_numbers()
        self.years, self.groups, self.areas, self.communes = Outcomes(), Outcomes(), Outcomes(), Outcomes()
        self.low, self.blocking = [0] * len(self.questions), [0] * len(self.questions)
        self.edge: Counter[int] = Counter()
        self.tried = self.digest = self.near = 0

    def _carrying(self, round_: Round) -> Carrying:
        earlier = questions_of(round_.version)
        return Carrying(
            asked_before(self.questions, earlier),
            [question.max_points for question in earlier],
            [question.max_points for question in self.questions],
            self.trial.new_answers,
        )

    def _group_numbers(self) -> dict[int, int]:
        """Applicant group of a round's version → its number among the draft's codes, -1 = the draft has none."""
        rows = ApplicantGroup.objects.filter(version__in={round_.version_id for round_ in self.rounds})
        numbers = {code: number for number, code in enumerate(self.codes)} | {"": -1}
        return {
            pk: numbers[group_in_draft(code, self.trial.regrouped, self.codes)]
            for pk, code in rows.values_list("pk", "code")
        }

    def take(self, run: tuple[int, int]) -> None:
        sizes = [len(self.carrying[round_.pk].old_max) for round_ in self.rounds]
        changes = [self.judge(block) for block in decided_blocks(self.rounds, sizes, run)]
        changes = [rows for rows in changes if len(rows)]
        if changes:
            with psycopg.Cursor(connection.connection) as plain, plain.copy(COPY) as copy:
                copy.write(COPY_HEAD)
                for rows in changes:
                    copy.write(rows.tobytes())
                copy.write(COPY_END)

    def judge(self, block: DossierBlock) -> "np.ndarray":
        """Adds the block; gives the rows of TrialChange as COPY reads them."""
        how = self.carrying[block.round.pk]
        communes, areas = self.ground[block.round.pk].of(block.homes)
        groups = self._groups_of(block)
        verdicts = judge(carry(block.points, how), how.new_max, self.marks, areas)
        has_place = groups >= 0
        after, before = verdicts.passes & has_place, block.has_passed
        year = block.round.year
        self.years.add(np.full(len(before), year), before, after)
        self.groups.add(groups, before, after)
        self.communes.add(communes, before, after, year)
        self._add_areas(areas, before, after)
        self._add_edge(verdicts, has_place)
        self.tried += len(before)
        totals = block.points.sum(axis=0, dtype=np.int16)
        self.digest = (self.digest + digest_of(block.ids, *block.points, before, block.homes)) % 2**64
        return self._changes(block.ids, before, after, has_place, totals, verdicts)

    def _groups_of(self, block: DossierBlock) -> "np.ndarray":
        known, which = known_and_which(block.groups)
        numbers = np.array([self.group_numbers.get(int(group), -1) for group in known], dtype=np.int64)
        of_each: np.ndarray = numbers[which]
        return of_each

    def _add_areas(self, areas: "np.ndarray", before: "np.ndarray", after: "np.ndarray") -> None:
        for bit in AREA_BIT.values():
            inside = (areas & bit) != 0
            if inside.any():
                self.areas.add(np.full(int(inside.sum()), bit), before[inside], after[inside])
        outside = areas == 0
        if outside.any():
            self.areas.add(np.zeros(int(outside.sum()), dtype=np.int64), before[outside], after[outside])

    def _add_edge(self, verdicts: Verdicts, has_place: "np.ndarray") -> None:
        """-1 … -EDGE: points short; 0 … EDGE - 1: points to spare; beyond: further than that."""
        away = np.where(verdicts.passes, np.minimum(verdicts.margin, EDGE), -np.minimum(verdicts.missing, EDGE + 1))
        counts = np.bincount(away[has_place] + EDGE + 1, minlength=2 * EDGE + 2)
        self.edge.update({steps - EDGE - 1: count for steps, count in enumerate(counts.tolist()) if count})
        for number in range(len(self.questions)):
            self.low[number] += int((verdicts.is_low[number] & has_place).sum())
            self.blocking[number] += int((verdicts.is_blocking[number] & has_place).sum())

    def _changes(
        self,
        ids: "np.ndarray",
        before: "np.ndarray",
        after: "np.ndarray",
        has_place: "np.ndarray",
        totals: "np.ndarray",
        verdicts: Verdicts,
    ) -> "np.ndarray":
        is_near = ~after & ~before & has_place & (verdicts.missing <= NEAR_POINTS)
        self.near += int(is_near.sum())
        kinds = np.zeros(len(ids), dtype=np.int16)
        kinds[is_near] = TrialChange.Kind.NEAR
        kinds[after & ~before] = TrialChange.Kind.GAINED
        kinds[before & ~after] = TrialChange.Kind.LOST
        which = np.flatnonzero(kinds)
        rows = np.zeros(len(which), dtype=CHANGE)
        rows["fields"] = len(SIZES)
        for name, size in SIZES.items():
            rows[f"{name}_size"] = size
        rows["trial"], rows["dossier"], rows["kind"] = self.trial.pk, ids[which], kinds[which]
        rows["before"], rows["after"], rows["missing"] = totals[which], verdicts.totals[which], verdicts.missing[which]
        return rows

    def result(self) -> dict[str, Any]:
        """Plain values for the page. An outcome is [fail both, gained, lost, pass both]."""
        bits = {bit: area_class for area_class, bit in AREA_BIT.items()} | {0: ""}
        undecided = Dossier.objects.filter(round__in=self.rounds, status__in=UNDECIDED).count()
        return {
            "tried": self.tried,
            "undecided": undecided,
            "near": self.near,
            "years": _listed(self.years),
            "groups": [[self.codes[key] if key >= 0 else "", row] for (key,), row in _sorted(self.groups)],
            "areas": [[bits[key], row] for (key,), row in _sorted(self.areas)],
            "communes": [[place, year, row] for (place, year), row in _sorted(self.communes)],
            "low": self.low,
            "blocking": self.blocking,
            "new": [number for number in range(len(self.questions)) if self._is_new(number)],
            "edge": {str(away): count for away, count in sorted(self.edge.items())},
        }

    def _is_new(self, number: int) -> bool:
        return any(how.sources[number] is None for how in self.carrying.values())


def _sorted(outcomes: Outcomes) -> Sequence[tuple[Any, list[int]]]:
    return sorted(outcomes.counts.items())


def _listed(outcomes: Outcomes) -> list[list[Any]]:
    return [[key, row] for (key,), row in _sorted(outcomes)]
