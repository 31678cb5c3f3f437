"""The words of this room's deeds, and of what they change, in the history."""

from django.utils.translation import gettext_lazy

from hieuhoc.places.models import AreaClass, Certainty, ChangeOrder

VERBS = {
    "places.add_village": gettext_lazy("Lập thôn, buôn"),
    "places.rename_village": gettext_lazy("Đổi tên thôn, buôn"),
    "places.assign_village": gettext_lazy("Phân thôn, buôn về đơn vị mới"),
    "places.draft_order": gettext_lazy("Soạn lệnh thay đổi địa giới"),
    "places.apply_change_order": gettext_lazy("Áp dụng lệnh thay đổi địa giới"),
    "places.schedule_order": gettext_lazy("Hẹn áp dụng lệnh thay đổi địa giới"),
    "places.unschedule_order": gettext_lazy("Bỏ hẹn áp dụng lệnh thay đổi địa giới"),
    "places.hold_back_order": gettext_lazy("Chưa áp dụng được lệnh thay đổi địa giới"),
    "places.undo_change_order": gettext_lazy("Hoàn tác lệnh thay đổi địa giới"),
    "places.set_area_class": gettext_lazy("Xác định loại vùng"),
    "places.end_area_class": gettext_lazy("Kết thúc loại vùng"),
    "places.load_old_map": gettext_lazy("Nạp bản đồ cũ"),
    "places.preview_order": gettext_lazy("Xem trước lệnh thay đổi địa giới"),
}
# The writing of a roster makes villages, and finds those that others made.
SEEN_BY_NO_SHEET = frozenset({"places.add_village"})
FIELDS = {
    "number": gettext_lazy("Số văn bản"),
    "title": gettext_lazy("Trích yếu"),
    "parent": gettext_lazy("Thuộc"),
    "takes_effect_on": gettext_lazy("Có hiệu lực từ ngày"),
    "certainty": gettext_lazy("Mức chắc chắn"),
    "legal_basis": gettext_lazy("Căn cứ pháp lý"),
    "steps": gettext_lazy("Số dòng"),
}
CHOICES = (AreaClass, Certainty, ChangeOrder.Status)
