"""`hieuhoc change_map FILE`: a change order from a file, tried; `--apply` carries it out, `--schedule` does on its day
to come, `--undo NUMBER` takes it back."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from hieuhoc.lib.errors import Refusal
from hieuhoc.places.actions import apply_change_order, draft_order, preview_order, schedule_order, undo_change_order
from hieuhoc.places.actions.applying import CarriedOut
from hieuhoc.places.models import ChangeOrder
from hieuhoc.places.order_files import OrderFile
from hieuhoc.places.successions import registry

TEXTS = ("legal_basis", "source", "certainty")


class Command(BaseCommand):
    help = "Tries the change order of a JSON file (format: places/order_files.py) and says what it would move."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="the order as JSON")
        parser.add_argument("--apply", action="store_true", help="carry it out; without, nothing is kept")
        parser.add_argument("--schedule", action="store_true", help="keep it; the worker carries it out on its day")
        parser.add_argument("--undo", metavar="NUMBER", help="take back the applied order of this number")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["file"]) == bool(options["undo"]):
            raise CommandError("give either a file or --undo NUMBER")
        try:
            if options["undo"]:
                self._undo(options["undo"])
            else:
                self._carry_out(json.loads(options["file"].read_text(encoding="utf-8")), options)
        except Refusal as refusal:
            raise CommandError(refusal.advice) from None
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise CommandError(f"the file cannot be read as an order: {type(error).__name__}: {error}") from None

    def _carry_out(self, content: dict[str, Any], options: dict[str, Any]) -> None:
        keeps = options["apply"] or options["schedule"]
        texts = {name: content[name] for name in TEXTS if name in content}
        file = OrderFile(content)
        with transaction.atomic():
            order = draft_order(
                content["number"],
                content["title"],
                date.fromisoformat(content["takes_effect_on"]),
                file.lines(),
                **texts,
                actor=None,
            )
            carried = apply_change_order(order, actor=None) if options["apply"] else preview_order(order, actor=None)
            if options["schedule"]:
                schedule_order(order, actor=None)
            transaction.set_rollback(not keeps)
        self._say(carried)
        if carried.problems:
            raise CommandError(" ".join(carried.problems))
        if options["schedule"]:
            self.stdout.write(f"kept; the worker carries it out on {order.takes_effect_on}")
        else:
            self.stdout.write("applied" if keeps else "nothing has changed; --apply carries it out")

    def _say(self, carried: CarriedOut) -> None:
        moves = carried.moves
        self.stdout.write(f"units ended {len(moves.ended)}, made {len(moves.made)}, changed {len(moves.amended)}")
        for noun, count in sorted(carried.rows.items()):
            self.stdout.write(f"{count} {registry.label_of(*noun)}")

    def _undo(self, number: str) -> None:
        order = ChangeOrder.objects.filter(number=number, status=ChangeOrder.Status.APPLIED).order_by("-pk").first()
        if order is None:
            raise CommandError(f"no applied order has the number {number}")
        undo_change_order(order, actor=None)
        self.stdout.write("undone")
