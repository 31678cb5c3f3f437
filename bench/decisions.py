"""A decision over 20,000 dossiers of one commune that go by a review chain: titles, certificates with their codes, audit and the
job, until it is committed; and the page that asks for it."""

import time
from pathlib import Path

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.figures import scratch_database
from bench.rows import Row
from hieuhoc.accounts.actions import add_user, grant_role
from hieuhoc.accounts.models import Role, User
from hieuhoc.assessment.actions import open_round, plan_round
from hieuhoc.chains.actions import compose_chain, draft_chain, promulgate_chain
from hieuhoc.criteria.actions import load_criteria
from hieuhoc.criteria.models import Version
from hieuhoc.places.models import Place
from hieuhoc.recognition.actions import issue_decision
from hieuhoc.recognition.models import Certificate, Proposal, Title
from hieuhoc.recognition.rules import DecisionText

SCRIPT = Path(__file__).with_name("decisions_province.sql")
SIZES = {"full": {"dossiers": 20_000}}
SMALL = {"dossiers": 2_000}
SECONDS, PAGE_MS = 15.0, 150.0
TURNS = 40
STEPS = [
    {"name": "Xét", "who": "commune", "act": "score"},
    {"name": "Trình", "who": "commune", "act": "propose"},
    {"name": "Quyết định", "who": "province", "act": "decide"},
]


def run(scale: str) -> list[Row]:
    size = SIZES.get(scale, SMALL)
    with scratch_database("hieuhoc_bench_list"):
        hoa = make_list(size["dossiers"])
        page = page_before(hoa)
        seconds, processor = decided(hoa)
        counted = Title.objects.count(), Certificate.objects.values("code").distinct().count()
    count, bar = size["dossiers"], SECONDS * size["dossiers"] / SIZES["full"]["dossiers"]
    is_whole = counted == (count, count)
    words = f"{count:,} dossiers; {counted[0]:,} titles, {counted[1]:,} codes; {processor:.1f} s of this process"
    return [
        Row("decisions: issued over all dossiers (s)", seconds, bar, is_whole and seconds <= bar, words),
        Row("decisions: the page before it (ms)", page, PAGE_MS, page <= PAGE_MS, f"p95 of {TURNS}, without the first"),
    ]


def decided(hoa: User) -> tuple[float, float]:
    """Until it is committed; the papers are drawn by the job afterwards (credentials.py)."""
    text = DecisionText("1/QĐ-UBND", timezone.localdate(), "UBND tỉnh", "Ký", "Chủ tịch", "Căn cứ 324/QĐ-KHVN.")
    started, used = time.monotonic(), time.process_time()
    issue_decision(Proposal.objects.get(), text, actor=hoa)
    return time.monotonic() - started, time.process_time() - used


def page_before(hoa: User) -> float:
    client, address = (
        Client(headers={"host": "localhost"}),
        reverse("office:decision-new", args=[Proposal.objects.get().pk]),
    )
    client.force_login(hoa)
    took = []
    for _turn in range(TURNS + 1):
        started = time.monotonic()
        answer = client.get(address)
        assert answer.status_code == 200, answer.status_code
        took.append((time.monotonic() - started) * 1000)
    return sorted(took[1:])[TURNS * 95 // 100]


def make_list(dossiers: int) -> User:
    """A list that was sent, and who decides on it."""
    year = timezone.localdate().year
    load_criteria(actor=None)
    draft = draft_chain(kind="citizen", title="Quy trình", actor=None)
    promulgate_chain(compose_chain(draft, {"steps": STEPS}, actor=None), since_year=year, actor=None)
    open_round(plan_round(year, Version.objects.get(number="324/QĐ-KHVN"), actor=None), actor=None)
    with connection.cursor() as cursor:
        for statement in SCRIPT.read_text("utf-8").format(dossiers=dossiers).split(";\n"):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")
    hoa = add_user("hoa", "Hoà", actor=None)
    grant_role(hoa, Role.PROVINCE, Place.objects.get(pk=1), since=timezone.localdate(), actor=None)
    return hoa
