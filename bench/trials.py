"""A draft tried on a million decided dossiers, against pandas on the same rows on the same machine.

pandas is a dependency of the bench alone (in the dev requirements). In its favour: it is given the rows by one query
with binary results, works its columns out whole by vectorised operations, and writes nothing. Ours is measured twice:
as the officer waits for it, everything read from the database and the list of changed dossiers written (against the
ten seconds; beside it what pandas takes to read and count); and rows in hand, each as it reads them (against the ten
times: in the whole run most of both is the database's). Both say the
same, or the bench stops.
"""

import resource
import time
from dataclasses import dataclass
from datetime import date
from datetime import time as time_of_day
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
import psycopg
from django.db import connection
from django.utils import timezone

from bench.figures import scratch_database
from bench.rows import Row
from hieuhoc.assessment.actions import open_round, plan_round
from hieuhoc.criteria.actions import draft_version, load_criteria, set_pass_rule, weigh_criterion
from hieuhoc.criteria.models import Version
from hieuhoc.learning.models import Activity, Topic
from hieuhoc.lib.scope import whole_system
from hieuhoc.trials.dossiers import decided_blocks, runs
from hieuhoc.trials.effects import activity_effect
from hieuhoc.trials.models import Trial
from hieuhoc.trials.trying import TrialCounts, count_trial

YEARS = (2024, 2025)
SCRIPT = Path(__file__).with_name("trials_province.sql")
SIZES = {"full": {"people": 500_000, "villages": 2_500, "communes": 102}}
SMALL = {"people": 20_000, "villages": 200, "communes": 20}
SECONDS_BAR, TIMES_BAR, HELPED_BAR = 10.0, 10.0, 1.0
CAME = """
INSERT INTO learning_participation (activity_id, citizen_id, status, queued_at, is_assisted, attended, is_evidence)
SELECT %s, id, 'enrolled', now(), FALSE, ARRAY[DATE '2025-05-05'], TRUE FROM people_citizen WHERE id %% 7 < 3
"""
TURNS = 3
MARKS = (("", 82, 5), ("remote", 74, 5), ("ethnic_minority", 74, 4))
DOUBLED, TOP = 0, 20  # the first criterion counts twice

ROWS = """
SELECT d.id, r.year, d.applicant_group_id, d.status, d.final_points, coalesce(lived.place_id, d.place_id) AS home
FROM assessment_dossier AS d JOIN assessment_round AS r ON r.id = d.round_id
LEFT JOIN people_residence AS lived ON lived.citizen_id = d.citizen_id AND lived.since <= r.reference_on
  AND (lived.until IS NULL OR lived.until > r.reference_on)
WHERE r.year = ANY(%s) AND d.status IN ('passed', 'proposed', 'recognised', 'failed')
"""
PLACES = """
SELECT line.descendant_id, line.ancestor_id, area.area_class FROM places_ancestry AS line
LEFT JOIN places_areaclassspell AS area ON area.place_id = line.ancestor_id
WHERE line.ancestor_id BETWEEN 1001 AND 10000 AND line.depth = 1
"""


@dataclass(frozen=True)
class Took:
    """Wall seconds, and user and system seconds of this process; what was counted."""

    wall: float
    cpu: float
    counted: dict[str, Any]


def run(scale: str) -> list[Row]:
    with scratch_database("hieuhoc_bench_dossiers"):
        draft = make_dossiers(SIZES.get(scale, SMALL))
        ours, theirs, judged, computed = [], [], [], []
        for _turn in range(TURNS):
            ours.append(timed(lambda: tried(draft)))
            theirs.append(timed(with_pandas))
            assert ours[-1].counted == theirs[-1].counted, (ours[-1].counted, theirs[-1].counted)
        counts = TrialCounts(Trial.objects.create(version=draft, years=list(YEARS)))
        sizes = [len(draft.criteria.all())] * len(YEARS)
        blocks = [block for run in runs() for block in decided_blocks(counts.rounds, sizes, run)]
        rows, places = in_hand()
        for _turn in range(TURNS):
            judged.append(timed(lambda: [counts.judge(block) for block in blocks]))
            computed.append(timed(lambda: pandas_counts(rows, places)))
        count, helped = len(rows), median(timed(whether_activities_helped).wall for _turn in range(TURNS))
    note = f"{count:,} dossiers of {len(YEARS)} years; median of {TURNS} alternate turns; pandas {pd.__version__}"
    return [
        seconds_row(ours, theirs, note),
        times_row("trials: pandas / ours, rows in hand", judged, computed, TIMES_BAR, note),
        Row("trials: did activities help, the whole province (s)", helped, HELPED_BAR, helped <= HELPED_BAR, note),
    ]


def seconds_row(ours: "list[Took]", theirs: "list[Took]", note: str) -> Row:
    wall, cpu = median(took.wall for took in ours), median(took.cpu for took in ours)
    their_wall, their_cpu = median(took.wall for took in theirs), median(took.cpu for took in theirs)
    words = (
        f"read, judged, list of changes written; own CPU {cpu:.2f} s beside the server's; "
        f"pandas reading and writing nothing {their_wall:.1f} s, own CPU {their_cpu:.2f} s; {note}"
    )
    return Row("trials: a draft on a million dossiers (s)", wall, SECONDS_BAR, wall <= SECONDS_BAR, words)


