"""`hieuhoc import_sheet roster tệp.xlsx --place 24xxx [--yes]`: check, show, ask, write; also resume, cancel, undo, template,
export. For who looks after the machine: it acts in nobody's name and for every place."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hieuhoc.lib.dates import parse_typed_date
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place, PlaceSpell
from hieuhoc.sheets.actions import (
    answer_questions,
    cancel_batch,
    check_batch,
    confirm_batch,
    is_still_written,
    receive_file,
    undo_batch,
)
from hieuhoc.sheets.definition import ImportSetting
from hieuhoc.sheets.locks import is_worked_on
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.questions import open_questions, questions_of
from hieuhoc.sheets.reads import preview
from hieuhoc.sheets.registry import all_sheets, sheet_of
from hieuhoc.sheets.workbooks import write_annotated, write_export, write_template
from hieuhoc.web.management.watching import watched
from hieuhoc.web.ui.formats import number

COUNTS = {
    "rows": "dòng",
    "new": "mới",
    "changed": "thay đổi",
    "same": "như cũ",
    "refused": "không nhận",
    "warned": "cảnh báo",
    "ambiguous": "cần chọn người",
}
SEVERITIES = {"error": "không nhận", "warning": "cảnh báo", "ambiguous": "cần chọn"}
YES = {"c", "có", "co", "y", "yes"}


class Command(BaseCommand):
    help = "Nhập một bảng tính: kiểm tra mọi dòng, cho xem sẽ thay đổi gì, hỏi rồi mới ghi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sheet", nargs="?", choices=[sheet.code for sheet in all_sheets()], help="loại bảng")
        parser.add_argument("file", nargs="?", type=Path, help="tệp .xlsx, .xls, .ods hoặc .csv")
        parser.add_argument("--place", metavar="MÃ", help="mã xã, phường hoặc tỉnh")
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="TÊN=GIÁ-TRỊ",
            help="điều bảng tính hỏi thêm, ví dụ since=01/07/2025, year=2025",
        )
        parser.add_argument(
            "--answer",
            action="append",
            default=[],
            metavar="CÂU-HỎI=TRẢ-LỜI",
            help="trả lời điều tệp để ngỏ, ví dụ hidden_row=leave_out; chưa trả lời thì không ghi",
        )
        parser.add_argument("--yes", action="store_true", help="ghi ngay, không hỏi")
        parser.add_argument("--problems", type=Path, metavar="TỆP", help="ghi các dòng kèm lỗi ra tệp .xlsx này")
        parser.add_argument("--year", type=int, metavar="NĂM", help="cùng --export: dữ liệu của năm nào")
        deeds = parser.add_mutually_exclusive_group()
        deeds.add_argument("--template", type=Path, metavar="TỆP", help="chỉ ghi mẫu trống ra tệp .xlsx này")
        deeds.add_argument(
            "--export", type=Path, metavar="TỆP", help="chỉ ghi dữ liệu đã có ra tệp .xlsx hoặc .csv này"
        )
        deeds.add_argument(
            "--resume", type=int, metavar="SỐ", help="làm tiếp lần nhập bị dừng giữa chừng, ở bước nào cũng được"
        )
        deeds.add_argument("--cancel", type=int, metavar="SỐ", help="huỷ lần nhập; dòng đã ghi được lấy lại")
        deeds.add_argument("--undo", type=int, metavar="SỐ", help="hoàn tác lần nhập đã ghi")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(options)
        except Refusal as refusal:
            raise CommandError(refusal.advice) from refusal

    def _run(self, options: dict[str, Any]) -> None:
        for name, deed in (("resume", self._resume), ("cancel", self._cancel), ("undo", self._undo)):
            if options[name] is not None:
                return deed(_batch(options[name]), options)
        if options["sheet"] is None:
            raise CommandError(
                f"Chưa ghi loại bảng; chọn một trong: {', '.join(sheet.code for sheet in all_sheets())}."
            )
        if options["template"]:
            write_template(options["sheet"], _place(options["place"]), options["template"], actor=None)
            self.stdout.write(f"Đã ghi mẫu trống: {options['template']}")
        elif options["export"]:
            self._export(options)
        else:
            self._import(options)

    def _export(self, options: dict[str, Any]) -> None:
        target, on = options["export"], timezone.localdate()
        years = sheet_of(options["sheet"]).years()
        if years and options["year"] not in years:
            raise CommandError(f"Chọn năm bằng --year: {', '.join(map(str, years))}.")
        if years:
            on = date(options["year"], 12, 31)
        place = _place(options["place"])
        if target.suffix.lower() == ".csv":
            with target.open("wb") as file:
                rows = write_export(options["sheet"], place, file, as_csv=True, on=on, actor=None)
        else:
            rows = write_export(options["sheet"], place, target, on=on, actor=None)
        self.stdout.write(f"Đã ghi {number(rows)} dòng: {target}")

    def _import(self, options: dict[str, Any]) -> None:
        if options["file"] is None:
            raise CommandError("Chưa ghi tệp nào để nhập.")
        place = _place(options["place"])
        settings = _settings(options["sheet"], options["set"])
        try:
            with options["file"].open("rb") as content:
                batch = receive_file(
                    options["sheet"],
                    content,
                    file_name=options["file"].name,
                    place=place,
                    settings=settings,
                    actor=None,
                )
        except OSError as error:
            raise CommandError(f"Không mở được tệp {options['file']}: {error.strerror}.") from error
        self.stdout.write(f"Lần nhập số {batch.pk}")
        self.stdout.flush()  # whoever must resume it knows its number from here
        self._check(batch, options)

    def _check(self, batch: Batch, options: dict[str, Any]) -> None:
        watched(self, batch, check_batch)
        batch.refresh_from_db()
        if batch.status == Batch.Status.REFUSED:
            raise CommandError(batch.refusal)
        self._offer(batch, options)

    def _offer(self, batch: Batch, options: dict[str, Any]) -> None:
        """Shows what was found, and writes when told to."""
        self._show(batch)
        if given := self._answers(batch, options):
            answer_questions(batch, given, actor=None)
            self._check(batch, options | {"answer": []})
            return
        if options["problems"]:
            write_annotated(batch, options["problems"], actor=None)
            self.stdout.write(f"Đã ghi các dòng kèm lỗi: {options['problems']}")
        if options["yes"] or (sys.stdin.isatty() and input("Ghi các dòng này? [c/K] ").strip().lower() in YES):
            watched(self, batch, confirm_batch)
        elif batch.status == Batch.Status.CHECKED:
            self.stdout.write(f"Chưa ghi gì. Ghi: hieuhoc import_sheet --resume {batch.pk} --yes")
        self._end(batch)

    def _answers(self, batch: Batch, options: dict[str, Any]) -> dict[str, str]:
        """Those given with the command, and those typed when somebody sits there."""
        given = {code: answer for code, _equals, answer in (pair.partition("=") for pair in options["answer"])}
        for question in open_questions(batch) if sys.stdin.isatty() else ():
            if question.code not in given:
                given[question.code] = input(
                    f"{question.code} [{' | '.join(value for value, _w in question.choices)}] "
                )
        return given

    def _resume(self, batch: Batch, options: dict[str, Any]) -> None:
        status = Batch.Status(batch.status)
        if status in {Batch.Status.RECEIVED, Batch.Status.CHECKING}:
            self._check(batch, options)
        elif status == Batch.Status.CHECKED:
            self._offer(batch, options)
        elif status == Batch.Status.WRITING:
            watched(self, batch, confirm_batch)
            self._end(batch)
        elif status == Batch.Status.UNDOING or is_still_written(batch):
            self._undo(batch, options)
        else:
            raise CommandError(
                f"Lần nhập số {batch.pk} đã xong ({batch.get_status_display()}); không còn gì để làm tiếp."
            )

    def _cancel(self, batch: Batch, options: dict[str, Any]) -> None:
        batch = cancel_batch(batch, actor=None)
        if is_still_written(batch):
            if is_worked_on(batch.pk):
                self.stdout.write("Việc ghi đang chạy sẽ dừng sau đoạn này và lấy lại những dòng đã ghi.")
            else:
                watched(self, batch, undo_batch)
        self._end(batch)

    def _undo(self, batch: Batch, options: dict[str, Any]) -> None:
        watched(self, batch, undo_batch)
        self._end(batch)

    def _end(self, batch: Batch) -> None:
        batch.refresh_from_db()
        self.stdout.write(f"Lần nhập số {batch.pk}: {batch.get_status_display()}")

    def _show(self, batch: Batch) -> None:
        seen = preview(batch)
        self.stdout.write(", ".join(f"{number(getattr(seen, name))} {word}" for name, word in COUNTS.items()))
        for cause in seen.causes:
            column = cause.header or "Cả dòng"
            self.stdout.write(f"  {number(cause.count):>8} {SEVERITIES[cause.severity]:<11} {column}: {cause.message}")
            if cause.seen:
                ways = ", ".join(f"{way} ({number(count)} dòng)" for way, count in cause.seen[:5])
                self.stdout.write(f"{'':21}{ways}")
        for note in seen.notes:
            self.stdout.write(f"  {note}")
        for question in questions_of(batch):
            self.stdout.write(f"  ? {question.sentence}")
            for value, words in question.choices:
                mark = "*" if value == question.answer else " "
                self.stdout.write(f"  {mark} --answer {question.code}={value}  {words}")


def _batch(number_of_it: int) -> Batch:
    batch = Batch.objects.filter(pk=number_of_it).first()
    if batch is None:
        raise CommandError(f"Không có lần nhập số {number_of_it}.")
    return batch


def _place(code: str | None) -> Place:
    if not code:
        raise CommandError("Chưa ghi nơi nhập; thêm --place với mã xã, phường hoặc tỉnh.")
    spell = PlaceSpell.objects.filter(code=code, until__isnull=True).select_related("place").first()
    if spell is None:
        raise CommandError(f"Hiện không có nơi nào mang mã {code}.")
    return spell.place


def _settings(sheet: str, pairs: list[str]) -> dict[str, Any]:
    known = {setting.key: setting for setting in sheet_of(sheet).settings}
    split = [pair.partition("=") for pair in pairs]
    given = {key: text if equals else "yes" for key, equals, text in split}
    if strange := [key for key in given if key not in known]:
        offered = "; ".join(f"{key} ({setting.label})" for key, setting in known.items()) or "không có gì"
        raise CommandError(f"Bảng này không hỏi {', '.join(strange)}. --set nhận: {offered}.")
    if "since" in known:
        given.setdefault("since", date(timezone.localdate().year, 1, 1).isoformat())
    missing = [key for key, setting in known.items() if setting.is_required and not given.get(key)]
    if missing:
        named = ", ".join(f"--set {key}=… ({known[key].label})" for key in missing)
        raise CommandError(f"Còn thiếu: {named}.")
    return {key: _value(known[key], text) for key, text in given.items()}


def _value(setting: ImportSetting, text: str) -> str:
    """As the page would hand it on."""
    choices = [value for value, _words in setting.choices]
    if setting.kind == "date":
        try:
            day = parse_typed_date(text)
        except ValueError:
            day = 0
        if not isinstance(day, date):
            raise CommandError(f"{setting.key}: không đọc được ngày “{text}”; ghi như 01/07/2025.")
        return day.isoformat()
    if setting.kind == "year" and not text.isdecimal():
        raise CommandError(f"{setting.key}: không đọc được năm “{text}”; ghi như 2025.")
    if setting.kind == "choice" and text not in choices:
        raise CommandError(f"{setting.key}: chọn một trong: {', '.join(choices)}.")
    return text
