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
OF_PEOPLE = {"roster", "skills", "attendances"}  # their rows are recorded at the person
STANDS_IN = {
    "roster": ("citizen-list", _lazy("Người dân")),
    "groups": ("group-list", _lazy("Gia đình, dòng họ")),
    "units": ("unit-list", _lazy("Đơn vị công tác")),
    "recognitions": ("recognition-list", _lazy("Công nhận mô hình học tập")),
    "trainings": ("training-list", _lazy("Tập huấn")),
    "attendances": ("training-list", _lazy("Tập huấn")),
    "scores": ("dossier-list", _lazy("Hồ sơ")),
}
AGAIN = {Batch.Status.CANCELLED, Batch.Status.UNDONE}


def heading_of(found: Batch, seen: Preview, place: str, *, is_busy: bool, is_left: bool, asked: int) -> Heading:
    """`is_left`: cancelled, and some rows still written; `asked`: questions without which nothing is written."""
    named = partial(Heading, found.file_name, overline=str(sheet_of(found.sheet).title), meta=place)
    word = found.get_status_display()
    sentence = _("Đã huỷ, nhưng những dòng đã ghi chưa được lấy lại.") if is_left else sentence_of(found, seen)
    if is_busy:
        return named(sentence, status=found.status, status_word=word)
    if seen.progress.is_interrupted or found.status == Batch.Status.RECEIVED:
        url = reverse("office:batch-resume", args=[found.pk])
        words: dict[str, str] = {"status": "waiting", "status_word": _("Bị gián đoạn"), "action_text": _("Làm tiếp")}
        return named(_("Công việc bị dừng giữa chừng."), **words, action_url=url, action_icon="refresh")
    text, url, icon = _next(found, seen, asked)
    words = {"status": found.status, "status_word": word}
    return named(sentence, **words, action_text=text, action_url=url, action_icon=icon)


def _next(found: Batch, seen: Preview, asked: int) -> tuple[str, str, str]:
    is_checked, is_done = found.status == Batch.Status.CHECKED, found.status == Batch.Status.DONE
    if is_checked and asked:
        return _("Trả lời câu hỏi"), "#questions", "help-circle"
    if is_checked and seen.new + seen.changed:
        return _("Ghi danh sách"), reverse("office:batch-confirm", args=[found.pk]), "check"
    needs_mending = (is_checked and seen.problem_rows) or (is_done and seen.refused)
    if needs_mending and found.purged_at is None:
        url = reverse("office:batch-annotated", args=[found.pk])
        return _("Tải lại tệp có ghi lỗi"), url, "file-export"
    sheet = reverse("office:sheet", args=[found.sheet])
    if found.status == Batch.Status.REFUSED:
        return _("Chọn tệp khác"), sheet, "upload"
    return (_("Gửi lại tệp"), sheet, "upload") if found.status in AGAIN else ("", "", "")


def deeds_of(found: Batch, seen: Preview, *, is_busy: bool, is_left: bool) -> list[NextDeed]:
    """What else may be done here."""
    is_checked, is_done = found.status == Batch.Status.CHECKED, found.status == Batch.Status.DONE
    kept, idle = found.purged_at is None, not is_busy
    choosing = _("Chọn người cho %(count)s dòng có thể trùng") % {"count": number(seen.ambiguous)}
    mending = _("Tải lại tệp, lỗi ghi cạnh từng ô (.xlsx)")
    written = _("Xem người của lần nhập này")
    offered = [
        (is_done and kept and idle and found.sheet in OF_PEOPLE, "batch-people", written, "users"),
        (seen.ambiguous and (is_checked or is_done) and idle, "choice-list", choosing, "arrows-exchange"),
        (idle and seen.problem_rows and kept, "batch-annotated", mending, "file-export"),
        (is_checked and idle, "batch-check", _("Kiểm tra lại"), "refresh"),
        ((is_done or is_left) and kept and idle, "batch-undo", _("Hoàn tác lần nhập này"), "arrow-back-up"),
        (found.status in ENDABLE, "batch-cancel", _("Huỷ lần nhập"), "x"),
    ]
    deeds = [
        NextDeed(name, text, icon, reverse(f"office:{name}", args=[found.pk]))
        for may, name, text, icon in offered
        if may
    ]
    return deeds + (_going_on(found) if is_done and idle else [])


def _going_on(found: Batch) -> list[NextDeed]:
    """Where the rows stand now, and the next list."""
    sheet = NextDeed(
        "sheet", _("Nhập danh sách khác của bảng này"), "upload", reverse("office:sheet", args=[found.sheet])
    )
    if found.sheet not in STANDS_IN:
        return [sheet]
    page, words = STANDS_IN[found.sheet]
    return [NextDeed(page, str(words), "list", reverse(f"office:{page}")), sheet]


def left_out(seen: Preview) -> str:
    """What did not go in, and how it can."""
    said = ""
    if seen.refused:
        said += " " + _("%(count)s dòng không nhận: sửa rồi gửi lại.") % {"count": number(seen.refused)}
    if seen.ambiguous:
        said += " " + _("%(count)s dòng chưa chọn người: chọn rồi gửi lại tệp.") % {"count": number(seen.ambiguous)}
    return said


def sentence_of(found: Batch, seen: Preview) -> str:
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
    return words.get(found.status, "")
