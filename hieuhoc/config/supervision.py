"""Running the parts of the product as child processes of one command: who dies is started again, all stop together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

PR_SET_PDEATHSIG = 1
LOOK_EVERY = 0.2
STOP_WITHIN = 35.0
BEHIND = 10  # niceness of what takes what the others leave of the processors
# Ask about the embedded server now and then, not at each look.
LOOKS_PER_ROUND = 10
# A part that lived shorter did not come up: after so many times nobody waits for it any longer.
COMES_UP_WITHIN, MOST_FAILURES = 20.0, 5
LONGEST_PAUSE = 8.0


@dataclass(frozen=True)
class Process:
    """`files`: what it inherits, by number; `niceness`: above 0, it works when the others do not."""

    command: Sequence[str]
    files: tuple[int, ...] = ()
    niceness: int = 0


@dataclass
class _Running:
    part: Process
    child: "subprocess.Popen[bytes]"
    started: float
    failures: int = 0  # one after the other
    again_at: float | None = None  # when it is started again, once it has ended

    @property
    def is_lost(self) -> bool:
        return self.failures >= MOST_FAILURES


def supervise(parts: Mapping[str, Process], each_round: Callable[[], object]) -> int:
    """Run the parts until SIGTERM or Ctrl-C (returns 0), or until one of them does not come up (its code, at least 1).
    One that ends is started again. `each_round` is called every two seconds. Should this very process be killed, Linux
    tells the children to end."""
    asked: list[int] = []
    before = {
        sig: signal.signal(sig, lambda number, _: asked.append(number)) for sig in (signal.SIGTERM, signal.SIGINT)
    }
    running = {name: _Running(part, _start(part), time.monotonic()) for name, part in parts.items()}
    try:
        lost = _watch(running, asked, each_round)
    finally:
        _stop([each.child for each in running.values()])
        for sig, handler in before.items():
            signal.signal(sig, handler)
    if lost is None:
        return 0
    print(f"hieuhoc: {lost} does not come up, so everything stopped.", file=sys.stderr)
    return max(1, running[lost].child.returncode)


def _watch(running: Mapping[str, _Running], asked: Sequence[int], each_round: Callable[[], object]) -> str | None:
    """The name of the part that does not come up; None when asked to end."""
    looks = 0
    while not asked:
        for name, each in running.items():
            _look_after(name, each)
            if each.is_lost:
                return name
        looks += 1
        if looks % LOOKS_PER_ROUND == 0:
            each_round()
        time.sleep(LOOK_EVERY)
    return None


def _look_after(name: str, each: _Running) -> None:
    now = time.monotonic()
    if each.again_at is not None:
        if now >= each.again_at:
            each.child, each.started, each.again_at = _start(each.part), now, None
    elif each.child.poll() is not None:
        each.failures = each.failures + 1 if now - each.started < COMES_UP_WITHIN else 0
        pause = min(LONGEST_PAUSE, each.failures and LOOK_EVERY * 2**each.failures)
        each.again_at = now + pause
        print(f"hieuhoc: {name} ended ({each.child.returncode}) and is started again.", file=sys.stderr, flush=True)


def _start(part: Process) -> "subprocess.Popen[bytes]":
    # A session of its own: Ctrl-C in the terminal reaches us alone, and we stop the children in good order.
    return subprocess.Popen(
        part.command,
        pass_fds=part.files,
        start_new_session=True,
        preexec_fn=_before_start(os.getpid(), part.niceness),
    )


def _before_start(parent: int, niceness: int) -> Callable[[], None]:
    prctl = getattr(ctypes.CDLL(None), "prctl", None)

    def prepare() -> None:
        if prctl is not None:
            prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))
        if os.getppid() != parent:
            os._exit(1)
        os.nice(niceness)

    return prepare


def _stop(children: Sequence["subprocess.Popen[bytes]"]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_WITHIN
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
