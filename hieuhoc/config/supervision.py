"""Running the parts of the product as child processes of one command: they stop together, whatever happens first."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence

PR_SET_PDEATHSIG = 1
LOOK_EVERY = 0.2
STOP_WITHIN = 35.0
BEHIND = 10  # niceness
# Ask about the embedded server now and then, not at each look.
LOOKS_PER_ROUND = 10


def supervise(
    commands: Mapping[str, Sequence[str]], each_round: Callable[[], object], behind: Collection[str] = ()
) -> int:
    """Run the commands until SIGTERM or Ctrl-C (returns 0) or until one of them ends (returns its code, at least 1).

    Those `behind` get what the others leave of the processors. `each_round` is called every two seconds. Should this
    very process be killed, Linux tells the children to end.
    """
    asked: list[int] = []
    before = {
        sig: signal.signal(sig, lambda number, _: asked.append(number)) for sig in (signal.SIGTERM, signal.SIGINT)
    }
    children = {name: _start(command, BEHIND if name in behind else 0) for name, command in commands.items()}
    try:
        ended = _watch(children, asked, each_round)
    finally:
        _stop(children)
        for sig, handler in before.items():
            signal.signal(sig, handler)
    if ended is None:
        return 0
    print(f"hieuhoc: {ended} ended, so everything stopped.", file=sys.stderr)
    return max(1, children[ended].returncode)


def _watch(
    children: Mapping[str, subprocess.Popen[bytes]], asked: Sequence[int], each_round: Callable[[], object]
) -> str | None:
    looks = 0
    while not asked:
        for name, child in children.items():
            if child.poll() is not None:
                return name
        looks += 1
        if looks % LOOKS_PER_ROUND == 0:
            each_round()
        time.sleep(LOOK_EVERY)
    return None


def _start(command: Sequence[str], niceness: int) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C in the terminal reaches us alone, and we stop the children in good order.
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_prepared(os.getpid(), niceness))


def _prepared(parent: int, niceness: int) -> Callable[[], None]:
    prctl = getattr(ctypes.CDLL(None), "prctl", None)

    def prepare() -> None:
        if prctl is not None:
            prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))
        if os.getppid() != parent:
            os._exit(1)
        os.nice(niceness)

    return prepare


def _stop(children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_WITHIN
    for child in children.values():
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
