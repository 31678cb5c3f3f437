"""`hieuhoc rotate_keys`: numbers, phones and mail addresses sealed anew under the newest key; may be stopped and run again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hieuhoc.people.actions import rotate_keys


class Command(BaseCommand):
    help = "Seals numbers, phones and mail addresses anew under the first of HIEUHOC_DATA_KEYS, batch by batch."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=5000, help="rows per transaction (default 5000)")

    def handle(self, *args: Any, **options: Any) -> None:
        total = 0
        while count := rotate_keys(limit=options["batch"], actor=None):
            total += count
            self.stdout.write(f"{total} values sealed anew")
        self.stdout.write(f"done: {total} values; nothing of people is left under an older key")
