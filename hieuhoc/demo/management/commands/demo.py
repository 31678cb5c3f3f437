"""`hieuhoc demo`: a believable province, made once, then served."""

import json
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hieuhoc.demo.believable import is_made, make_province, refuse_other_people
from hieuhoc.demo.cast import PASSWORD
from hieuhoc.demo.finish import accounts, finish
from hieuhoc.demo.summary import summary
from hieuhoc.lib.errors import Refusal

PEOPLE = 50_000


class Command(BaseCommand):
    help = "Makes the demonstration province (once) and serves it on 127.0.0.1:8000."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=PEOPLE, help="how many invented people")
        parser.add_argument("--check", action="store_true", help="do not serve")
        parser.add_argument("--json", action="store_true", help="print counts and T1–T5 as JSON")

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Set HIEUHOC_DEMO=1: a demonstration never mixes with real people.")
        quiet = options["json"]
        started = time.monotonic()
        call_command("migrate", verbosity=0)
        try:
            refuse_other_people()
            if not is_made():
                say = (lambda text: None) if quiet else (lambda text: self._say(text, started))
                make_province(options["people"], say)
                finish(say)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from None
        if quiet:
            self.stdout.write(json.dumps(summary(), ensure_ascii=False, indent=2))
        else:
            self._introduce()
        if not options["check"]:
            call_command("serve")

    def _say(self, text: str, started: float) -> None:
        self.stdout.write(f"{time.monotonic() - started:6.1f} s  {text}")
        self.stdout.flush()

    def _introduce(self) -> None:
        self.stdout.write(f"\nTrang công khai: {settings.PUBLIC_URL}/\nTrang làm việc:  {settings.PUBLIC_URL}/office/")
        self.stdout.write(f"Mật khẩu của mọi tài khoản dưới đây: {PASSWORD}")
        for account in accounts():
            self.stdout.write(f"  {account.username:<8}{account.full_name:<26}{account.what}")
        self.stdout.write("")
        self.stdout.flush()
