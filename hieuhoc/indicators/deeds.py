"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "indicators.read_rows": gettext_lazy("Xem người trong số liệu"),
    "indicators.open_year": gettext_lazy("Mở năm số liệu"),
    "indicators.close_year": gettext_lazy("Chốt năm số liệu"),
    "indicators.revise_year": gettext_lazy("Điều chỉnh số liệu năm đã chốt"),
    "indicators.publish_revision": gettext_lazy("Công bố số liệu"),
    "indicators.enter_targets": gettext_lazy("Nhập chỉ tiêu"),
    "indicators.load_targets": gettext_lazy("Nạp chỉ tiêu đã ban hành"),
}
