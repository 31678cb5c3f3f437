"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "credentials.read_signing_keys": gettext_lazy("Xem khoá ký chứng nhận số"),
    "credentials.add_signing_key": gettext_lazy("Đặt khoá ký mới"),
    "credentials.end_signing_key": gettext_lazy("Thôi dùng khoá ký"),
    "credentials.report_signing_key": gettext_lazy("Báo khoá ký bị lộ"),
    "credentials.suspend_credential": gettext_lazy("Tạm dừng giấy chứng nhận"),
    "credentials.resume_credential": gettext_lazy("Cho giấy chứng nhận có giá trị lại"),
}
FIELDS = {"suspended_on": gettext_lazy("Tạm dừng từ"), "key": gettext_lazy("Khoá ký")}
