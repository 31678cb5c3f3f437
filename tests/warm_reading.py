"""Children that read sheets, for tests that send them by the hundred: the product's own program with its own limits, forked from
a process that has loaded the libraries, which takes half a second each time. The tests of `lib` start it as the product does."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path
from typing import IO

from hieuhoc.config.environment import ROOT
from hieuhoc.lib import xlsx
from tests.reading_nursery import MOST_BYTES

TESTS = Path(__file__).parent
cold = xlsx.start_child


class WarmChild:
    """What `subprocess.Popen` is to its child."""

    def __init__(self, nursery: "Nursery", pid: int, stdout: IO[bytes]) -> None:
        self.nursery, self.pid, self.stdout = nursery, pid, stdout
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = self.nursery.ask({"ended": self.pid})
        return self.returncode

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        if self.returncode is None:
            self.returncode = self.nursery.ask({"wait": self.pid})
        assert self.returncode is not None
        return self.returncode


class Nursery:
    """The process with the libraries; it ends with ours."""

    def __init__(self) -> None:
        self._link, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._alone = threading.Lock()
        command = [sys.executable, "-m", "tests.reading_nursery", str(theirs.fileno())]
        self._process = subprocess.Popen(
            command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=xlsx.bare_environment(),
            cwd=ROOT,
        )
        theirs.close()

    def start(self, request: str, folder: str) -> WarmChild:
        reading, writing = os.pipe()
        pid = self.ask({"request": request, "folder": folder}, writing)
        os.close(writing)
        assert pid is not None
        return WarmChild(self, pid, os.fdopen(reading, "rb", buffering=0))

    def ask(self, question: dict[str, str | int], *handles: int) -> int | None:
        with self._alone:
            socket.send_fds(self._link, [json.dumps(question).encode()], handles)
            answer: int | None = json.loads(self._link.recv(MOST_BYTES))
        return answer


@cache
def _nursery_of(_process: int) -> Nursery:
    return Nursery()


def warm(request: str, folder: str) -> xlsx.Child:
    return _nursery_of(os.getpid()).start(request, folder)


def choose_child(test: Path) -> None:
    xlsx.start_child = cold if test.is_relative_to(TESTS / "lib") else warm
