"""The head of an import's page: its state in one sentence, and the one thing to do next."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.reads import Preview
from hieuhoc.sheets.registry import sheet_of
from hieuhoc.web.office.next_deeds import NextDeed
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.shapes import Heading

ENDABLE = {Batch.Status.RECEIVED, Batch.Status.CHECKING, Batch.Status.CHECKED, Batch.Status.WRITING}
OF_PEOPLE = {"roster", "skills", "attendances", "class_lists"}  # their rows are recorded at the person
STANDS_IN = {
    "roster": ("citizen-list", _lazy("Người dân")),
    "groups": ("group-list", _lazy("Gia đình, dòng họ")),
    "units": ("unit-list", _lazy("Đơn vị công tác")),
    "recognitions": ("recognition-list", _lazy("Công nhận mô hình học tập")),
    "model_registrations": ("model-list", _lazy("Mô hình học tập")),
    "trainings": ("training-list", _lazy("Tập huấn")),
    "attendances": ("training-list", _lazy("Tập huấn")),
    "class_lists": ("school-list", _lazy("Trường, lớp")),
    "scores": ("dossier-list", _lazy("Hồ sơ")),
}
AGAIN = {Batch.Status.CANCELLED, Batch.Status.UNDONE}


def heading_of(
    batch: Batch, seen: Preview, place: str, *, is_busy: bool, is_left: bool, is_lost: bool, asked: int
) -> Heading:
    """`is_left`: cancelled, and some rows still written; `is_lost`: what was read is gone from the disk; `asked`: questions
    without which nothing is written."""
    named = partial(Heading, batch.file_name, overline=str(sheet_of(batch.sheet).title), meta=place)
    word = batch.get_status_display()
    sentence = _("Đã huỷ, nhưng những dòng đã ghi chưa được lấy lại.") if is_left else sentence_of(batch, seen)
    if is_busy:
        return named(sentence, status=batch.status, status_word=word)
    if seen.progress.is_interrupted or batch.status == Batch.Status.RECEIVED:
        url = reverse("office:batch-resume", args=[batch.pk])
        words: dict[str, str] = {"status": "waiting", "status_word": _("Bị gián đoạn"), "action_text": _("Làm tiếp")}
        return named(_("Công việc bị dừng giữa chừng."), **words, action_url=url, action_icon="refresh")
    text, url, icon = _next(batch, seen, asked)
    if is_lost:
        text, url, icon = _("Kiểm tra lại"), reverse("office:batch-check", args=[batch.pk]), "refresh"
    words = {"status": batch.status, "status_word": word}
    return named(sentence, **words, action_text=text, action_url=url, action_icon=icon)


def _next(batch: Batch, seen: Preview, asked: int) -> tuple[str, str, str]:
    is_checked, is_done = batch.status == Batch.Status.CHECKED, batch.status == Batch.Status.DONE
    if is_checked and asked:
        return _("Trả lời câu hỏi"), "#questions", "help-circle"
    if is_checked and seen.new + seen.changed:
        return _("Ghi danh sách"), reverse("office:batch-confirm", args=[batch.pk]), "check"
    needs_mending = (is_checked and seen.problem_rows) or (is_done and seen.refused)
    if needs_mending and batch.purged_at is None:
        url = reverse("office:batch-annotated", args=[batch.pk])
        return _("Tải lại tệp có ghi lỗi"), url, "file-export"
    sheet = reverse("office:sheet", args=[batch.sheet])
    if batch.status == Batch.Status.REFUSED:
        return _("Chọn tệp khác"), sheet, "upload"
    return (_("Gửi lại tệp"), sheet, "upload") if batch.status in AGAIN else ("", "", "")


def deeds_of(batch: Batch, seen: Preview, *, is_busy: bool, is_left: bool) -> list[NextDeed]:
    """What else may be done here."""
    is_checked, is_done = batch.status == Batch.Status.CHECKED, batch.status == Batch.Status.DONE
    kept, idle = batch.purged_at is None, not is_busy
    choosing = _("Chọn người cho %(count)s dòng có thể trùng") % {"count": number(seen.ambiguous)}
    mending = _("Tải lại tệp, lỗi ghi cạnh từng ô (.xlsx)")
    written = _("Xem người của lần nhập này")
    offered = [
        (is_done and kept and idle and batch.sheet in OF_PEOPLE, "batch-people", written, "users"),
        (seen.ambiguous and (is_checked or is_done) and idle, "choice-list", choosing, "arrows-exchange"),
        (idle and seen.problem_rows and kept, "batch-annotated", mending, "file-export"),
        (is_checked and idle, "batch-check", _("Kiểm tra lại"), "refresh"),
        ((is_done or is_left) and kept and idle, "batch-undo", _("Hoàn tác lần nhập này"), "arrow-back-up"),
        (batch.status in ENDABLE, "batch-cancel", _("Huỷ lần nhập"), "x"),
    ]
    deeds = [
        NextDeed(name, text, icon, reverse(f"office:{name}", args=[batch.pk]))
        for may, name, text, icon in offered
        if may
    ]
    return deeds + (_going_on(batch) if is_done and idle else [])


def _going_on(batch: Batch) -> list[NextDeed]:
    """Where the rows stand now, and the next list."""
    sheet = NextDeed(
        "sheet", _("Nhập danh sách khác của bảng này"), "upload", reverse("office:sheet", args=[batch.sheet])
    )
    if batch.sheet not in STANDS_IN:
        return [sheet]
    page, words = STANDS_IN[batch.sheet]
    return [NextDeed(page, str(words), "arrow-right", reverse(f"office:{page}")), sheet]


def left_out(seen: Preview) -> str:
    """What did not go in, and how it can."""
    said = ""
    if seen.refused:
        said += " " + _("%(count)s dòng không nhận: sửa rồi gửi lại.") % {"count": number(seen.refused)}
    if seen.ambiguous:
        said += " " + _("%(count)s dòng chưa chọn người: chọn rồi gửi lại tệp.") % {"count": number(seen.ambiguous)}
    return said


def sentence_of(batch: Batch, seen: Preview) -> str:
    """The state in one sentence."""
    written = number(seen.new + seen.changed)
    words = {
        "received": _("Đã nhận tệp, chờ kiểm tra."),
        "checking": _("Đang đọc tệp và so với dữ liệu đã có; chưa ghi gì."),
        "checked": _("Đã kiểm tra %(rows)s dòng; chưa ghi gì.") % {"rows": number(seen.rows)},
        "refused": _("Không có gì được ghi."),
        "writing": _("Đang ghi; có thể rời trang này và quay lại."),
        "done": _("Đã ghi %(count)s dòng.") % {"count": written} + left_out(seen),
        "cancelled": _("Đã huỷ; không còn dòng nào của lần nhập này."),
        "undoing": _("Đang hoàn tác."),
        "undone": _("Đã hoàn tác %(count)s dòng.") % {"count": written},
    }
    return words.get(batch.status, "")
