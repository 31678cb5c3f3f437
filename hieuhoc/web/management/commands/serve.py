"""Everything on one machine: web and worker together, stopped together."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hieuhoc.config.database import keep_database_up
from hieuhoc.config.supervision import supervise
from hieuhoc.web.management.parts import add_address, pack_static_files, require_migrated, web_command, worker_command


class Command(BaseCommand):
    help = "Serve the pages and do the background work, on this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_address(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        require_migrated()
        pack_static_files()
        self.stdout.write(f"Hiếu Học: http://{options['address']} (Ctrl-C to stop)")
        self.stdout.flush()
        commands = {"web": web_command(options["address"]), "worker": worker_command()}
        sys.exit(supervise(commands, keep_database_up, behind={"worker"}))
