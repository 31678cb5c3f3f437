"""`hieuhoc replay_erasures`: whoever was erased and came back with an older backup is erased again. `restore` calls it."""

from typing import Any

from django.core.management.base import BaseCommand

from hieuhoc.privacy.actions import repeat_erasure
from hieuhoc.privacy.erasing import come_back, places_outside


class Command(BaseCommand):
    help = "Erases again whoever stands on the list of the erased kept outside the database; may be run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for citizen in come_back():
            repeat_erasure(citizen, actor=None)
            count += 1
        kept = [str(path) for path in places_outside() if path.exists()]
        told = f"the list stands in {', '.join(kept)}" if kept else "there is no list of the erased here"
        self.stdout.write(f"{count} people erased again; {told}.")
