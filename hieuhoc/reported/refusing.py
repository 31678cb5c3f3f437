"""What the deeds refuse, each with its sentence."""

from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import PlaceSpell
from hieuhoc.reported.catalogue import FigureKind
from hieuhoc.reported.models import ReportingPeriod
from hieuhoc.reported.rules import ReportedValue, last_day, what_is_wrong

FIRST_YEAR = 2000


def refuse_place_of_another_map(place_id: int, year: int, span: str) -> None:
    """A figure is one of a place that stood on the last day it speaks of, in a span that has ended or goes on."""
    today = timezone.localdate()
    if not FIRST_YEAR <= year <= today.year:
        raise Refusal(
            _("Năm báo cáo phải từ %(first)s đến %(last)s.") % {"first": FIRST_YEAR, "last": today.year},
            code="year_out_of_reach",
        )
    on = last_day(year, span)
    if not PlaceSpell.objects.on(min(on, today)).filter(place=place_id).exists():
        raise Refusal(
            _("Ngày %(day)s chưa có, hoặc không còn nơi này trên bản đồ.") % {"day": f"{min(on, today):%d/%m/%Y}"},
            remedy=_("Chọn xã, huyện, tỉnh có vào ngày ấy; số cũ đứng ở nơi cũ."),
            code="place_of_another_map",
        )


def refuse_locked(period: ReportingPeriod) -> None:
    if period.status == ReportingPeriod.Status.HANDED_IN:
        raise Refusal(
            _("Kỳ báo cáo đã nộp và đang chờ tỉnh xem."),
            remedy=_("Nhờ cấp tỉnh trả lại nếu cần sửa."),
            code="handed_in",
        )
    if not period.takes_figures:
        raise Refusal(
            _("Kỳ báo cáo đã được chấp nhận và khoá số."), remedy=_("Cấp tỉnh đính chính, kèm lý do."), code="locked"
        )


def refuse_value(kind: FigureKind, value: ReportedValue, source: str) -> None:
    if not source.strip():
        raise Refusal(
            _("Chưa ghi tài liệu nguồn."), remedy=_("Ghi tên, số và ngày của báo cáo hoặc niên giám."), code="no_source"
        )
    match what_is_wrong(value, is_share=kind.is_share):
        case "says_nothing":
            raise Refusal(_("Chưa nhập số."), code="says_nothing")
        case "no_number":
            raise Refusal(_("Loại số liệu này cần số, không phải tỷ lệ."), code="no_number")
        case "is_no_share":
            raise Refusal(_("Loại số liệu này không có mẫu số."), code="is_no_share")
        case "whole_alone":
            raise Refusal(_("Có mẫu số mà chưa có số đạt."), code="whole_alone")
        case "percent_follows":
            raise Refusal(
                _("Đã có số và mẫu số thì tỷ lệ tự tính."), remedy=_("Để trống ô tỷ lệ."), code="percent_follows"
            )
        case "more_than_whole":
            raise Refusal(_("Số đạt lớn hơn mẫu số."), remedy=_("Xem lại hai số."), code="more_than_whole")
