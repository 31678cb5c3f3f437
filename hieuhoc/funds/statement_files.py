"""The file of a bank, read into lines: a spreadsheet of one of the layouts we know (by lib's bounded child), MT940 or CAMT.053."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl
from django.utils.translation import gettext as _

from hieuhoc.funds.camt_files import credited
from hieuhoc.funds.refusing import not_read
from hieuhoc.funds.rules.statements import BankLayout, StatementRow, amount_in, columns_of, folded, layouts
from hieuhoc.lib.dates import NotADate, parse_date
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.later import when_used
from hieuhoc.lib.sheet_cells import title_key
from hieuhoc.lib.xlsx import ReadLimits, open_sheet

if TYPE_CHECKING:
    import mt940
else:
    mt940 = when_used("mt940")

MOST_BYTES = 20 * 1024 * 1024
MOST_LINES = 200_000
MT940 = re.compile(rb"^\s*(?:\{1:|:20:)")  # how such a message begins
CAMT = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<.*\bcamt\.05[234]\.", re.DOTALL)
HEAD = 2_000  # bytes in which such a file says what it is
DAY = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")


def statement_rows(content: bytes, file_name: str) -> tuple[str, list[StatementRow]]:
    """(whose layout, the lines that brought something in). Raises Refusal."""
    if len(content) > MOST_BYTES:
        raise Refusal(_("Tệp lớn hơn 20 MB."), remedy=_("Chia sao kê thành nhiều tệp."), code="file_too_large")
    if MT940.match(content):
        return "MT940", list(_of_message(content))
    if CAMT.match(content[:HEAD]):
        return "CAMT.053", credited(content)
    return _of_sheet(content, file_name)


def _of_message(content: bytes) -> Iterator[StatementRow]:
    """Written by banks in Latin letters, an encoding of one byte each; amounts that left the account are passed over."""
    for transaction in mt940.parse(content.decode("utf-8", errors="replace")):
        told = transaction.data
        amount = told["amount"].amount
        if amount <= 0:
            continue
        if amount != int(amount):
            raise not_read(_("Số tiền có số lẻ."))
        reference = str(told.get("bank_reference") or told.get("customer_reference") or "")
        day = told["date"]
        words = " ".join(str(told.get("transaction_details") or "").split())
        yield StatementRow(date(day.year, day.month, day.day), int(amount), reference, words)


def _of_sheet(content: bytes, file_name: str) -> tuple[str, list[StatementRow]]:
    titles = {key for layout in layouts() for what in (layout.day, layout.credit, layout.words) for key in what}
    with TemporaryDirectory(prefix="hieuhoc-statement-") as folder:
        path = Path(folder) / "statement"
        path.write_bytes(content)
        limits = ReadLimits(rows=MOST_LINES)
        with open_sheet(path, file_name, limits, expects=frozenset(titles)) as sheet:
            layout, columns = _layout_of(sheet.report.found.headers)
            rows = [row for chunk in sheet for row in _rows(chunk, columns)]
    return layout.bank, rows


def _layout_of(headers: list[str]) -> tuple[BankLayout, dict[str, str]]:
    """The first that fits; a title may say the same in two languages ("Có / Credit")."""
    keys = [(title_key(part), header) for header in headers for part in (header, *re.split(r"[/\n]", header))]
    known = folded(keys)
    for layout in layouts():
        if columns := columns_of(layout, known):
            return layout, columns
    raise not_read(
        _("Không nhận ra cột của ngân hàng nào: cần cột ngày, cột số tiền ghi có và cột nội dung."),
    )


def _rows(chunk: pl.DataFrame, columns: dict[str, str]) -> Iterator[StatementRow]:
    wanted = {what: chunk[title].fill_null("") for what, title in columns.items() if title}
    references = wanted.get("reference", pl.Series([""] * chunk.height))
    cells = zip(chunk["_row"], wanted["day"], wanted["credit"], wanted["words"], references, strict=True)
    for number, day_text, credit_text, words, reference in cells:
        day_match = DAY.search(day_text)
        if day_match is None:  # sums and footnotes under the lines have no day
            continue
        try:
            amount, day = amount_in(credit_text), _day(day_match[0])
        except (ValueError, NotADate):
            raise not_read(_("Dòng %(row)s: không đọc được ngày hoặc số tiền.") % {"row": number}) from None
        if amount > 0 and isinstance(day, date):
            yield StatementRow(day, amount, " ".join(reference.split())[:80], " ".join(words.split())[:500])


@lru_cache(maxsize=1_000)  # a statement has many lines of one day
def _day(text: str) -> date | int:
    return parse_date(text)
