"""Statements as banks write them."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import openpyxl

type Line = tuple[date, int, str, str]  # day, đồng (below nought: what left), reference, words


def vietcombank(lines: Sequence[Line]) -> bytes:
    """Excel, with a head above the table and a sum below it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["NGÂN HÀNG TMCP NGOẠI THƯƠNG VIỆT NAM"])
    sheet.append(["SAO KÊ TÀI KHOẢN"])
    sheet.append([])
    sheet.append(["Ngày", "Số CT/ Doc No", "Số tiền ghi nợ/ Debit", "Số tiền ghi có/ Credit", "Nội dung chi tiết"])
    for day, amount, reference, words in lines:
        debit, credit = (f"{-amount:,}", "") if amount < 0 else ("", f"{amount:,}")
        sheet.append([f"{day:%d/%m/%Y} 10:15:22", reference, debit, credit, words])
    sheet.append(["", "", "", "999,999", "Tổng cộng"])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def bidv(lines: Sequence[Line]) -> bytes:
    """CSV with dots between thousands."""
    rows = ["Ngày giao dịch;Mã giao dịch;Phát sinh nợ;Phát sinh có;Nội dung giao dịch"]
    for day, amount, reference, words in lines:
        debit, credit = (dotted(-amount), "") if amount < 0 else ("", dotted(amount))
        rows.append(";".join([f"{day:%d/%m/%Y}", reference, debit, credit, words]))
    return "\n".join(rows).encode("utf-8-sig")


def mt940(lines: Sequence[Line]) -> bytes:
    parts = [":20:STARTUMS", ":25:970436/0011001234567", ":28C:1/1", ":60F:C251101VND0,"]
    for day, amount, reference, words in lines:
        sign = "C" if amount > 0 else "D"
        parts += [f":61:{day:%y%m%d}{day:%m%d}{sign}{abs(amount)},NTRF{reference}", f":86:{words}"]
    return "\r\n".join([*parts, ":62F:C251130VND0,", "-"]).encode()


def dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
