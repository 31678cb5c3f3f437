"""Slow lines cost a web process nothing but an open file, and only for a time."""

import http.client
import select
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from typing import Any

import pytest
from waitress import wasyncore

from hieuhoc.config import web_lines
from hieuhoc.config.web_lines import AT_ONCE, LONG_ANSWER_SECONDS, STRANGER_BYTES, bounded_server
from tests.config.clone import wait_for

THREADS, SLOW_LINES = 2, 50
LONG_ANSWER = 8_000_000  # bytes: more than the kernel takes from us for somebody who does not read
SESSION = "Cookie: sessionid=something"


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    body = environ["wsgi.input"].read()
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"x" * LONG_ANSWER if environ["PATH_INFO"] == "/long" else str(len(body)).encode()]


@contextmanager
def served(shared: socket.socket, application: Callable[..., Any], threads: int = THREADS) -> Iterator[None]:
    server = bounded_server(application, shared.dup(), threads)
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    yield
    pulled = threading.Event()

    def close() -> None:
        pulled.wait()  # pulled by a line as well, the loop would close the trigger while ours is still on its way
        wasyncore.close_all(server._map)

    server.trigger.pull_trigger(close)
    pulled.set()
    running.join(20)
    server.task_dispatcher.shutdown()


@pytest.fixture
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0), backlog=256) as shared, served(shared, application):
        yield int(shared.getsockname()[1])


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HEAD_SECONDS", "BODY_SECONDS"):
        monkeypatch.setattr(web_lines, name, 0.3)
    monkeypatch.setattr(web_lines, "BYTES_A_SECOND", 1_000_000)
    for name in ("IDLE_SECONDS", "LOOKED_AFTER_EVERY"):
        monkeypatch.setattr(web_lines, name, 1)


def begin(port: int, *lines: str) -> socket.socket:
    """A line on which these have been said, and nothing more."""
    line = socket.create_connection(("127.0.0.1", port), timeout=20)
    line.sendall("".join(f"{text}\r\n" for text in lines).encode())
    return line


def status_of(line: socket.socket) -> int:
    """Of the answer; 0 when the line was closed without one."""
    start = line.recv(4096).split(b" ", 2)
    return int(start[1]) if len(start) > 1 else 0


def ask(port: int, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        link.request("POST" if body else "GET", "/", body or None, headers)
        answer = link.getresponse()
        return answer.status, answer.read()
    finally:
        link.close()


@pytest.mark.parametrize(
    "said",
    [
        [],
        ["GET / HTTP/1.1", "Host: x"],
        ["POST / HTTP/1.1", "Host: x", SESSION, "Content-Length: 100000", "", "begun"],
        ["GET /long HTTP/1.1", "Host: x", ""],
    ],
    ids=["silent", "half a head", "half a body", "reads nothing"],
)
def test_any_number_of_slow_lines_leaves_the_threads_to_others(port: int, said: list[str]) -> None:
    with ExitStack() as lines:
        for _number in range(SLOW_LINES):
            lines.enter_context(begin(port, *said))
        time.sleep(0.5)
        begun = time.monotonic()
        assert ask(port) == (200, b"0")
        assert time.monotonic() - begun < 5


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    "said",
    [["GET / HTTP/1.1"], ["POST / HTTP/1.1", "Host: x", "Content-Length: 1000", ""]],
    ids=["head", "body"],
)
def test_what_trickles_in_is_ended(port: int, said: list[str]) -> None:
    with begin(port, *said) as line:
        for _piece in range(50):
            line.sendall(b"x")
            answered, _writable, _broken = select.select([line], [], [], 0.1)
            if answered:
                break
        assert status_of(line) == 408


@pytest.mark.usefixtures("hurried")
def test_a_line_on_which_nothing_is_said_is_closed(port: int) -> None:
    with begin(port) as line:
        assert status_of(line) == 0


def test_a_large_upload_of_somebody_without_a_session_is_refused_before_it_is_sent(port: int) -> None:
    head = ["POST / HTTP/1.1", "Host: x", f"Content-Length: {STRANGER_BYTES + 1}"]
    with begin(port, *head, "") as line:
        assert status_of(line) == 413
    with begin(port, *head, "Expect: 100-continue", "") as line:
        assert status_of(line) == 413
    with begin(port, *head, "Expect: 100-continue", SESSION, "") as line:
        assert status_of(line) == 100


def test_nor_may_it_come_in_pieces_of_no_said_length(port: int) -> None:
    with begin(port, "POST / HTTP/1.1", "Host: x", "Transfer-Encoding: chunked", "") as line:
        line.sendall(b"20000\r\n" + b"x" * 0x20000 + b"\r\n0\r\n\r\n")
        assert status_of(line) == 413


def test_uploads_within_bounds_arrive_whole(port: int) -> None:
    assert ask(port, b"x" * STRANGER_BYTES) == (200, str(STRANGER_BYTES).encode())
    large = 3 * STRANGER_BYTES
    assert ask(port, b"x" * large, Cookie="sessionid=something") == (200, str(large).encode())


def test_a_process_at_work_leaves_new_lines_to_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_lines, "LONG_ANSWER_SECONDS", 60)
    begun: Counter[int] = Counter()
    may_end = threading.Event()

    def application_of(number: int) -> Callable[..., Any]:
        def waits(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            begun[number] += 1
            may_end.wait(20)
            return application(environ, start)

        return waits

    everybody = 5 * AT_ONCE
    with ExitStack() as stack:
        shared = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=256))
        asked = ["GET / HTTP/1.1", "Host: x", "Connection: close", ""]
        lines = [stack.enter_context(begin(int(shared.getsockname()[1]), *asked)) for _line in range(everybody)]
        for number in range(2):
            stack.enter_context(served(shared, application_of(number), everybody))
        stack.callback(may_end.set)
        assert wait_for(lambda: min(begun[0], begun[1]) >= AT_ONCE)
        # One more may be taken than it works on: its request is read a moment later.
        assert max(begun.values()) <= AT_ONCE + 1
        may_end.set()
        assert [status_of(line) for line in lines] == [200] * everybody


def test_answers_that_take_long_keep_no_new_line_waiting() -> None:
    may_end = threading.Event()

    def waits_at_long(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/long":
            may_end.wait(20)
        return application(environ, start)

    with socket.create_server(("127.0.0.1", 0), backlog=256) as shared, served(shared, waits_at_long, 2 * AT_ONCE):
        number = int(shared.getsockname()[1])
        with ExitStack() as lines:
            for _line in range(AT_ONCE):
                lines.enter_context(begin(number, "GET /long HTTP/1.1", "Host: x", ""))
            time.sleep(LONG_ANSWER_SECONDS)
            assert ask(number) == (200, b"0")
            may_end.set()


def test_what_we_change_of_waitress_was_tried_with_this_version() -> None:
    """`web_lines` sets its classes of lines and of requests: try these tests with another one, then name it here."""
    assert version("waitress") == "3.0.2"
