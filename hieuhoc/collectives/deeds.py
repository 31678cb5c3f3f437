"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "collectives.load_model_criteria": gettext_lazy("Nạp tiêu chí mô hình học tập đã công bố"),
    "collectives.draft_model_criteria": gettext_lazy("Soạn tiêu chí mô hình học tập"),
    "collectives.describe_model_criteria": gettext_lazy("Sửa tên và nguồn của tiêu chí mô hình"),
    "collectives.compose_model_criteria": gettext_lazy("Sửa quy tắc của tiêu chí mô hình"),
    "collectives.promulgate_model_criteria": gettext_lazy("Ban hành tiêu chí mô hình học tập"),
    "collectives.read_models": gettext_lazy("Xem mô hình học tập đăng ký"),
    "collectives.register_models": gettext_lazy("Đăng ký mô hình học tập"),
    "collectives.answer_question": gettext_lazy("Trả lời câu hỏi về mô hình học tập"),
    "collectives.agree_models": gettext_lazy("Đồng ý với mô hình ở bước xét"),
    "collectives.return_model": gettext_lazy("Trả lại mô hình để bổ sung"),
    "collectives.keep_model": gettext_lazy("Giữ công nhận mô hình học tập"),
    "collectives.revoke_model": gettext_lazy("Thu hồi công nhận mô hình học tập"),
    "collectives.restore_model": gettext_lazy("Khôi phục công nhận mô hình học tập"),
    "collectives.regrade_model": gettext_lazy("Xét lại kết quả của mô hình học tập"),
    "collectives.raise_model_objection": gettext_lazy("Đề nghị xét lại kết quả của mô hình học tập"),
    "collectives.read_model_objections": gettext_lazy("Xem đề nghị xét lại của mô hình học tập"),
    "collectives.answer_model_objection": gettext_lazy("Trả lời đề nghị xét lại của mô hình học tập"),
    "collectives.decide_models": gettext_lazy("Công nhận mô hình học tập"),
    "sheets.import_model_registrations": gettext_lazy("Nhập đăng ký mô hình học tập"),
    "collectives.retire_model_criteria": gettext_lazy("Kết thúc hiệu lực tiêu chí mô hình"),
}
