"""`hieuhoc signing_key`: the keys that sign credentials, as the page of the province shows and changes them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hieuhoc.credentials.actions import add_signing_key, end_signing_key, report_signing_key
from hieuhoc.credentials.models import SigningKey
from hieuhoc.credentials.reads import signed_by_key
from hieuhoc.lib.errors import Refusal


class Command(BaseCommand):
    help = "List the signing keys; --new makes one (the one before ends), --end N, --report N --reason TEXT."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--new", action="store_true", help="a new key signs from now on")
        parser.add_argument("--end", type=int, metavar="N", help="key-N signs nothing more")
        parser.add_argument("--report", type=int, metavar="N", help="somebody else may have key-N")
        parser.add_argument("--reason", default="", help="of a report")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["new"]:
                add_signing_key(actor=None)
            elif options["end"] is not None:
                end_signing_key(_key(options["end"]), actor=None)
            elif options["report"] is not None:
                report_signing_key(_key(options["report"]), reason=options["reason"], actor=None)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from None
        signed = signed_by_key()
        for key in SigningKey.objects.order_by("number"):
            until = f"{key.until:%Y-%m-%d %H:%M}" if key.until else "now"
            papers = signed.get(key.pk, 0)
            self.stdout.write(
                f"{key.name}  {key.standing.value}  {key.since:%Y-%m-%d %H:%M} – {until}  {papers} papers"
            )


def _key(number: int) -> SigningKey:
    key = SigningKey.objects.filter(number=number).first()
    if key is None:
        raise CommandError(f"There is no key-{number}.")
    return key
