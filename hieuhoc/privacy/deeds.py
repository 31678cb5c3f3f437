"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "privacy.give_consent": gettext_lazy("Ghi nhận sự đồng ý"),
    "privacy.withdraw_consent": gettext_lazy("Rút sự đồng ý"),
    "privacy.set_period": gettext_lazy("Đặt thời hạn lưu dữ liệu cá nhân"),
    "privacy.purge_kind": gettext_lazy("Xoá dữ liệu cá nhân hết thời hạn lưu"),
    "privacy.ask_erasure": gettext_lazy("Ghi yêu cầu xoá thông tin"),
    "privacy.carry_out_erasure": gettext_lazy("Xoá thông tin theo yêu cầu"),
    "privacy.decline_erasure": gettext_lazy("Không thực hiện yêu cầu xoá thông tin"),
    "privacy.repeat_erasure": gettext_lazy("Xoá lại sau khi khôi phục bản sao lưu"),
}
FIELDS = {
    "days": gettext_lazy("Số ngày lưu"),
    "before": gettext_lazy("Trước ngày"),
    "basis": gettext_lazy("Căn cứ"),
    "asked_on": gettext_lazy("Ngày yêu cầu"),
    "erased": gettext_lazy("Số mục đã xoá"),
}
