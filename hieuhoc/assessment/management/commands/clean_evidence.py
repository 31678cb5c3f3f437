"""`hieuhoc clean_evidence --before 2026-11-20`: files of evidence that were stored before photos and PDF were written anew lose
what is not seen: position and time of a camera, scripts. Once, after an upgrade from such a release."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from hieuhoc.assessment.actions import rewrite_evidence
from hieuhoc.assessment.models import Evidence
from hieuhoc.lib.errors import Refusal


class Command(BaseCommand):
    help = "Writes files of evidence stored before a day anew; may be stopped and run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--before", type=date.fromisoformat, required=True, help="day of the upgrade, like 2026-11-20"
        )

    def handle(self, *args: Any, before: date, **options: Any) -> None:
        old = Evidence.objects.filter(document__created_at__date__lt=before, document__purged_at__isnull=True)
        written, left = 0, 0
        for evidence in old.order_by("pk").iterator(chunk_size=100):
            try:
                rewrite_evidence(evidence, actor=None)
                written += 1
            except (Refusal, FileNotFoundError, ValueError) as fault:
                left += 1
                self.stderr.write(f"evidence {evidence.pk}: {getattr(fault, 'code', 'stored_file_lost')}")
        self.stdout.write(f"{written} files written anew, {left} left as they were")
