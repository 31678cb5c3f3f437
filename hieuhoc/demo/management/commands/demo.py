"""`hieuhoc demo`: a believable province, made once, then served."""

import json
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hieuhoc.demo.believable import (
    Say,
    is_half_made,
    is_made,
    make_province,
    note_finished,
    refuse_other_people,
    sweep_away,
)
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
        say = (lambda text: None) if quiet else (lambda text: self._say(text, started))
        call_command("migrate", verbosity=0)
        try:
            self._make(options["people"], say)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from None
        if quiet:
            self.stdout.write(json.dumps(summary(), ensure_ascii=False, indent=2))
        else:
            self._introduce()
        if not options["check"]:
            call_command("serve")

    def _make(self, people: int, say: Say) -> None:
        if is_half_made():
            say("Lần trước làm dở; làm lại từ đầu")
            sweep_away()
            call_command("migrate", verbosity=0)
        refuse_other_people()
        if not is_made():
            make_province(people, say)
            finish(say)
            note_finished(people)

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
