"""`hieuhoc serve` keeps its parts up: who dies is started again, all stop together."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from hieuhoc.config import supervision
from hieuhoc.config.environment import ROOT
from hieuhoc.config.supervision import Process, supervise
from tests.config.clone import wait_for

SLEEPER = Process([sys.executable, "-c", "import time; time.sleep(60)"])
SUPERVISOR = """
import sys
from hieuhoc.config.supervision import Process, supervise
sleeper = [sys.executable, "-c", "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"]
sys.exit(supervise({path: Process([*sleeper, path]) for path in sys.argv[1:]}, lambda: None))
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


def ends(code: int) -> Process:
    return Process([sys.executable, "-c", f"raise SystemExit({code})"])


def test_a_part_that_is_killed_is_started_again_and_the_other_goes_on(tmp_path: Path) -> None:
    process, parts = start_supervisor(tmp_path)
    os.kill(parts[0], signal.SIGKILL)
    assert wait_for(lambda: pid_in(tmp_path / "one") != parts[0])
    assert alive(pid_in(tmp_path / "one"))
    assert alive(parts[1])
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert not alive(pid_in(tmp_path / "one"))


def test_when_a_part_never_comes_up_the_others_are_stopped_and_its_code_returned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(supervision, "LONGEST_PAUSE", 0.1)
    assert supervise({"web": ends(3), "worker": SLEEPER}, lambda: None) == 3


def test_a_part_that_ends_without_error_still_counts_as_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "LONGEST_PAUSE", 0.1)
    assert supervise({"web": ends(0), "worker": SLEEPER}, lambda: None) == 1


def test_a_part_may_inherit_a_file(tmp_path: Path) -> None:
    """The web processes inherit the socket they share."""
    with (tmp_path / "said").open("w") as file:
        says = f"import os, time; os.write({file.fileno()}, b'here'); time.sleep(60)"
        threading.Timer(3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        assert supervise({"web": Process([sys.executable, "-c", says], files=(file.fileno(),))}, lambda: None) == 0
    assert (tmp_path / "said").read_text() == "here"


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
