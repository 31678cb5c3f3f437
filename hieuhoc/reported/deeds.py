"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

from hieuhoc.reported.catalogue import kind_of
from hieuhoc.reported.models import ReportedFigure, ReportingPeriod, Span

VERBS = {
    "reported.read_figures": gettext_lazy("Xem số liệu báo cáo"),
    "reported.open_period": gettext_lazy("Mở kỳ báo cáo"),
    "reported.enter_figure": gettext_lazy("Nhập số liệu báo cáo"),
    "sheets.import_reported_figures": gettext_lazy("Nhập số liệu báo cáo bằng bảng"),
    "reported.hand_in_period": gettext_lazy("Nộp kỳ báo cáo"),
    "reported.accept_period": gettext_lazy("Chấp nhận kỳ báo cáo"),
    "reported.return_period": gettext_lazy("Trả lại kỳ báo cáo"),
    "reported.correct_figure": gettext_lazy("Đính chính số liệu báo cáo"),
    "reported.explain_difference": gettext_lazy("Giải thích chênh lệch số liệu"),
    "reported.load_published": gettext_lazy("Nạp số liệu đã công bố"),
}
FIELDS = {
    "span": gettext_lazy("Kỳ"),
    "period_status": gettext_lazy("Trạng thái kỳ báo cáo"),
    "reported_kind": gettext_lazy("Loại số liệu"),
    "reported_number": gettext_lazy("Số báo cáo"),
    "why_they_differ": gettext_lazy("Vì sao lệch"),
}
NAMED = {"reported_kind": lambda code: str(kind_of(code).name)}
CHOICES = (ReportingPeriod.Status, ReportedFigure.Origin, ReportedFigure.Precision, Span)
