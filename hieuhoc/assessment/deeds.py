"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "assessment.add_evidence": gettext_lazy("Thêm minh chứng"),
    "assessment.agree_dossiers": gettext_lazy("Đồng ý ở bước xét"),
    "assessment.call_meeting": gettext_lazy("Mời họp hội đồng xét duyệt"),
    "assessment.cancel_meeting": gettext_lazy("Ghi là hội đồng không họp"),
    "assessment.except_lines": gettext_lazy("Ghi phiếu riêng trước cuộc họp"),
    "assessment.hold_meeting": gettext_lazy("Ghi kết quả họp hội đồng xét duyệt"),
    "assessment.close_round": gettext_lazy("Đóng đợt đánh giá"),
    "assessment.export_dossiers": gettext_lazy("Tải danh sách hồ sơ"),
    "assessment.open_dossier": gettext_lazy("Lập hồ sơ"),
    "assessment.open_round": gettext_lazy("Mở đợt đánh giá"),
    "assessment.plan_round": gettext_lazy("Lập đợt đánh giá"),
    "assessment.read_dossiers": gettext_lazy("Xem hồ sơ"),
    "assessment.read_evidence": gettext_lazy("Mở tệp minh chứng"),
    "assessment.remove_evidence": gettext_lazy("Bỏ minh chứng"),
    "assessment.rewrite_evidence": gettext_lazy("Viết lại tệp minh chứng cũ, bỏ những gì không nhìn thấy"),
    "assessment.return_dossier": gettext_lazy("Trả lại hồ sơ để bổ sung"),
    "assessment.review_dossier": gettext_lazy("Xét hồ sơ"),
    "assessment.save_self_scores": gettext_lazy("Chấm điểm"),
    "assessment.submit_dossier": gettext_lazy("Gửi hồ sơ"),
    "assessment.withdraw_dossier": gettext_lazy("Rút hồ sơ"),
    "sheets.import_scores": gettext_lazy("Nhập phiếu điểm"),
}
