"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "accounts.add_user": gettext_lazy("Tạo tài khoản"),
    "accounts.grant_role": gettext_lazy("Trao vai trò"),
    "accounts.let_in": gettext_lazy("Mở lại tài khoản từ máy chủ"),
    "accounts.end_grant": gettext_lazy("Kết thúc vai trò"),
    "accounts.delegate_role": gettext_lazy("Uỷ quyền"),
    "accounts.end_delegation": gettext_lazy("Thôi uỷ quyền"),
}
