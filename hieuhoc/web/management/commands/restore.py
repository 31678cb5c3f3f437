"""`hieuhoc restore FILE`: a backup into an empty database, brought up to this release; whoever was erased since it was made is
erased again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from hieuhoc.config.programs import read_back


class Command(BaseCommand):
    help = "Reads a backup into this database, which must be empty; migrates it, and erases again who was erased since."

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
        call_command("migrate", verbosity=0)
        self.stdout.write("Restored, and up to this release.")
        call_command("replay_erasures", stdout=self.stdout)
