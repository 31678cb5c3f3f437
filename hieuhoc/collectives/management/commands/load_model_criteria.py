"""`hieuhoc load_model_criteria`: what is published of learning models' criteria into the database; harmless to run again."""

from typing import Any

from django.core.management.base import BaseCommand

from hieuhoc.collectives.actions import load_model_criteria


class Command(BaseCommand):
    help = "Load the published criteria of learning models (448/QĐ-KHVN, circulars 24/2023 and 25/2023)."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_model_criteria(actor=None)
        self.stdout.write(", ".join(str(criteria) for criteria in loaded) or "nothing new")
