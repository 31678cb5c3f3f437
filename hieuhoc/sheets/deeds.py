"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "sheets.answer_questions": gettext_lazy("Trả lời câu hỏi của lần nhập"),
    "sheets.annotate": gettext_lazy("Tải bảng có ghi lỗi"),
    "sheets.cancel_batch": gettext_lazy("Huỷ lần nhập"),
    "sheets.preview": gettext_lazy("Xem trước lần nhập"),
    "sheets.purge_batch": gettext_lazy("Xoá dữ liệu tạm của lần nhập"),
    "sheets.receive_file": gettext_lazy("Nhận tệp bảng tính"),
    "sheets.undo_batch": gettext_lazy("Hoàn tác lần nhập"),
    "sheets.import_roster": gettext_lazy("Nhập danh sách người dân"),
    "sheets.import_groups": gettext_lazy("Nhập gia đình, dòng họ"),
    "sheets.import_units": gettext_lazy("Nhập đơn vị"),
    "sheets.import_recognitions": gettext_lazy("Nhập công nhận mô hình học tập"),
    "sheets.import_trainings": gettext_lazy("Nhập lớp tập huấn"),
    "sheets.import_attendances": gettext_lazy("Nhập người dự lớp"),
    "sheets.import_skills": gettext_lazy("Nhập kỹ năng số"),
    "sheets.import_scores": gettext_lazy("Nhập phiếu điểm"),
    "sheets.import_area_classes": gettext_lazy("Nhập loại vùng"),
}
