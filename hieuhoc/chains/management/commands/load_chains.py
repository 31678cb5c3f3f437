"""`hieuhoc load_chains`: the review chains that come with the product, as drafts; harmless to run again."""

from typing import Any

from django.core.management.base import BaseCommand

from hieuhoc.chains.actions import load_chains


class Command(BaseCommand):
    help = "Load the review chains that come with the product, as drafts."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_chains(actor=None)
        self.stdout.write(", ".join(str(chain) for chain in loaded) or "nothing new")
