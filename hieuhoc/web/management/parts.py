"""The processes that `serve`, `web` and `worker` start."""

import sys
from argparse import ArgumentParser

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

from hieuhoc.config import environment


def add_address(parser: ArgumentParser) -> None:
    parser.add_argument("address", nargs="?", default=environment.text("HIEUHOC_BIND", "127.0.0.1:8000"))


def web_command(address: str) -> list[str]:
    return [sys.executable, "-m", "gunicorn", "--config", "python:hieuhoc.config.web_server", "--bind", address]


def worker_command() -> list[str]:
    jobs_at_once = environment.number("HIEUHOC_WORKER_JOBS", 2)
    command = [sys.executable, "-m", "hieuhoc.config.command", "procrastinate", "worker"]
    return [*command, "--concurrency", str(jobs_at_once)]


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
