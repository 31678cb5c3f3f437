"""`hieuhoc purge_old_data`: what the worker does every night, now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hieuhoc.privacy.purging import NotPurged, purge_all


class Command(BaseCommand):
    help = "Ends personal data whose period of keeping is over; batch by batch, may be stopped and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            night = purge_all()
        except NotPurged as error:
            raise CommandError(f"not purged: {error}; the log says why") from None
        for code, done in night.counts.items():
            self.stdout.write(f"{code}: {done['count']} from before {done['before']}")
