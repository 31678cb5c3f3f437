"""Faults of the database in the officer's words: of a row that could not be written, of work that stopped half way."""

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.faults import constraint_name, is_crowded, is_full_disk, is_lost_connection, sqlstate
from hieuhoc.lib.words import Words
from hieuhoc.sheets.definition import Check
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.sheet import Sheet

REFUSED_AT_WRITING = "refused_at_writing"
UNIQUE, NO_TARGET = "23505", "23503"
TAKEN = _("Lúc ghi, dòng này trùng với dữ liệu đã có hoặc với một dòng khác của tệp; xem lại rồi nhập lại dòng này.")
GONE = _("Lúc ghi, dữ liệu mà dòng này dựa vào (nơi ở, nhóm, đơn vị…) không còn; xem lại rồi nhập lại dòng này.")
UNFIT = _("Lúc ghi, một giá trị của dòng này không hợp lệ; xem lại các ô của dòng rồi nhập lại dòng này.")


def refusal_of_row(sheet: Sheet, fault: BaseException) -> Check:
    """Why the database keeps no such row: in the words of the sheet for that constraint, or of its kind."""
    words: dict[str, Words] = {UNIQUE: TAKEN, NO_TARGET: GONE}
    message = sheet.clashes.get(constraint_name(fault)) or words.get(sqlstate(fault), UNFIT)
    return Check(pl.lit(True), REFUSED_AT_WRITING, message)


def why_it_stopped(fault: BaseException, status: str) -> str:
    """For the page of a batch in that state, when its work ends with a fault and not with a refusal."""
    if status == Batch.Status.WRITING:
        holds = _now("Phần đã ghi vẫn còn; bấm Làm tiếp để ghi phần còn lại, hoặc huỷ để lấy lại.")
    elif status == Batch.Status.UNDOING:
        holds = _now("Phần đã lấy lại thì đã xong; bấm Làm tiếp để lấy lại phần còn lại.")
    else:
        holds = _now("Chưa ghi gì; bấm Làm tiếp để kiểm tra lại tệp.")
    return f"{_cause(fault)} {holds}"


def _cause(fault: BaseException) -> str:
    if is_full_disk(fault):
        return _now("Máy chủ hết chỗ trên đĩa; báo người quản trị.")
    if is_crowded(fault):
        return _now("Nhiều việc cùng sửa một dữ liệu; đã thử lại vài lần.")
    if is_lost_connection(fault):
        return _now("Mất kết nối với cơ sở dữ liệu; phần mềm tự thử lại vài lần.")
    moment = timezone.localtime().strftime("%H:%M:%S")
    return _now("Lỗi ngoài dự kiến lúc %(moment)s; báo người quản trị xem nhật ký máy chủ.") % {"moment": moment}
