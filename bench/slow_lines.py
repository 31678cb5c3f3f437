"""Others while a hundred clients are slow in every way a client can be: their p95 with and without. Loopback only."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice
from threading import Event, Thread

from django.core.management import call_command

from bench.exports import OTHERS, visits
from bench.pages import found_pages, percentile, served, sign_in
from bench.rows import Row

CLIENTS, TURNS, SECONDS, BAR = 100, 4, 8.0, 1.3
TRICKLE = 0.5  # seconds between two bytes of a line that trickles
# What each says at once; the rest it says byte by byte. The last one asks for a page and never reads it.
SAID = (
    b"",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n\r\n",
    b"POST /office/sheets/roster/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid=x\r\nContent-Length: 90000000\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
)


def run(scale: str) -> list[Row]:
    call_command("demo", people=20_000 if scale == "full" else 6_000, check=True, json=False)
    with served() as port:
        sessions = [sign_in(port, number) for number in range(OTHERS)]
        pages = [page for page in found_pages(port, sessions[0])[0] if page.account == "minh"]
        visits(port, sessions, pages, lambda: time.sleep(2))  # warm
        alone: list[float] = []
        beside: list[float] = []
        for _turn in range(TURNS):
            alone += visits(port, sessions, pages, lambda: time.sleep(SECONDS))
            with slow_clients(port):
                beside += visits(port, sessions, pages, lambda: time.sleep(SECONDS))
    p95 = percentile(alone), percentile(beside)
    ratio = p95[1] / p95[0]
    note = f"{CLIENTS} slow clients; p95 alone {p95[0]:.0f} ms, beside {p95[1]:.0f} ms; {len(alone)} and {len(beside)} pages"
    return [Row("slow lines: p95 of others (times)", round(ratio, 2), BAR, ratio <= BAR, note)]


@contextmanager
def slow_clients(port: int) -> Iterator[None]:
    over = Event()
    with ExitStack() as lines:
        opened = []
        for said in islice(cycle(SAID), CLIENTS):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            line.sendall(said)
            opened.append(line)
        trickling = Thread(target=trickle, args=(opened, over))
        trickling.start()
        try:
            yield
        finally:
            over.set()
            trickling.join()


def trickle(lines: list[socket.socket], over: Event) -> None:
    talking = [line for line, said in zip(lines, cycle(SAID), strict=False) if said != SAID[-1]]
    while not over.wait(TRICKLE):
        for line in list(talking):
            try:
                line.sendall(b"x")
            except OSError:  # the server has ended it
                talking.remove(line)
