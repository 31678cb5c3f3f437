"""`hieuhoc backup FILE`: the whole database into one file, while everything goes on."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hieuhoc.config.programs import run_program


class Command(BaseCommand):
    help = "Writes the database to a file (pg_dump, custom format). The secrets are not in it: keep them elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        draft = file.with_name(f".{file.name}.half")
        # Made by us first, so that nobody else may read it.
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        if run_program("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={draft}"]):
            draft.unlink()
            raise CommandError("The backup failed; nothing was written.")
        draft.replace(file)
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes")
