"""Everything on one machine: web and worker together, stopped together."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hieuhoc.config.database import keep_database_up
from hieuhoc.config.supervision import supervise
from hieuhoc.web.management.parts import add_address, pack_static_files, require_migrated, web_parts, worker_part


class Command(BaseCommand):
    help = "Serve the pages and do the background work, on this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_address(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        require_migrated()
        pack_static_files()
        parts = web_parts(options["address"])
        self.stdout.write(f"Hiếu Học: http://{options['address']} (Ctrl-C to stop)")
        self.stdout.flush()
        sys.exit(supervise(parts | worker_part(is_behind=True), keep_database_up))
