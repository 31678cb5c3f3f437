"""Real files for imports, made in memory."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.places.models import Place
from hieuhoc.sheets.actions import answer_questions, check_batch, confirm_batch, receive_file
from hieuhoc.sheets.blocks import CODE as BELOW
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.questions import open_questions
from hieuhoc.sheets.workbooks import write_export

ROSTER = [
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số định danh",
    "Điện thoại",
    "Thôn, buôn",
    "Mã hộ",
    "Dòng họ",
    "Cư trú từ ngày",
]


def csv_of(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    return "\n".join(";".join(map(_quoted, cells)) for cells in [headers, *rows]).encode("utf-8-sig")


def _quoted(cell: str) -> str:
    return f'"{cell}"' if ";" in cell and '"' not in cell else cell


def xlsx_of(headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("Danh sách")
        for number, row in enumerate([headers, *rows]):
            page.write_row(number, 0, row)
    return target.getvalue()


def exported(sheet: str, place: Place) -> list[list[str]]:
    """The titles, and the rows there are today."""
    target = io.BytesIO()
    write_export(sheet, place, target, as_csv=True, on=timezone.localdate(), actor=None)
    return list(csv.reader(io.StringIO(target.getvalue().decode("utf-8-sig")), delimiter=";"))


def received(
    sheet: str,
    content: bytes,
    place: Place,
    *,
    name: str = "tep.csv",
    actor: User | None = None,
    leaves_open: bool = False,
    **settings: Any,
) -> Batch:
    """Checked; unless `leaves_open`, the officer has said that cells blank below filled ones are meant so."""
    batch = receive_file(sheet, io.BytesIO(content), file_name=name, place=place, settings=settings, actor=actor)
    batch = check_batch(batch, actor=actor)
    return batch if leaves_open else with_blanks(batch)


def with_blanks(batch: Batch) -> Batch:
    """The batch after the officer said that blank cells are meant so."""
    below = {one.code: "keep" for one in open_questions(batch) if one.code.startswith(BELOW)}
    return check_batch(answer_questions(batch, below, actor=None), actor=None) if below else batch


def imported(
    sheet: str, content: bytes, place: Place, *, name: str = "tep.csv", actor: User | None = None, **settings: Any
) -> Batch:
    batch = received(sheet, content, place, name=name, actor=actor, **settings)
    assert batch.status == Batch.Status.CHECKED, batch.refusal
    return confirm_batch(batch, workers=1, actor=actor)


def outcomes(batch: Batch) -> dict[str, int]:
    return {
        name: batch.counts[name]
        for name in ("new", "changed", "same", "refused", "ambiguous")
        if batch.counts.get(name)
    }


def causes(batch: Batch) -> set[str]:
    return {one["cause"] for one in batch.counts["causes"]}
