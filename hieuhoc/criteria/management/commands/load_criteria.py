"""`hieuhoc load_criteria`: the published criteria sets into the database; harmless to run again."""

from typing import Any

from django.core.management.base import BaseCommand

from hieuhoc.criteria.actions import load_criteria


class Command(BaseCommand):
    help = "Load the published criteria sets (244/QĐ-KHVN, 324/QĐ-KHVN)."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_criteria(actor=None)
        self.stdout.write(", ".join(version.number for version in loaded) or "nothing new")
