"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import DisableReason

VERBS = {
    "accounts.add_user": gettext_lazy("Tạo tài khoản"),
    "accounts.move_user": gettext_lazy("Đổi nơi quản lý tài khoản"),
    "accounts.grant_role": gettext_lazy("Trao vai trò"),
    "accounts.let_in": gettext_lazy("Mở lại tài khoản từ máy chủ"),
    "accounts.disable_user": gettext_lazy("Khoá tài khoản"),
    "accounts.enable_user": gettext_lazy("Mở lại tài khoản"),
    "accounts.end_service": gettext_lazy("Cho thôi việc: kết thúc vai trò, khoá tài khoản"),
    "accounts.reset_password": gettext_lazy("Cấp mật khẩu tạm"),
    "accounts.reset_second_factor": gettext_lazy("Gỡ bước xác thực thứ hai"),
    "accounts.set_sign_in_rule": gettext_lazy("Đặt quy định đăng nhập"),
    "accounts.end_grant": gettext_lazy("Kết thúc vai trò"),
    "accounts.delegate_role": gettext_lazy("Uỷ quyền"),
    "accounts.end_delegation": gettext_lazy("Thôi uỷ quyền"),
}
FIELDS = {
    "home": gettext_lazy("Nơi quản lý"),
    "delegations": gettext_lazy("Uỷ quyền"),
    "roles": gettext_lazy("Vai trò"),
    "factors": gettext_lazy("Bước xác thực thứ hai"),
    "officers_need_factor": gettext_lazy("Cán bộ phải có bước xác thực thứ hai"),
    "grace_days": gettext_lazy("Số ngày để thiết lập"),
    "officer_idle_minutes": gettext_lazy("Cán bộ: số phút không dùng thì hết phiên"),
    "idle_minutes": gettext_lazy("Người khác: số phút không dùng thì hết phiên"),
}
CHOICES = (DisableReason,)
