"""A roster of a million people against COPYing the same rows into one table; memory of all our processes."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import psutil
from django.conf import settings
from django.db import connection

from bench import roster_data
from bench.rows import Row
from bench.their_import import SETTINGS_WORDS, their_rate
from hieuhoc.places.models import Place, PlaceSpell

PEOPLE = {"full": 1_000_000, "small": 50_000}
TRIES, XLSX_FILES, THEIR_ROWS = 3, 10, 20_000
CSV_BAR, XLSX_BAR, MEGABYTES, TIMES_THEIRS = 4, 5.5, 400, 20
EMPTIED = ("citizen", "group", "matchchoice", "identitynumber", "residence", "membership")
JOURNALS = ("audit_entry", "audit_entryrow")


def run(scale: str) -> list[Row]:
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        return _run(Path(folder), PEOPLE[scale])


def _run(folder: Path, people: int) -> list[Row]:
    frame = roster_data.rows(people)
    csv = roster_data.write_csv(frame, folder / "roster.csv")
    workbooks = roster_data.write_xlsx(frame, folder, XLSX_FILES)
    few = roster_data.write_csv(frame.head(THEIR_ROWS), folder / "few.csv")
    place = _place()
    _empty()
    baseline = [_baseline(csv) for _try in range(TRIES)]
    from_csv = [_ours(place, [csv]) for _try in range(TRIES)]
    from_xlsx = [_ours(place, workbooks) for _try in range(TRIES)]
    rate = people / median(timed["seconds"] for timed in from_csv)
    small = _ours(place, [few])
    _empty()
    theirs = their_rate(frame.head(THEIR_ROWS))
    _empty()
    peak = max(timed["megabytes"] for timed in [*from_csv, *from_xlsx])
    walls, busy = zip(*baseline, strict=True)
    note = f"{people:,} people, six tables; baseline {_words(walls)} s ({_words(busy)} of the processors)"
    best = min(walls)
    compared = (
        f"ours {rate:.0f} rows/s of the million ({THEIR_ROWS / small['seconds']:.0f} on these {THEIR_ROWS:,} alone),"
        f" theirs {theirs:.0f} rows/s into the same tables; {SETTINGS_WORDS}"
    )
    return [
        _ratio("roster: from CSV / baseline", from_csv, best, CSV_BAR, note),
        _ratio("roster: from 10 XLSX / baseline", from_xlsx, best, XLSX_BAR, note),
        Row(
            "roster: peak MB of our processes",
            peak,
            MEGABYTES,
            peak <= MEGABYTES,
            "resident, sampled every 20 ms, without the server",
        ),
        Row(
            "roster: rows/s / django-import-export",
            rate / theirs,
            TIMES_THEIRS,
            rate / theirs >= TIMES_THEIRS,
            compared,
        ),
    ]


def _ratio(name: str, runs: list[dict[str, Any]], best: float, bar: float, note: str) -> Row:
    seconds = [timed["seconds"] for timed in runs]
    phases = ", ".join(f"{phase} {took:.1f} s" for phase, took in runs[0]["phases"].items())
    figure = median(seconds) / best
    busy = _words([timed["processors"] for timed in runs])
    words = f"{note}; ours median of {_words(seconds)} s ({busy} of the processors; first: {phases})"
    return Row(name, figure, bar, figure <= bar, words)


def _words(seconds: Sequence[float]) -> str:
    return " / ".join(f"{number:.2f}" for number in seconds)


def _place() -> Place:
    spell = PlaceSpell.objects.filter(code="66", name="Bench", until__isnull=True).select_related("place").first()
    return spell.place if spell else roster_data.make_map()


def _processor_seconds() -> float:
    """Of the database server and of our children that have ended: what others on the machine do not lengthen much."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = psutil.Process(cursor.fetchone()[0]).parent()
    spent = sum(sum(process.cpu_times()[:2]) for process in [server, *server.children()])
    ended, ours = server.cpu_times(), os.times()
    return float(spent + ended.children_user + ended.children_system + ours.children_user + ours.children_system)


def _baseline(path: Path) -> tuple[float, float]:
    """Seconds on the clock and of the processors."""
    with connection.cursor() as cursor:
        cursor.execute((Path(__file__).parent / "baseline.sql").read_text(encoding="utf-8"))
        cursor.execute("SET datestyle = 'ISO, DMY'")
        cursor.execute("CHECKPOINT")
        spent, started = _processor_seconds(), time.monotonic()
        names = ", ".join(roster_data.HEADERS)
        with (
            cursor.copy(f"COPY bench_baseline ({names}) FROM STDIN (FORMAT csv, HEADER)") as copy,
            path.open("rb") as rows,
        ):
            while part := rows.read(1 << 20):
                copy.write(part)
        took, spent = time.monotonic() - started, _processor_seconds() - spent
        cursor.execute("DROP TABLE bench_baseline")
    return took, spent


def _ours(place: Place, paths: list[Path]) -> dict[str, Any]:
    _empty()
    spent = _processor_seconds()
    command = [sys.executable, "-m", "bench.roster_once", str(place.pk), *map(str, paths)]
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, env=os.environ | {"HIEUHOC_DB": connection.settings_dict["NAME"]}
    )
    peak = 0
    while child.poll() is None:
        peak = max(peak, _resident(child.pid))
        time.sleep(0.02)
    assert child.stdout is not None
    assert child.returncode == 0
    told: dict[str, Any] = json.loads(child.stdout.read())
    assert told["counts"]["refused"] == 0, told
    return told | {"megabytes": peak / 1_000_000, "processors": _processor_seconds() - spent}


def _resident(pid: int) -> int:
    """The import and its reading child. A child that is only being born still shows what is its parent's."""
    total = 0
    try:
        parent = psutil.Process(pid)
        words = parent.cmdline()
        total += parent.memory_info().rss
        for child in parent.children(recursive=True):
            total += 0 if child.cmdline() == words else child.memory_info().rss
    except psutil.NoSuchProcess:
        pass
    return total


def _empty() -> None:
    """As on the first day: the journals' guard is lifted for the moment of emptying this bench's own database."""
    with connection.cursor() as cursor:
        for table in JOURNALS:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(
            f"TRUNCATE {', '.join([*(f'people_{name}' for name in EMPTIED), 'sheets_batch', *JOURNALS])} CASCADE"
        )
        for table in JOURNALS:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("VACUUM ANALYZE")
