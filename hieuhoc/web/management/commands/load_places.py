"""`hieuhoc load_places`: the map of Vietnam, whole or in the steps the demo needs apart."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hieuhoc.places.actions import apply_later_orders, apply_reform_2025, load_old_map
from hieuhoc.places.models import Place


class Command(BaseCommand):
    help = "Load the administrative map: the old one, the two-tier map of 1/7/2025 and the known orders since."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--old-only", action="store_true", help="stop at the map of 30/6/2025")
        parser.add_argument("--reform-only", action="store_true", help="the old map is loaded: apply the orders")
        parser.add_argument("--provinces", nargs="*", help="codes of the new map (default: all 34)")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        if not options["reform_only"]:
            load_old_map(actor=None)
        orders = []
        if not options["old_only"]:
            orders = apply_reform_2025(options["provinces"], actor=None) + apply_later_orders(
                options["provinces"], actor=None
            )
        seconds = time.monotonic() - began
        self.stdout.write(f"{Place.objects.count()} places, {len(orders)} change orders applied in {seconds:.1f} s")
