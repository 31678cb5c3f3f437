"""`hieuhoc check_records`: what must hold true of the records and no constraint keeps. For the nightly timer."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hieuhoc.web.promises import broken_promises


class Command(BaseCommand):
    help = "Checks promises over all records; ends with 1 and says which are broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="the broken promises as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        broken = broken_promises()
        if options["json"]:
            self.stdout.write(json.dumps([vars(promise) for promise in broken], ensure_ascii=False))
        for promise in broken:
            self.stderr.write(f"broken: {promise.promise}: {promise.rows} rows, e.g. {list(promise.examples)}")
        if broken:
            raise CommandError(f"{len(broken)} promises are broken")
        if not options["json"]:
            self.stdout.write("all promises hold")
