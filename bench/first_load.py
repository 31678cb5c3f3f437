"""What a browser that was never here fetches for a page: every byte on the wire, headers included, as the server sends it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Browser, sync_playwright

from bench.pages import ask, served, settled, sign_in
from bench.rows import Row

CHROMIUM = "/usr/bin/chromium"
PEOPLE = 6000  # the weight follows from communes and targets, not from people
HOME_BAR, FIGURES_BAR = 120.0, 180.0  # KB of 1,000 bytes


@dataclass(frozen=True)
class Load:
    name: str
    size: dict[str, int]  # kind of file -> bytes

    @property
    def total(self) -> float:
        return sum(self.size.values()) / 1000

    def __str__(self) -> str:
        parts = ", ".join(f"{kind} {count / 1000:.1f}" for kind, count in sorted(self.size.items()))
        return f"{self.name} {self.total:.1f} ({parts})"


def run(scale: str) -> list[Row]:
    """The same at every scale. The figures page is the heaviest of those of a province: public, and of an officer."""
    call_command("demo", people=PEOPLE, check=True, json=False)
    with served() as port:
        cookie = sign_in(port, 0)["hoa"]
        pages = {
            "home": ("", reverse("public:home")),
            "figures, public": ("", public_province(port)),
            "figures, office": (cookie, settled(port, cookie, reverse("office:figures"))),
        }
        with browser() as opened:
            home, *figures = [
                first_load(opened, name, f"http://127.0.0.1:{port}{path}", cookie)
                for name, (cookie, path) in pages.items()
            ]
    heaviest = max(figures, key=lambda load: load.total)
    return [
        Row("first load: public home (KB)", home.total, HOME_BAR, home.total <= HOME_BAR, str(home)),
        Row(
            "first load: figures page (KB)",
            heaviest.total,
            FIGURES_BAR,
            heaviest.total <= FIGURES_BAR,
            "; ".join(str(load) for load in figures),
        ),
    ]


def public_province(port: int) -> str:
    text = ask(port, reverse("public:figures"), "")[2]
    links = re.findall(r'href="(/figures/[^"/]+/)"', text)
    return links[0] if links else reverse("public:figures")


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield opened
        finally:
            opened.close()


def first_load(opened: Browser, name: str, address: str, cookie: str) -> Load:
    """In a browser that keeps nothing; bytes as the network counts them, before anything is unpacked."""
    context = opened.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
    if cookie:
        session = cookie.partition("=")[2]
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    page = context.new_page()
    network = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    size: dict[str, int] = {}

    def ended(event: dict[str, Any]) -> None:
        kind = kinds.get(event["requestId"], "Other")
        size[kind] = size.get(kind, 0) + int(event["encodedDataLength"])

    network.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    network.on("Network.loadingFinished", ended)
    network.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    context.close()
    return Load(name, size)