def times_row(name: str, ours: "list[Took]", theirs: "list[Took]", bar: float, note: str) -> Row:
    wall, their_wall = median(took.wall for took in ours), median(took.wall for took in theirs)
    cpu, their_cpu = median(took.cpu for took in ours), median(took.cpu for took in theirs)
    words = f"wall {their_wall:.2f} / {wall:.2f} s, own CPU {their_cpu:.2f} / {cpu:.2f} s; {note}"
    return Row(name, their_wall / wall, bar, their_wall / wall >= bar, words)


def make_dossiers(size: dict[str, int]) -> Version:
    load_criteria(actor=None)
    version = Version.objects.get(number="324/QĐ-KHVN")
    for year in YEARS:
        open_round(plan_round(year, version, actor=None), actor=None)
    with connection.cursor() as cursor:
        for statement in SCRIPT.read_text("utf-8").format(**size).split(";\n"):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")
    make_participations()
    draft = draft_version(version, number="Dự thảo", actor=None)
    draft.pass_rules.all().delete()
    for area_class, total, each in MARKS:
        words = {"source": "", "certainty": "seen", "actor": None}
        set_pass_rule(draft, area_class=area_class, min_total=total, min_each=each, **words)  # type: ignore[arg-type]
    weigh_criterion(draft.criteria.get(position=DOUBLED + 1), max_points=TOP, actor=None)
    return draft


def whether_activities_helped() -> dict[str, Any]:
    """What the page asks for; three in seven came to something in the year."""
    effect = activity_effect(YEARS[-1], whole_system(timezone.localdate()), timezone.localdate())
    assert effect.answer is not None
    return {"came": effect.whole.came}


def make_participations() -> None:
    activity = Activity.objects.create(
        code="bench", title="Lớp", topic=Topic.objects.order_by("pk")[0], place_id=1, days=[date(2025, 5, 5)],
        starts_at=time_of_day(8), minutes=60, organiser="x",
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(CAME, [activity.pk])
        cursor.execute("ANALYZE")


def tried(draft: Version) -> dict[str, Any]:
    trial = Trial.objects.create(version=draft, years=list(YEARS))
    count_trial(trial)
    trial.refresh_from_db()
    result = trial.result
    return {
        "years": dict(result["years"]),
        "communes": {(place, year): row for place, year, row in result["communes"]},
        "low": result["low"],
        "blocking": result["blocking"],
        "near": result["near"],
    }


def with_pandas() -> dict[str, Any]:
    return pandas_counts(*in_hand())


def in_hand() -> tuple[list[Any], list[Any]]:
    with psycopg.Cursor(connection.connection) as plain:
        rows = plain.execute(ROWS, [list(YEARS)], binary=True).fetchall()
        return rows, plain.execute(PLACES).fetchall()


def pandas_counts(rows: list[Any], places: list[Any]) -> dict[str, Any]:
    columns = ["id", "year", "group", "status", "points", "home"]
    frame = pd.DataFrame(rows, columns=columns)
    ground = pd.DataFrame(places, columns=["home", "commune", "area"]).set_index("home")
    frame = frame.join(ground, on="home")
    points = pd.DataFrame(frame["points"].tolist(), index=frame.index)
    points[DOUBLED] *= 2
    tops = [TOP if number == DOUBLED else 10 for number in points.columns]
    total = points.sum(axis=1)
    passes, missing = pd.Series(False, frame.index), pd.Series(10_000, frame.index)
    low, blocking = pd.DataFrame(True, frame.index, points.columns), pd.DataFrame(False, frame.index, points.columns)
    for area_class, min_total, min_each in MARKS:
        here = frame["area"] == area_class if area_class else pd.Series(True, frame.index)
        is_low = points < min_each
        how_many = is_low.sum(axis=1)
        passes |= here & (total >= min_total) & (how_many == 0)
        lifted = points.clip(lower=min_each).sum(axis=1) - total
        needed = pd.concat([min_total - total, lifted], axis=1).max(axis=1).clip(lower=0)
        missing = missing.where(~here | (missing <= needed), needed)
        low &= is_low.where(here, True)
        for number in points.columns:
            others = how_many - is_low[number]
            blocking[number] |= here & (total - points[number] + tops[number] >= min_total) & (others == 0)
    before = frame["status"] != "failed"
    frame["outcome"] = before * 2 + passes
    by = {
        key: frame.groupby([*key, "outcome"]).size().unstack(fill_value=0) for key in (("year",), ("commune", "year"))
    }
    return {
        "years": table(by["year",]),
        "communes": table(by["commune", "year"]),
        "low": (low & pd.concat([~passes] * len(tops), axis=1, keys=points.columns)).sum().tolist(),
        "blocking": (blocking & pd.concat([~passes] * len(tops), axis=1, keys=points.columns)).sum().tolist(),
        "near": int((~passes & ~before & (missing <= 2)).sum()),
    }


def table(counts: pd.DataFrame) -> dict[Any, list[int]]:
    whole = counts.reindex(columns=range(4), fill_value=0)
    return {key: [int(value) for value in row] for key, row in zip(whole.index, whole.to_numpy(), strict=True)}


def timed(work: Any) -> Took:
    began, used = time.perf_counter(), own_cpu()
    counted = work()
    return Took(time.perf_counter() - began, own_cpu() - used, counted)


def own_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
