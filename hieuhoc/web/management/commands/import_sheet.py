"""`hieuhoc import_sheet roster tệp.xlsx --place 24xxx [--yes]`: check, show, ask, write; also resume, undo, template, export."""

import sys
import threading
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place, PlaceSpell
from hieuhoc.sheets.actions import check_batch, confirm_batch, receive_file, undo_batch
from hieuhoc.sheets.definition import said
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.progress import progress_of
from hieuhoc.sheets.registry import all_sheets
from hieuhoc.sheets.workbooks import write_annotated, write_export, write_template


class Command(BaseCommand):
    help = "Imports a spreadsheet: checks every row, shows what would change, asks, writes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sheet", choices=[sheet.code for sheet in all_sheets()])
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--place", help="code of the commune or province")
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="KEY=VALUE",
            help="a setting of the sheet, e.g. since=2025-07-01",
        )
        parser.add_argument("--yes", action="store_true", help="write without asking")
        parser.add_argument("--problems", type=Path, help="write the rows with their problems to this .xlsx")
        parser.add_argument("--template", type=Path, help="only write the blank template to this .xlsx")
        parser.add_argument("--export", type=Path, help="only write the rows that exist to this .xlsx")
        parser.add_argument("--resume", type=int, metavar="BATCH", help="go on with an interrupted import")
        parser.add_argument("--undo", type=int, metavar="BATCH", help="take a written import back")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(options)
        except Refusal as refusal:
            raise CommandError(" ".join(filter(None, [refusal.sentence, refusal.remedy]))) from refusal

    def _run(self, options: dict[str, Any]) -> None:
        if options["undo"]:
            self._watch(Batch.objects.get(pk=options["undo"]), undo_batch)
        elif options["resume"]:
            self._watch(Batch.objects.get(pk=options["resume"]), confirm_batch)
        elif options["template"]:
            write_template(options["sheet"], _place(options["place"]), options["template"], actor=None)
        elif options["export"]:
            rows = write_export(
                options["sheet"], _place(options["place"]), options["export"], on=timezone.localdate(), actor=None
            )
            self.stdout.write(f"{rows} rows")
        else:
            self._import(options)

    def _import(self, options: dict[str, Any]) -> None:
        if options["file"] is None:
            raise CommandError("Which file?")
        settings = dict(pair.split("=", 1) for pair in options["set"])
        settings.setdefault("since", date(timezone.localdate().year, 1, 1).isoformat())
        with options["file"].open("rb") as content:
            batch = receive_file(
                options["sheet"],
                content,
                file_name=options["file"].name,
                place=_place(options["place"]),
                settings=settings,
                actor=None,
            )
        self._watch(batch, check_batch)
        if batch.status == Batch.Status.REFUSED:
            raise CommandError(batch.refusal)
        self._show(batch)
        if options["problems"]:
            write_annotated(batch, options["problems"], actor=None)
        if options["yes"] or (sys.stdin.isatty() and input("Write? [y/N] ").lower() == "y"):
            self._watch(batch, confirm_batch)
        self.stdout.write(f"Batch {batch.pk}: {batch.get_status_display()}")

    def _show(self, batch: Batch) -> None:
        names = ("rows", "new", "changed", "same", "refused", "warned", "ambiguous")
        self.stdout.write(", ".join(f"{name} {batch.counts.get(name, 0)}" for name in names))
        for cause in batch.counts["causes"]:
            self.stdout.write(
                f"  {cause['count']:>8}  {cause['severity']:<9} {cause['column']:<12} {said(cause['message'])}"
            )
        for note in batch.notes:
            self.stdout.write(f"  {note}")

    def _watch(self, batch: Batch, deed: Any) -> None:
        """Runs the deed while another thread shows how far it is (only on a terminal)."""
        stop = threading.Event()
        watcher = threading.Thread(target=self._report, args=(batch.pk, stop), daemon=True)
        if self.stderr.isatty():
            watcher.start()
        try:
            deed(batch, actor=None)
        finally:
            stop.set()
            if watcher.is_alive():
                watcher.join()
                self.stderr.write("")

    def _report(self, batch_id: int, stop: threading.Event) -> None:
        while not stop.wait(0.5):
            now = progress_of(Batch.objects.get(pk=batch_id))
            left = f", {now.seconds_left:.0f} s left" if now.seconds_left is not None else ""
            total = f"/{now.rows_total}" if now.rows_total else ""
            self.stderr.write(f"\r{now.phase}: {now.rows_done}{total} rows, {now.rate:.0f}/s{left}   ", ending="")
        connection.close()


def _place(code: str | None) -> Place:
    spell = PlaceSpell.objects.filter(code=code, until__isnull=True).exclude(code="").select_related("place").first()
    if spell is None:
        raise CommandError(f"No place has the code {code!r} now.")
    return spell.place
