"""`hieuhoc rotate_keys`: everything sealed is sealed anew under the newest key; may be stopped and run again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hieuhoc.audit.rotation import Rotation, rotations
from hieuhoc.lib.keyring import keyring
from hieuhoc.people.actions import rotate_keys


class Command(BaseCommand):
    help = (
        "Seals values, files and imports anew under the first of HIEUHOC_DATA_KEYS, batch by batch, while people work."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=5000, help="rows or files per transaction (default 5000)")

    def handle(self, *args: Any, **options: Any) -> None:
        total, failed = 0, set[str]()
        while True:  # once more while something was found: a process that still ran on the old key may have written
            failed.clear()
            count = sum(self._rotate(rotation, options["batch"], failed) for rotation in rotations)
            total += count
            if not count:
                break
        if failed:
            named = ", ".join(sorted(failed)[:20])
            raise CommandError(f"{total} sealed anew; not these {len(failed)}, keep the older keys: {named}")
        key = keyring().writing.decode()
        self.stdout.write(f"done: {total} sealed anew; everything is under {key}, older keys may go")

    def _rotate(self, rotation: Rotation, limit: int, failed: set[str]) -> int:
        total, after = 0, 0
        while True:
            step = rotate_keys(rotation, after=after, limit=limit, actor=None)
            total += step.count
            failed.update(step.failed)
            if step.count:
                self.stdout.write(f"{rotation.name}: {total} sealed anew")
            if step.after is None:
                return total
            after = step.after
