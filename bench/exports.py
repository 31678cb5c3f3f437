"""Others while one account takes every dossier and every person of a province along: their p95 with and without."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Event

from django.core.management import call_command
from django.urls import reverse

from bench.pages import Page, ask, found_pages, percentile, served, sign_in
from bench.rows import Row
from hieuhoc.accounts.models import User
from hieuhoc.sheets.models import Export

OTHERS, PAUSE, BAR = 4, 0.05, 1.3  # sessions, seconds between two pages of each, times
TURNS, SECONDS = 4, 8.0
LONGEST = 300.0  # seconds of one export


def run(scale: str) -> list[Row]:
    call_command("demo", people=200_000 if scale == "full" else 20_000, check=True, json=False)
    with served("serve") as port:
        sessions = [sign_in(port, number) for number in range(OTHERS + 1)]
        pages = [page for page in found_pages(port, sessions[0])[0] if page.account == "minh"]
        visits(port, sessions, pages, lambda: time.sleep(2))  # warm
        alone: list[float] = []
        beside: list[float] = []
        rows = 0
        for turn in range(TURNS):
            alone += visits(port, sessions, pages, lambda: time.sleep(SECONDS))
            beside += visits(port, sessions, pages, partial(export, port, sessions[-1]["hoa"], turn))
            rows += sum(Export.objects.order_by("-pk").values_list("rows_done", flat=True)[:1])
    p95 = percentile(alone), percentile(beside)
    ratio = p95[1] / p95[0]
    note = f"p95 alone {p95[0]:.0f} ms, beside {p95[1]:.0f} ms; {len(alone)} and {len(beside)} pages; {rows:,} rows written"
    return [Row("exports: p95 of others (times)", round(ratio, 2), BAR, ratio <= BAR and rows > 0, note)]


def visits(
    port: int, sessions: list[dict[str, str]], pages: list[Page], meanwhile: Callable[[], object]
) -> list[float]:
    over = Event()
    with ThreadPoolExecutor(OTHERS) as pool:
        taken: list[Future[list[float]]] = [
            pool.submit(visit, port, session, pages, over) for session in sessions[:OTHERS]
        ]
        try:
            meanwhile()
        finally:
            over.set()
        return [ms for future in taken for ms in future.result()]


def visit(port: int, session: dict[str, str], pages: list[Page], over: Event) -> list[float]:
    taken = []
    while not over.is_set():
        for page in pages:
            begun = time.perf_counter()
            status, _location, _text = ask(port, page.address, session[page.account])
            taken.append((time.perf_counter() - begun) * 1000)
            assert status == 200, page.name
            time.sleep(PAUSE)
    return taken


def export(port: int, cookie: str, turn: int) -> None:
    """Asked for as the link on the page does; over when the worker has written it."""
    address = reverse("office:dossier-export") + "?status=all" if turn % 2 else reverse("office:citizen-export")
    before = Export.objects.count()
    status, _location, _text = ask(port, address, cookie)
    assert status == 302, status
    assert Export.objects.count() == before + 1
    until = time.monotonic() + LONGEST
    hoa = User.objects.get(username="hoa")
    while Export.objects.filter(asked_by=hoa, status__in=["asked", "being_written"]).exists():
        if time.monotonic() > until:
            raise TimeoutError("the export was not written")
        time.sleep(0.2)
