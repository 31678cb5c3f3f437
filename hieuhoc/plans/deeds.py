"""The words of this room's deeds, and of what they change, in the history."""

from django.utils.translation import gettext_lazy

from hieuhoc.plans.models import Circular, PlanTask, ProgrammePlan, ReminderRule

VERBS = {
    "plans.accept_report": gettext_lazy("Nghiệm thu kết quả nhiệm vụ"),
    "plans.add_task": gettext_lazy("Thêm nhiệm vụ"),
    "plans.amend_plan": gettext_lazy("Mở sửa đổi kế hoạch"),
    "plans.answer_question": gettext_lazy("Trả lời câu hỏi về văn bản hướng dẫn"),
    "plans.answer_report": gettext_lazy("Trả lời báo cáo kết quả"),
    "plans.ask_circular": gettext_lazy("Hỏi về văn bản hướng dẫn"),
    "plans.change_circular": gettext_lazy("Sửa văn bản hướng dẫn"),
    "plans.change_plan": gettext_lazy("Sửa kế hoạch"),
    "plans.change_task": gettext_lazy("Sửa nhiệm vụ"),
    "plans.close_plan": gettext_lazy("Kết thúc kế hoạch"),
    "plans.confirm_circular": gettext_lazy("Xác nhận đã đọc văn bản hướng dẫn"),
    "plans.count_task": gettext_lazy("Đếm kết quả nhiệm vụ trong số liệu"),
    "plans.derive_plan": gettext_lazy("Lập kế hoạch theo kế hoạch cấp trên"),
    "plans.draft_circular": gettext_lazy("Soạn văn bản hướng dẫn"),
    "plans.draft_plan": gettext_lazy("Soạn kế hoạch"),
    "plans.drop_reminder": gettext_lazy("Bỏ lịch nhắc hạn"),
    "plans.drop_target": gettext_lazy("Bỏ chỉ tiêu của kế hoạch"),
    "plans.drop_task": gettext_lazy("Bỏ nhiệm vụ"),
    "plans.finish_task": gettext_lazy("Đóng nhiệm vụ vì số liệu đã đủ"),
    "plans.issue_circular": gettext_lazy("Ban hành văn bản hướng dẫn"),
    "plans.issue_plan": gettext_lazy("Ban hành kế hoạch"),
    "plans.open_feed": gettext_lazy("Mở lịch nhiệm vụ"),
    "plans.read_circulars": gettext_lazy("Xem văn bản hướng dẫn"),
    "plans.read_late": gettext_lazy("Xem nhiệm vụ quá hạn"),
    "plans.read_plans": gettext_lazy("Xem kế hoạch"),
    "plans.reopen_task": gettext_lazy("Mở lại nhiệm vụ vì số liệu không còn đủ"),
    "plans.report_task": gettext_lazy("Báo cáo kết quả nhiệm vụ"),
    "plans.return_report": gettext_lazy("Trả lại báo cáo kết quả nhiệm vụ"),
    "plans.set_reminder": gettext_lazy("Đặt lịch nhắc hạn"),
    "plans.set_target": gettext_lazy("Đặt chỉ tiêu của kế hoạch"),
    "sheets.import_plan_tasks": gettext_lazy("Nhập nhiệm vụ của kế hoạch"),
}
FIELDS = {
    "plan_title": gettext_lazy("Tên kế hoạch"),
    "organ": gettext_lazy("Cơ quan ban hành"),
    "starts_on": gettext_lazy("Từ ngày"),
    "ends_on": gettext_lazy("Đến hết ngày"),
    "plan_status": gettext_lazy("Trạng thái kế hoạch"),
    "plan_note": gettext_lazy("Lý do"),
    "plan_target": gettext_lazy("Chỉ tiêu"),
    "lower_because": gettext_lazy("Vì sao thấp hơn cấp trên giao"),
    "target_count": gettext_lazy("Số chỉ tiêu"),
    "task_count": gettext_lazy("Số nhiệm vụ"),
    "given": gettext_lazy("Số phần giao cho xã, phường"),
    "task_title": gettext_lazy("Nhiệm vụ"),
    "task_status": gettext_lazy("Trạng thái nhiệm vụ"),
    "task_note": gettext_lazy("Lời ghi"),
    "counted": gettext_lazy("Đếm được"),
    "due_on": gettext_lazy("Hạn"),
    "budget": gettext_lazy("Kinh phí (đồng)"),
    "reminder_days": gettext_lazy("Số ngày so với hạn"),
    "reminder_to": gettext_lazy("Nhắc ai"),
    "circular_title": gettext_lazy("Trích yếu"),
    "circular_roles": gettext_lazy("Ai phải đọc"),
    "circular_replaces": gettext_lazy("Thay thế văn bản"),
}
CHOICES = (Circular.Status, ProgrammePlan.Status, PlanTask.Status, ReminderRule.To)
SEEN_BY_NO_SHEET = frozenset(
    {
        *("plans.open_feed", "plans.set_reminder", "plans.drop_reminder"),
        *("plans.draft_circular", "plans.change_circular", "plans.issue_circular"),
        *("plans.confirm_circular", "plans.ask_circular", "plans.answer_question"),
    }
)
