"""`hieuhoc serve` keeps its parts together: started together, stopped together."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from hieuhoc.config.environment import ROOT
from hieuhoc.config.supervision import supervise
from tests.config.clone import wait_for

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
SUPERVISOR = """
import sys
from hieuhoc.config.supervision import supervise
sleeper = [sys.executable, "-c", "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"]
sys.exit(supervise({"one": [*sleeper, sys.argv[1]], "two": [*sleeper, sys.argv[2]]}, lambda: None))
"""


def pid_in(path: Path) -> int:
    assert wait_for(lambda: path.exists() and path.read_text(encoding="ascii").isdigit())
    return int(path.read_text(encoding="ascii"))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def start_supervisor(folder: Path) -> tuple["subprocess.Popen[bytes]", list[int]]:
    paths = [folder / "one", folder / "two"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-c", SUPERVISOR, *map(str, paths)], env=environment)
    return process, [pid_in(path) for path in paths]


def test_when_one_part_dies_the_other_is_stopped_and_its_code_returned() -> None:
    assert supervise({"web": [sys.executable, "-c", "raise SystemExit(3)"], "worker": SLEEPER}, lambda: None) == 3


def test_a_part_that_ends_without_error_still_counts_as_a_failure() -> None:
    assert supervise({"web": [sys.executable, "-c", ""], "worker": SLEEPER}, lambda: None) == 1


def test_asked_to_end_it_stops_its_parts_and_ends_well(tmp_path: Path) -> None:
    process, parts = start_supervisor(tmp_path)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert not any(map(alive, parts))


def test_killed_outright_it_leaves_no_part_behind(tmp_path: Path) -> None:
    process, parts = start_supervisor(tmp_path)
    process.kill()
    process.wait(20)
    assert wait_for(lambda: not any(map(alive, parts)))


def test_each_round_is_called_while_everything_runs() -> None:
    calls: list[float] = []
    threading.Timer(5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    assert supervise({"worker": SLEEPER}, lambda: calls.append(time.monotonic())) == 0
    assert len(calls) >= 1
