"""The words of this room's deeds, and of what they change, in the history."""

from django.utils.translation import gettext_lazy

from hieuhoc.inspection.models import CheckedTitle, Finding, Inspection, InspectionPlan, Sample

VERBS = {
    "inspection.read_inspections": gettext_lazy("Xem kiểm tra"),
    "inspection.read_plans": gettext_lazy("Xem kế hoạch kiểm tra"),
    "inspection.draft_plan": gettext_lazy("Lập kế hoạch kiểm tra"),
    "inspection.close_plan": gettext_lazy("Kết thúc kế hoạch kiểm tra"),
    "inspection.draw_sample": gettext_lazy("Rút mẫu kiểm tra"),
    "inspection.order_inspection": gettext_lazy("Lập cuộc kiểm tra theo dấu hiệu"),
    "inspection.take_up_alert": gettext_lazy("Lập cuộc kiểm tra theo cảnh báo"),
    "inspection.repeat_inspection": gettext_lazy("Lập cuộc kiểm tra lại"),
    "inspection.plan_visit": gettext_lazy("Cử người đi kiểm tra"),
    "inspection.call_off": gettext_lazy("Ghi không thực hiện cuộc kiểm tra"),
    "inspection.check_title": gettext_lazy("Kiểm tra một danh hiệu"),
    "inspection.add_finding": gettext_lazy("Thêm kiến nghị kiểm tra"),
    "inspection.add_photo": gettext_lazy("Thêm ảnh chụp khi kiểm tra"),
    "inspection.remove_photo": gettext_lazy("Bỏ ảnh chụp khi kiểm tra"),
    "inspection.conclude_inspection": gettext_lazy("Kết luận cuộc kiểm tra"),
    "inspection.settle_finding": gettext_lazy("Ghi đã khắc phục kiến nghị"),
}
FIELDS = {
    "inspection_status": gettext_lazy("Trạng thái kế hoạch kiểm tra"),
    "sample_number": gettext_lazy("Lần rút mẫu"),
    "sample_size": gettext_lazy("Số danh hiệu trong mẫu"),
    "seed": gettext_lazy("Mầm rút mẫu"),
    "drawn_again_because": gettext_lazy("Vì sao rút lại"),
    "visit_reason": gettext_lazy("Vì sao kiểm tra"),
    "visit_on": gettext_lazy("Ngày kiểm tra"),
    "visit_status": gettext_lazy("Trạng thái cuộc kiểm tra"),
    "inspectors": gettext_lazy("Người kiểm tra"),
    "check_verdict": gettext_lazy("Kết luận về danh hiệu"),
    "visit_photo": gettext_lazy("Ảnh chụp khi kiểm tra"),
    "finding_status": gettext_lazy("Trạng thái kiến nghị"),
}
CHOICES = (
    InspectionPlan.Status,
    Inspection.Status,
    Inspection.Origin,
    CheckedTitle.Verdict,
    Finding.Status,
    Sample.Method,
)
