"""Ten signed-in people over the ten addresses of pages.txt: the 95th percentile of the time to the whole answer; and every
page of the menu asked alone, so that none of a new room waits unseen."""

import http.client
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from bench.rows import Row
from hieuhoc.demo.cast import PASSWORD
from hieuhoc.people.models import Citizen

LIST = Path(__file__).with_name("pages.txt")
SESSIONS, ROUNDS, BAR_MS, FULL_PEOPLE = 10, 12, 90.0, 1_000_000
MENU_BAR_MS, MENU_ROUNDS = 150.0, 5
AGENT = {"User-Agent": "bench", "Accept-Encoding": "identity"}


@dataclass(frozen=True)
class Page:
    account: str
    name: str
    address: str


def run(scale: str) -> list[Row]:
    """Asks the demo's database (HIEUHOC_DEMO=1), made now when empty; only 1 million people count."""
    call_command("demo", people=FULL_PEOPLE if scale == "full" else 6000, check=True, json=False)
    people = Citizen.objects.count()
    with served() as port:
        sessions = [sign_in(port, number) for number in range(SESSIONS)]
        pages, missing = found_pages(port, sessions[0])
        for session in sessions:
            rounds(port, session, pages, 1)  # warm: both processes, all connections, all templates
        with ThreadPoolExecutor(SESSIONS) as pool:
            taken = pool.map(lambda session: rounds(port, session, pages, ROUNDS), sessions)
            times = [timed for times_of_one in taken for timed in times_of_one]
        alone = menu_row(port, sessions[0], people)
    figure = percentile([ms for _, ms in times])
    each = ", ".join(f"{p.name} {percentile([ms for name, ms in times if name == p.name]):.0f}" for p in pages)
    note = f"{people:,} people, {SESSIONS} sessions, {len(times)} requests; p95 of each: {each}"
    note += f"; NOT ASKED (no such page yet): {', '.join(missing)}" if missing else ""
    holds = figure <= BAR_MS and not missing and people >= FULL_PEOPLE
    return [Row("pages: p95 of ten sessions (ms)", round(figure, 1), BAR_MS, holds, note), alone]


def menu_row(port: int, session: dict[str, str], people: int) -> Row:
    """The median time of the slowest page that the menu of the province's or the commune's officer leads to."""
    pages = [Page(who, f"{who} {link}", link) for who, cookie in session.items() for link in menu_of(port, cookie)]
    rounds(port, session, pages, 1)
    times = rounds(port, session, pages, MENU_ROUNDS)
    medians = {page.name: percentile([ms for name, ms in times if name == page.name], 0.5) for page in pages}
    slow = sorted(medians.items(), key=lambda page: -page[1])[:5]
    note = f"{people:,} people, {len(pages)} pages; " + ", ".join(f"{name} {ms:.0f}" for name, ms in slow)
    holds = slow[0][1] <= MENU_BAR_MS and people >= FULL_PEOPLE
    return Row("pages: slowest page of the menu, alone (ms)", round(slow[0][1], 1), MENU_BAR_MS, holds, note)


def menu_of(port: int, cookie: str) -> list[str]:
    text = ask(port, settled(port, cookie, reverse("office:home")), cookie)[2]
    menu = re.search(r'<nav class="side".*?</nav>', text, re.DOTALL)
    links = re.findall(r'<a[^>]* href="([^"]+)"', menu[0]) if menu else []
    return [settled(port, cookie, unescape(link)) for link in dict.fromkeys(links)]


@contextmanager
def served(command: str = "web") -> Iterator[int]:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
    child = subprocess.Popen(
        [sys.executable, "-m", "hieuhoc.config.command", command, f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield port
    finally:
        child.terminate()
        child.wait(60)


def wait_for(port: int, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if ask(port, "/health", "")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the pages did not come up")


def sign_in(port: int, number: int) -> dict[str, str]:
    """A session of its own per person and account: account -> cookie. Signed in as everybody is, with a password."""
    cookies = {}
    for account in ("hoa", "minh"):
        client = Client(headers={"user-agent": f"bench {number}", "host": "127.0.0.1"})
        client.post(reverse("account_login"), {"login": account, "password": PASSWORD})
        cookies[account] = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return cookies


def found_pages(port: int, session: dict[str, str]) -> tuple[list[Page], list[str]]:
    """The addresses behind the lines of pages.txt, and the names of lines whose page does not exist."""
    pages, missing = [], []
    for line in LIST.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            account, name, start, *steps = (part.strip() for part in line.split("|"))
            try:
                pages.append(Page(account, name, followed(port, session[account], reverse(start), steps)))
            except (NoReverseMatch, LookupError):
                missing.append(name)
    return pages, missing


def followed(port: int, cookie: str, address: str, steps: list[str]) -> str:
    for step in steps:
        verb, _, more = step.partition(" ")
        for _time in range(int(more) if verb == "next" else 1):
            address = stepped(port, cookie, address, verb, more)
    return settled(port, cookie, address)


def stepped(port: int, cookie: str, address: str, verb: str, more: str) -> str:
    address = settled(port, cookie, address)
    if verb == "name":
        token = secrets.token_hex(16)
        fields = urlencode({"name": more, "csrfmiddlewaretoken": token})
        return ask(port, address, f"{cookie}; {settings.CSRF_COOKIE_NAME}={token}", fields)[1]
    text = ask(port, address, cookie)[2]
    pattern = {
        "next": r'rel="next" href="([^"]+)"',
        "row": r'<th scope="row"><a href="([^"]+)"',
        "link": rf'id="{re.escape(more)}".*?<a href="([^"]+)"',
    }[verb]
    link = re.search(pattern, text, re.DOTALL)
    if link is None:
        raise LookupError(f"{verb} {more} on {address}")
    href = unescape(link[1])
    return address.partition("?")[0] + href if href.startswith("?") else href


def settled(port: int, cookie: str, address: str) -> str:
    """The address at the end of the redirects: those are not what is measured."""
    for _hop in range(5):
        status, location, _text = ask(port, address, cookie)
        if status == 200:
            return address
        if status not in {301, 302}:
            raise LookupError(f"{status} at {address}")
        address = location
    raise LookupError(f"too many redirects at {address}")


def ask(port: int, address: str, cookie: str, fields: str | None = None) -> tuple[int, str, str]:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        headers = {**AGENT, "Cookie": cookie}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        link.request("GET" if fields is None else "POST", address.partition("#")[0], fields, headers)
        answer = link.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read().decode("utf-8", "replace")
    finally:
        link.close()


def rounds(port: int, session: dict[str, str], pages: list[Page], times: int) -> list[tuple[str, float]]:
    taken = []
    for _round in range(times):
        for page in pages:
            begun = time.perf_counter()
            status, _location, _text = ask(port, page.address, session[page.account])
            taken.append((page.name, (time.perf_counter() - begun) * 1000))
            if status != 200:
                raise RuntimeError(f"{page.name}: {status}")
    return taken


def percentile(times: list[float], share: float = 0.95) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
