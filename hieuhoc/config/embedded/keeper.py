"""The keeper: the process that is the parent of `postgres` and stops it after its last user.

Run as a script (`python -I -S keeper.py`) with its plan on standard input; standard library only, so that it starts in
a few hundredths of a second and holds little memory. It inherits the descriptor of its own lock, already locked.

Users hold a shared lock on `users` for as long as they live; the kernel drops it however they die. The keeper tries for
the exclusive lock: getting it means nobody is left. It keeps that lock until it has ended, so a newcomer waits at the
door until the old server is gone and then starts a new keeper.
"""

import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
LOOK_EVERY = 0.2
FAST_STOP_WITHIN = 120.0
IMMEDIATE_STOP_WITHIN = 20.0


class ToldToEnd(Exception):
    """Somebody asked the keeper itself to end."""


def main() -> None:
    plan = json.load(sys.stdin)
    if os.fork():
        os._exit(0)  # the starter waits for this first process only, and is left with no child
    os.setsid()
    os.chdir("/")
    os.umask(0o077)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _tell)
    server: subprocess.Popen[bytes] | None = None
    try:
        wait_for_orphan(Path(plan["cluster"]))
        if not os.path.exists(plan["cluster"]):
            make_cluster(plan)
        server = start(plan)
        wait_until_unused(plan["users"], server)
    except ToldToEnd:
        pass
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(f"keeper: {error}") from None
    finally:
        if server is not None:
            stop(server)


def _tell(*_: object) -> None:
    raise ToldToEnd


def as_server_user(plan: dict[str, Any], *, dies_with_keeper: bool) -> Any:
    """What a child does between fork and exec: give up root, then ask to be stopped when the keeper dies.

    The order matters: Linux forgets the death signal when the user changes.
    """
    keeper = os.getpid()
    prctl = getattr(ctypes.CDLL(None), "prctl", None)

    def prepare() -> None:
        if plan["account"]:
            uid, gid = plan["account"]
            os.setgroups([])
            os.setgid(gid)
            os.setuid(uid)
        os.umask(0o077)
        if dies_with_keeper and prctl is not None:
            prctl(PR_SET_PDEATHSIG, int(signal.SIGINT))
            if os.getppid() != keeper:
                os._exit(1)

    return prepare


def make_cluster(plan: dict[str, Any]) -> None:
    """initdb into a draft folder, renamed when whole: a killed initdb leaves nothing that looks like a database."""
    final = Path(plan["cluster"])
    draft = final.with_name("data.new")
    subprocess.run(["rm", "-rf", str(draft)], check=True)
    draft.mkdir(mode=0o700)
    password = draft.with_name("data.password")
    password.unlink(missing_ok=True)
    handle = os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, plan["superuser_password"].encode())
        if plan["account"]:
            os.fchown(handle, *plan["account"])
            os.chown(draft, *plan["account"])
        os.close(handle)
        subprocess.run(
            [*plan["initdb"], f"--pgdata={draft}", f"--pwfile={password}"],
            check=True,
            env=plan["environment"],
            preexec_fn=as_server_user(plan, dies_with_keeper=True),
            stdin=subprocess.DEVNULL,
        )
    finally:
        password.unlink()
    draft.rename(final)


def start(plan: dict[str, Any]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        plan["postgres"],
        env=plan["environment"],
        preexec_fn=as_server_user(plan, dies_with_keeper=True),
        stdin=subprocess.DEVNULL,
        close_fds=True,
    )


def wait_for_orphan(cluster: Path) -> None:
    """A keeper that was killed leaves a server that is stopping; wait for it, and press if it is not."""
    began = time.monotonic()
    while (pid := server_pid(cluster)) is not None:
        waited = time.monotonic() - began
        if waited > FAST_STOP_WITHIN + IMMEDIATE_STOP_WITHIN:
            raise SystemExit(f"The old server {pid} does not end.")
        try:
            os.kill(pid, signal.SIGQUIT if waited > FAST_STOP_WITHIN else signal.SIGINT)
        except ProcessLookupError:
            break
        time.sleep(0.05)
    # Whatever the file still says names no server of this cluster, perhaps a stranger with the same process id.
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def server_pid(cluster: Path) -> int | None:
    """The living postmaster of this very cluster (it works inside its data folder), if any."""
    try:
        pid = int((cluster / "postmaster.pid").read_text().split()[0])
        alive = os.path.samefile(f"/proc/{pid}/cwd", cluster)
    except (OSError, ValueError, IndexError):
        return None
    return pid if alive else None


def wait_until_unused(users: str, server: subprocess.Popen[bytes]) -> None:
    """Return when nobody holds the users' lock, then held by us until the process ends; or when the server has died."""
    handle = os.open(users, os.O_RDWR)
    while server.poll() is None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            time.sleep(LOOK_EVERY)


def stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown; immediate if that does not end; kill as the last resort."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for how, within in (
        (signal.SIGINT, FAST_STOP_WITHIN),
        (signal.SIGQUIT, IMMEDIATE_STOP_WITHIN),
        (signal.SIGKILL, IMMEDIATE_STOP_WITHIN),
    ):
        if server.poll() is None:
            server.send_signal(how)
        try:
            server.wait(within)
            return
        except subprocess.TimeoutExpired:
            continue


if __name__ == "__main__":
    main()
