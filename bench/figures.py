"""Figures: the whole province in DuckDB against one scan of the titles, and one commune recounted on PostgreSQL."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench.figures_data import REFORM, YEARS, Size, make_province
from bench.rows import Row
from hieuhoc.indicators.counting import FigureQuestion, Leaf, Leaves, count_on_postgres, place_counts, questions
from hieuhoc.indicators.definition import indicators
from hieuhoc.indicators.models import Revision, StaleMark
from hieuhoc.indicators.placing import load_lineage
from hieuhoc.indicators.recounting import recount_stale, sources_of
from hieuhoc.indicators.snapshot import count_in_duckdb, snapshot
from hieuhoc.indicators.storing import store_everything

FULL = Size(people=2_500_000)
SMALL = Size(people=60_000, villages=400)
TODAY = date(2025, 12, 1)
COMMUNE = 2005
SCAN = "SELECT year, count(*) FROM recognition_title GROUP BY year"
TOTAL_BAR, RECOMPUTE_BAR, LIVE_BAR = 60.0, 25.0, 0.300
TIGHT_BARS = {"T2": 0.100}  # the one everybody waits for


def run(scale: str) -> list[Row]:
    """`scale` "full" = 2.5 million people, nine years, ten million titles; anything else is a rehearsal."""
    size = FULL if scale == "full" else SMALL
    with scratch_database("hieuhoc_bench_province"):
        make_province(size)
        scan = median(clock(scan_titles) for _ in range(5))
        taken, recomputed = whole_province()
        note = f"{size.people:,} people x {len(YEARS)} years, scan {scan:.2f} s, DuckDB 2 threads, nothing kept"
        rows = [
            ratio("figures: snapshot and recompute / scan", taken / scan, TOTAL_BAR, f"{taken:.1f} s; {note}"),
            ratio("figures: recompute / scan", recomputed / scan, RECOMPUTE_BAR, f"{recomputed:.1f} s; {note}"),
        ]
        return rows + live_rows()


def scan_titles() -> None:
    with connection.cursor() as cursor:
        cursor.execute(SCAN)
        cursor.fetchall()


def whole_province() -> tuple[float, float]:
    """Seconds for everything, and for the part after the snapshot: counting, placing, storing and rolling up."""
    begun = time.perf_counter()
    with snapshot(TODAY) as store:
        copied = time.perf_counter()
        lineage = load_lineage()
        leaves: Leaves = {}
        for question in questions(indicators()):
            rows = count_in_duckdb(store, question, list(YEARS), TODAY)
            leaves |= place_counts(question, rows, lineage, TODAY, REFORM)
        store_everything(leaves, dict.fromkeys(YEARS, 0), REFORM, TODAY)
    done = time.perf_counter()
    return done - begun, done - copied


def live_rows() -> list[Row]:
    """One commune of about 25,000 people, the open year: each indicator's count, and the whole job after a deed."""
    lineage = load_lineage([COMMUNE])
    here = sources_of(lineage, Leaf(None, YEARS[-1], COMMUNE, ""), TODAY)
    rows = []
    for question in questions(indicators()):
        seconds = median(clock(partial(list_counts, question, here)) for _ in range(5))
        codes = "+".join(dict.fromkeys(indicator.code for indicator, _ in question.readings))
        bar = TIGHT_BARS.get(codes, LIVE_BAR)
        rows.append(Row(f"figures: one commune, one year, {codes} (s)", seconds, bar, seconds <= bar, "median of 5"))
    Revision.objects.update(
        counted_at=timezone.now(), rebased_on=REFORM
    )  # as the job leaves it that counted everything
    StaleMark.objects.create(place_id=COMMUNE, year=YEARS[-1])
    job = clock(lambda: recount_stale(TODAY))
    rows.append(
        Row("figures: all five of a commune after a deed (s)", job, 5.0, job <= 5.0, "job alone, sums above included")
    )
    return rows


def list_counts(question: FigureQuestion, here: set[int]) -> None:
    list(count_on_postgres(question, [YEARS[-1]], TODAY, here))


def ratio(name: str, figure: float, bar: float, note: str) -> Row:
    return Row(name, figure, bar, figure <= bar, note)


def clock(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


@contextmanager
def scratch_database(name: str) -> Iterator[None]:
    """An own database on the same server, dropped afterwards."""
    kept = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = kept
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
