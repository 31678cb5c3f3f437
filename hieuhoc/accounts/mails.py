"""What allauth has to say about an account, in our words: one line each. Every kind is a security event too.

A test holds this table against the mails allauth can send (tests/web/test_door.py).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hieuhoc.accounts.models import Happened


@dataclass(frozen=True)
class Notice:
    happened: Happened
    subject: Promise
    sentence: Promise


NOTICES = {
    "account/email/password_changed": Notice(
        Happened.PASSWORD_CHANGED, _("Mật khẩu đã đổi"), _("Mật khẩu của tài khoản vừa được đổi.")
    ),
    "account/email/password_set": Notice(
        Happened.PASSWORD_CHANGED, _("Mật khẩu đã đặt"), _("Tài khoản vừa được đặt mật khẩu.")
    ),
    "account/email/password_reset": Notice(
        Happened.PASSWORD_CHANGED,
        _("Mật khẩu đã đặt lại"),
        _("Mật khẩu của tài khoản vừa được đặt lại bằng đường dẫn trong thư."),
    ),
    "account/email/email_changed": Notice(
        Happened.MAIL_CHANGED, _("Địa chỉ thư đã đổi"), _("Địa chỉ thư chính của tài khoản vừa được đổi.")
    ),
    "account/email/email_confirm": Notice(
        Happened.MAIL_CHANGED, _("Địa chỉ thư đã xác nhận"), _("Một địa chỉ thư của tài khoản vừa được xác nhận.")
    ),
    "account/email/email_deleted": Notice(
        Happened.MAIL_CHANGED, _("Địa chỉ thư đã xoá"), _("Một địa chỉ thư của tài khoản vừa bị xoá.")
    ),
    "mfa/email/totp_activated": Notice(
        Happened.FACTOR_ADDED, _("Đã bật mã trên điện thoại"), _("Tài khoản từ nay hỏi thêm mã trên điện thoại.")
    ),
    "mfa/email/totp_deactivated": Notice(
        Happened.FACTOR_REMOVED, _("Đã tắt mã trên điện thoại"), _("Tài khoản từ nay không hỏi mã trên điện thoại nữa.")
    ),
    "mfa/email/webauthn_added": Notice(
        Happened.FACTOR_ADDED, _("Đã thêm khoá bảo mật"), _("Một khoá bảo mật vừa được thêm vào tài khoản.")
    ),
    "mfa/email/webauthn_removed": Notice(
        Happened.FACTOR_REMOVED, _("Đã bỏ khoá bảo mật"), _("Một khoá bảo mật của tài khoản vừa bị bỏ.")
    ),
    "mfa/email/recovery_codes_generated": Notice(
        Happened.CODES_RENEWED, _("Đã tạo mã dự phòng mới"), _("Các mã dự phòng cũ của tài khoản không dùng được nữa.")
    ),
    "socialaccount/email/account_connected": Notice(
        Happened.SIGN_ON_LINKED,
        _("Đã nối với đăng nhập một lần"),
        _("Đăng nhập một lần của tỉnh từ nay mở tài khoản này."),
    ),
    "socialaccount/email/account_disconnected": Notice(
        Happened.SIGN_ON_UNLINKED,
        _("Đã thôi nối với đăng nhập một lần"),
        _("Đăng nhập một lần của tỉnh không mở tài khoản này nữa."),
    ),
}
WHAT_TO_DO = _(
    "{sentence} Nếu không phải ông/bà làm: đổi mật khẩu, xem trang Đăng nhập và thiết bị, và báo cán bộ quản lý tài khoản."
)
