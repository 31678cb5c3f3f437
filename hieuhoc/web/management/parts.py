"""The processes that `serve`, `web` and `worker` start."""

import socket
import sys
from argparse import ArgumentParser

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

from hieuhoc.config import environment
from hieuhoc.config.supervision import BEHIND, Process

BACKLOG = 1024


def add_address(parser: ArgumentParser) -> None:
    parser.add_argument("address", nargs="?", default=environment.text("HIEUHOC_BIND", "127.0.0.1:8000"))


def web_parts(address: str) -> dict[str, Process]:
    """Processes on one socket, which is open from now on: who asks before they are up waits for them."""
    shared = listen(address).detach()
    command = [sys.executable, "-m", "hieuhoc.config.web_process", str(shared)]
    processes = range(1, 1 + environment.number("HIEUHOC_WEB_PROCESSES", 2))
    return {f"web {number}": Process(command, files=(shared,)) for number in processes}


def listen(address: str) -> socket.socket:
    """At `host:port`, `[::1]:port`. Raises CommandError."""
    host, _colon, port = address.rpartition(":")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, int(port)), family=family, backlog=BACKLOG)
    except (OSError, ValueError) as error:
        raise CommandError(f"Cannot listen at {address}: {error}") from None


def worker_part(*, is_behind: bool = False) -> dict[str, Process]:
    """`is_behind`: beside the web on one machine."""
    jobs_at_once = environment.number("HIEUHOC_WORKER_JOBS", 2)
    command = [sys.executable, "-m", "hieuhoc.config.command", "procrastinate", "worker"]
    niceness = BEHIND if is_behind else 0
    return {"worker": Process([*command, "--concurrency", str(jobs_at_once)], niceness=niceness)}


def pack_static_files() -> None:
    """Compressed once at the start instead of for everybody who asks. Only for commands of `config.command.SERVING`."""
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["django_htmx"])


def require_migrated() -> None:
    try:
        executor = MigrationExecutor(connection)
    except ProgrammingError:  # nobody has granted the role that serves anything yet
        raise CommandError("The database is not up to date; run `hieuhoc migrate` first.") from None
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is not up to date; run `hieuhoc migrate` first.")
    # Children connect for themselves; an idle connection of ours would only sit there.
    connection.close()
