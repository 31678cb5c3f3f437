"""A hundred thousand certificates: credential signed, QR code, PDF drawn, stored, by two processes of which one is killed
on the way; what one drawing takes beside WeasyPrint and ReportLab; a print file; a status list of a million."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

import psutil
from django.conf import settings
from django.db import connection
from django.db.models import Avg, Count
from django.db.models.functions import Mod

from bench.credentials_drawn import drawn_by_reportlab, drawn_by_weasyprint
from bench.figures import scratch_database
from bench.rows import Row
from hieuhoc.credentials.keys import key_to_sign_with
from hieuhoc.credentials.models import Credential
from hieuhoc.credentials.reads import status_list
from hieuhoc.documents.actions import read_file
from hieuhoc.documents.models import Document
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place, PlaceSpell
from hieuhoc.recognition.documents import CHUNK, drawn_papers, words_of
from hieuhoc.recognition.models import Certificate, Decision, Title
from hieuhoc.recognition.papers import merge
from hieuhoc.recognition.qr_codes import qr_svg

SIZES = {"full": 100_000}
SMALL, PRINTED, AT_ONCE = 1_200, 3_000, 5_000
SECONDS_BAR, MEMORY_BAR, MERGED_BAR, WIRE_BAR = 300.0, 500.0, 20.0, 130.0
LISTED = 1_000_000
KEPT, SETTLED = 100, 1_000  # one file of so many stays until the end; rows that others may still commit before
DATABASE = "hieuhoc_bench_papers"
WORK = (
    "import django, sys; from hieuhoc.config.database import hold_database; hold_database(); django.setup();"
    " from django.db import connection; connection.settings_dict['NAME'] = sys.argv[1];"
    " from hieuhoc.recognition.documents import render_waiting; render_waiting(int(sys.argv[2]))"
)
MANY = """
    INSERT INTO recognition_title (citizen_id, year, place_id, decision_id, revocation_reason, revoked_on, revoked_by_id)
    SELECT c.id, y, c.home_id, %(decision)s, '', CASE WHEN (y * 31 + c.id) %% 50 = 0 THEN DATE '2026-01-01' END,
        CASE WHEN (y * 31 + c.id) %% 50 = 0 THEN %(decision)s END
    FROM (SELECT id, home_id FROM people_citizen ORDER BY id LIMIT %(citizens)s) AS c CROSS JOIN generate_series(1, %(years)s) AS y
"""
SIGNED = """
    INSERT INTO credentials_credential (code, kind, title_id, holder, year, number, decided_on, decided_by, payload,
        suspension_reason, issued_at)
    SELECT 'X' || id, 'person', id, 'x', 2025, '1', DATE '2025-01-01', '', '', '', now()
    FROM recognition_title WHERE year < 2000
