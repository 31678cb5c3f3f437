"""The background work alone."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from hieuhoc.config.database import keep_database_up
from hieuhoc.config.supervision import supervise
from hieuhoc.web.management.parts import require_migrated, worker_part


class Command(BaseCommand):
    help = "Do the background work: imports, recounts, messages, sealing."

    def handle(self, *args: Any, **options: Any) -> None:
        require_migrated()
        sys.exit(supervise(worker_part(), keep_database_up))
