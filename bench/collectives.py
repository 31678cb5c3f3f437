"""60,000 families judged by what their 240,000 members hold; one family explained; judged anew after a deed."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from django.db import connection

from bench.figures import scratch_database
from bench.rows import Row
from hieuhoc.collectives.actions import compose_model_criteria, draft_model_criteria, promulgate_model_criteria
from hieuhoc.collectives.following import judge_touched
from hieuhoc.collectives.judgements import explanation_of, judge_registrations
from hieuhoc.collectives.models import Registration
from hieuhoc.people.actions import leave_group
from hieuhoc.people.models import Membership

SCRIPT = Path(__file__).with_name("collectives_province.sql")
SIZES = {"full": {"families": 60_000, "villages": 2_500}}
SMALL = {"families": 6_000, "villages": 250}
TURNS = 3
TABLE = {
    "grades": ["Đạt"],
    "questions": [{"code": "fund", "text": "Có quỹ học tập"}],
    "criteria": [
        {
            "name": "Người lớn",
            "requirements": [
                {"text": "Yêu cầu", "rules": [{"kind": "share", "of": "adults", "holding": "title", "at_least": "70"}]},
                {"text": "Yêu cầu", "rules": [{"kind": "yes", "question": "fund"}]},
            ],
        }
    ],
}


def run(scale: str) -> list[Row]:
    with scratch_database("hieuhoc_bench_models"):
        make_families(SIZES.get(scale, SMALL))
        ids = list(Registration.objects.order_by("pk").values_list("pk", flat=True))
        first = timed(lambda: judge_registrations(ids))
        again = median(timed(lambda: judge_registrations(ids)) for _turn in range(TURNS))
        met = Registration.objects.filter(standing="met").count()
        some = list(Registration.objects.with_bodies().order_by("pk")[: len(ids) : len(ids) // 50])
        explained = median(timed(lambda row=row: explanation_of(row)) for row in some)  # type: ignore[misc]
        followed = [follow(Membership.objects.get(citizen=number * 4)) for number in range(1, 8)]
    note = f"{len(ids):,} families of 4, {met:,} meet their criteria"
    words = f"the first time, every row written; nothing changed: {again:.2f} s; {note}"
    return [
        Row("models: all families judged (s)", first, 20.0, first <= 20.0, words),
        Row(
            "models: one family explained (ms)",
            explained * 1000,
            50.0,
            explained * 1000 <= 50.0,
            f"median of {len(some)}; {note}",
        ),
        Row(
            "models: judged anew after a deed (s)",
            max(followed),
            5.0,
            max(followed) <= 5.0,
            "slowest of 7 members leaving",
        ),
    ]


def follow(member: Membership) -> float:
    """A member leaves their family; how long until it is judged anew, the deed included."""

    def deed_and_job() -> None:
        leave_group(member, until=date(2025, 6, 1), actor=None)
        judge_touched()

    return timed(deed_and_job)


def timed(work: Callable[[], object]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started


def make_families(size: dict[str, int]) -> None:
    draft = draft_model_criteria(kind="family", number="1", title="", actor=None)
    draft = compose_model_criteria(draft, TABLE, actor=None)
    promulgate_model_criteria(draft, since=date(2020, 1, 1), actor=None)
    with connection.cursor() as cursor:
        for statement in SCRIPT.read_text("utf-8").format(**size).split(";\n"):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")
