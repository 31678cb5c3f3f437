"""The worker of the web processes: requests go where they are answered at once, and slow lines stop nobody."""

import http.client
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from hieuhoc.config.web_worker import AT_ONCE, SLOW
from tests.ports import free_port

PROCESSES = 2


def ask(port: int, seconds: float) -> str:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        link.request("GET", f"/{seconds}")
        return link.getresponse().read().decode()
    finally:
        link.close()


@pytest.fixture
def port() -> Iterator[int]:
    number = free_port()
    options = ["--workers", str(PROCESSES), "--threads", "8", "--bind", f"127.0.0.1:{number}", "--log-level", "error"]
    worker = ["--worker-class", "hieuhoc.config.web_worker.FairWorker", "tests.config.slow_app"]
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", *options, *worker])
    try:
        until = time.monotonic() + 30
        while True:
            try:
                ask(number, 0)
                break
            except OSError:
                assert time.monotonic() < until
                time.sleep(0.1)
        yield number
    finally:
        server.terminate()
        server.wait(30)


def test_no_process_takes_more_than_it_can_answer_at_once(port: int) -> None:
    with ThreadPoolExecutor(8) as pool:
        answered = Counter(pool.map(lambda _n: ask(port, SLOW / 2), range(PROCESSES * AT_ONCE)))
    assert set(answered.values()) == {AT_ONCE}


def test_answers_that_take_long_do_not_stop_the_next_ones(port: int) -> None:
    with ThreadPoolExecutor(8) as pool:
        slow = [pool.submit(ask, port, 8 * SLOW) for _n in range(PROCESSES * AT_ONCE)]
        time.sleep(SLOW / 2)
        assert ask(port, 0)
        assert not any(one.done() for one in slow)
