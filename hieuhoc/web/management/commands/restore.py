"""`hieuhoc restore FILE`: a backup into an empty database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from hieuhoc.config.programs import read_back


class Command(BaseCommand):
    help = "Reads a backup into this database, which must be empty; in one transaction."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.introspection.table_names():
            raise CommandError(
                "This database is not empty; a backup is only read into a new one (HIEUHOC_DB, DATABASE_URL)."
            )
        connection.close()
        if not read_back(options["file"]):
            raise CommandError("The backup could not be read; the database is empty as before.")
        self.stdout.write("Restored; now `hieuhoc migrate` brings it up to this release.")