"""


def run(scale: str) -> list[Row]:
    count = SIZES.get(scale, SMALL)
    with scratch_database(DATABASE):
        decision = make_decision(count)
        key_to_sign_with()
        try:
            seconds, memory, killed = printed_by_two(decision, count)
            check(decision, count)
            size = Document.objects.filter(kind="certificate").aggregate(mean=Avg("size"))["mean"] / 1000
        finally:
            take_away(keeping=0)
        papers = list(Certificate.objects.select_related("title__citizen").order_by("pk")[:PRINTED])
        merged = timed(lambda: merge(papers, decision, BytesIO()))
        ratios = against_others(papers[: 3 * CHUNK], decision)
        listed, wire = a_list_of_many(decision, LISTED if scale == "full" else 100_000)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    each = (used.ru_utime + used.ru_stime) / count * 1000
    rate = (
        f"{count:,} certificates of {size:.0f} KB, {count / seconds:.0f}/s, {each:.1f} ms of the processor each beside the"
        f" database's; {killed}; files taken away as they come"
    )
    return [
        Row("papers: signed, drawn and stored (s)", seconds, SECONDS_BAR, seconds <= SECONDS_BAR, rate),
        Row("papers: memory of all our processes (MB)", memory, MEMORY_BAR, memory <= MEMORY_BAR, "most at one moment"),
        Row("papers: one print file (s)", merged, MERGED_BAR, merged <= MERGED_BAR, f"{len(papers):,} pages"),
        *ratios,
        Row("status list: written and signed (s)", listed, 5.0, listed <= 5.0, "no wait before it: written when asked"),
        Row("status list: on the wire (KB)", wire, WIRE_BAR, wire <= WIRE_BAR, "a million titles, one of 50 revoked"),
    ]


def make_decision(count: int) -> Decision:
    places = [Place.objects.create() for _ in range(3)]
    for place, above, (tier, kind, name) in zip(
        places,
        [None, *places],
        [("province", "Tỉnh", "Đắk Lắk"), ("commune", "Xã", "Cư Né"), ("village", "Buôn", "Drăh")],
        strict=False,
    ):
        PlaceSpell.objects.create(place=place, tier=tier, kind=kind, name=name, folded_name=name.lower(), parent=above)
    decision = Decision.objects.create(
        place=places[1], number="112/QĐ-UBND", signed_on=date(2026, 2, 3), issuer="Ủy ban nhân dân xã Cư Né",
        signatory="Y Thịnh Byă", signatory_title="Chủ tịch", legal_basis="",
    )  # fmt: skip
    for start in range(0, count, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, count))
        citizens = Citizen.objects.bulk_create(
            Citizen(
                name=f"Nguyễn Thị Hồng Số {number}", given_name="Số", name_key=f"so {number:07}",
                folded_name=f"nguyen thi hong so {number}", birth_year=1980, home=places[2], secret=os.urandom(16),
            )
            for number in numbers
        )  # fmt: skip
        titles = Title.objects.bulk_create(
            Title(citizen=citizen, year=2025, place=places[2], decision=decision) for citizen in citizens
        )
        Certificate.objects.bulk_create(Certificate(title=title, code=make_public_code()) for title in titles)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return decision


def printed_by_two(decision: Decision, count: int) -> tuple[float, float, str]:
    """Seconds, most megabytes at one moment, and where one of the two was killed and begun anew."""
    started, most, killed, last = time.monotonic(), 0.0, "", 0
    working = [begun(decision), begun(decision)]
    while any(process.poll() is None for process in working):
        time.sleep(0.5)
        most = max(most, sum(memory_of(process.pid) for process in working))
        last = take_away(after=last, settled=SETTLED)
        if not killed and (done := Credential.objects.count()) > count // 4:
            working[0].send_signal(signal.SIGKILL)
            working[0].wait()
            working[0], killed = begun(decision), f"one of two processes killed after {done:,} and begun anew"
    assert all(process.returncode == 0 for process in working)
    return time.monotonic() - started, most, killed


def take_away(*, after: int = 0, settled: int = 0, keeping: int = KEPT) -> int:
    """Files are seen to be there and taken away, all but one of `keeping`: a hundred thousand would need 6 GB. Of rows after
    that id, but for the newest, whose elders may not be committed yet. The last id that was looked at."""
    rows = Document.objects.filter(kind="certificate", pk__gt=after).order_by("pk").values_list("pk", "path", "size")
    listed = list(rows)[: -settled or None]
    for pk, path, size in listed:
        file = Path(settings.DATA_DIR) / path
        assert not keeping or file.stat().st_size >= size
        if not keeping or pk % keeping:
            file.unlink(missing_ok=True)
    return listed[-1][0] if listed else after


def begun(decision: Decision) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "hieuhoc.config.settings"}
    return subprocess.Popen([sys.executable, "-c", WORK, DATABASE, str(decision.pk)], env=environment)


def memory_of(process: int) -> float:
    try:
        return float(psutil.Process(process).memory_info().rss) / 2**20
    except psutil.NoSuchProcess:
        return 0.0


def check(decision: Decision, count: int) -> None:
    """Neither gap nor double."""
    drawn = Certificate.objects.filter(title__decision=decision, document__isnull=False)
    for document in Document.objects.filter(kind="certificate").annotate(left=Mod("pk", KEPT)).filter(left=0):
        assert read_file(document).startswith(b"%PDF")  # and has its hash
    assert drawn.count() == drawn.values("document").distinct().count() == count
    assert Document.objects.filter(kind="certificate").count() == count
    assert Credential.objects.exclude(payload="").count() == count
    assert not Credential.objects.values("title").annotate(times=Count("pk")).filter(times__gt=1).exists()


def against_others(papers: list[Certificate], decision: Decision) -> list[Row]:
    """The same pages with the same words, each a file, in turns; processor time of this process. Ours are drawn as a decision's
    are: a transaction's together."""
    known = list(words_of(papers, decision, with_files=False).values())
    words = [text | {"qr": qr_svg(text["link"])} for text in known]  # WeasyPrint finds the drawing ready
    drawers: dict[str, Callable[[dict[str, Any]], bytes]] = {
        "reportlab": drawn_by_reportlab,
        "weasyprint": drawn_by_weasyprint,
    }
    taken: dict[str, list[float]] = {name: [] for name in (*drawers, "ours")}
    drawn_papers(known[:2])  # fonts are read once
    for draw in drawers.values():
        draw(words[0])
    for start in range(len(words) // CHUNK):
        texts = known[start * CHUNK : (start + 1) * CHUNK]
        taken["ours"].append(processor_time(partial(drawn_papers, texts)) / len(texts))
        for text in words[start * CHUNK :][:7]:
            for name, draw in drawers.items():
                taken[name].append(processor_time(partial(draw, text)))
    ours = median(taken["ours"])
    rows = []
    for name, bar in (("weasyprint", 30.0), ("reportlab", 4.0)):
        ratio = median(taken[name]) / ours
        each = f"{median(taken[name]) * 1000:.1f} / {ours * 1000:.1f} ms of the processor"
        note = f"{each}, medians of {len(taken[name])} pages and of {len(taken['ours'])} times {CHUNK}"
        rows.append(Row(f"papers: {name} / ours, one page", ratio, bar, ratio >= bar, note))
    return rows


def processor_time(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def a_list_of_many(decision: Decision, count: int) -> tuple[float, float]:
    """Seconds to write and sign it, kilobytes of its JSON."""
    with connection.cursor() as cursor:
        cursor.execute(MANY, {"decision": decision.pk, "years": 1_900, "citizens": count // 1_900 + 1})
        cursor.execute(SIGNED)
        cursor.execute("VACUUM ANALYZE")
    seconds = timed(lambda: status_list("revocation", 0))
    signed = status_list("revocation", 0)
    assert signed is not None
    return seconds, len(signed.document) / 1000


def timed(work: Callable[[], object]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started
