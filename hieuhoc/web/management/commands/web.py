"""The pages alone (the worker runs elsewhere)."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hieuhoc.config.database import keep_database_up
from hieuhoc.config.supervision import supervise
from hieuhoc.web.management.parts import add_address, pack_static_files, require_migrated, web_parts


class Command(BaseCommand):
    help = "Serve the pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_address(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        require_migrated()
        pack_static_files()
        sys.exit(supervise(web_parts(options["address"]), keep_database_up))
