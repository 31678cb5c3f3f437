"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "sheets.answer_questions": gettext_lazy("Trả lời câu hỏi của lần nhập"),
    "sheets.annotate": gettext_lazy("Tải bảng có ghi lỗi"),
    "sheets.cancel_batch": gettext_lazy("Huỷ lần nhập"),
    "sheets.preview": gettext_lazy("Xem trước lần nhập"),
    "sheets.forget_rows": gettext_lazy("Xoá tệp gốc của lần nhập"),
    "sheets.purge_batch": gettext_lazy("Xoá dữ liệu tạm của lần nhập"),
    "sheets.receive_file": gettext_lazy("Nhận tệp bảng tính"),
    "sheets.undo_batch": gettext_lazy("Hoàn tác lần nhập"),
}
# What a batch itself does on its way.
SEEN_BY_NO_SHEET = frozenset(
    {
        "sheets.answer_questions",
        "sheets.cancel_batch",
        "sheets.forget_rows",
        "sheets.purge_batch",
        "sheets.receive_file",
    }
)
