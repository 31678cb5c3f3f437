"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "recognition.answer_objection": gettext_lazy("Trả lời đề nghị xét lại"),
    "recognition.raise_objection": gettext_lazy("Đề nghị xét lại"),
    "recognition.read_objections": gettext_lazy("Xem đề nghị xét lại"),
    "recognition.attach_original": gettext_lazy("Gắn bản gốc đã ký"),
    "recognition.correct_decision": gettext_lazy("Đính chính quyết định"),
    "recognition.draw_again": gettext_lazy("Vẽ lại giấy chứng nhận bị mất tệp"),
    "recognition.export_decision": gettext_lazy("Tải quyết định, thông báo"),
    "recognition.export_proposal": gettext_lazy("Tải danh sách đề nghị"),
    "recognition.issue_decision": gettext_lazy("Ra quyết định công nhận"),
    "recognition.make_proposal": gettext_lazy("Lập danh sách đề nghị"),
    "recognition.print_certificates": gettext_lazy("In tiếp giấy chứng nhận"),
    "recognition.read_certificate": gettext_lazy("Tải giấy chứng nhận"),
    "recognition.read_proposals": gettext_lazy("Xem danh sách đề nghị"),
    "recognition.read_titles": gettext_lazy("Xem danh hiệu"),
    "recognition.record_group_recognition": gettext_lazy("Ghi nhận mô hình học tập"),
    "recognition.remove_group_recognition": gettext_lazy("Bỏ ghi nhận mô hình học tập"),
    "recognition.reissue_certificate": gettext_lazy("Cấp lại giấy chứng nhận"),
    "recognition.remove_original": gettext_lazy("Gỡ bản gốc đã ký"),
    "recognition.restore_line": gettext_lazy("Đưa lại vào danh sách"),
    "recognition.restore_title": gettext_lazy("Khôi phục danh hiệu"),
    "recognition.return_proposal": gettext_lazy("Trả lại danh sách"),
    "recognition.revoke_title": gettext_lazy("Thu hồi danh hiệu"),
    "recognition.send_proposal": gettext_lazy("Trình danh sách"),
    "recognition.set_signing_default": gettext_lazy("Đặt mẫu quyết định"),
    "recognition.sign_decision": gettext_lazy("Ký số quyết định"),
    "recognition.strike_line": gettext_lazy("Đưa ra khỏi danh sách"),
    "sheets.import_recognitions": gettext_lazy("Nhập công nhận mô hình học tập"),
}
FIELDS = {"signers": gettext_lazy("Chữ ký số của")}
