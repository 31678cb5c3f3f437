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
    "privacy.ask_data_request": gettext_lazy("Ghi yêu cầu về dữ liệu"),
    "privacy.answer_data_request": gettext_lazy("Trả lời lần đầu yêu cầu về dữ liệu"),
    "privacy.extend_data_request": gettext_lazy("Kéo dài thời hạn yêu cầu về dữ liệu"),
    "privacy.settle_data_request": gettext_lazy("Giải quyết yêu cầu về dữ liệu"),
    "privacy.set_day_off": gettext_lazy("Ghi ngày nghỉ, ngày làm bù"),
    "privacy.remove_day_off": gettext_lazy("Bỏ ngày nghỉ, ngày làm bù"),
    "citizen.read_shared_record": gettext_lazy("Xem hồ sơ học tập qua đường dẫn đã chia sẻ"),
    "citizen.read_own_copy": gettext_lazy("Xem, tải dữ liệu của chính mình"),
    "privacy.repeat_erasure": gettext_lazy("Xoá lại sau khi khôi phục bản sao lưu"),
}
FIELDS = {
    "days": gettext_lazy("Số ngày lưu"),
    "before": gettext_lazy("Trước ngày"),
    "basis": gettext_lazy("Căn cứ"),
    "asked_on": gettext_lazy("Ngày yêu cầu"),
    "matter": gettext_lazy("Yêu cầu"),
    "is_worked": gettext_lazy("Làm bù"),
    "on": gettext_lazy("Ngày"),
    "erased": gettext_lazy("Số mục đã xoá"),
}
