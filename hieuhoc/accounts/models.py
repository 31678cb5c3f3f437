"""Who signs in, and what they may do where: grants are by place and dated."""

from collections.abc import Iterator
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from hieuhoc.accounts.roles import Role as Role


class User(AbstractBaseUser, PermissionsMixin):
    """`home`: the place whose officers opened the account and look after it. `temporary_until` set = the password was made
    by somebody else: it opens only the page that changes it, and nothing from then on. `sign_outs` counts how often all
    sessions were ended at once. `plain_*`: what names that look alike have in common (accounts.rules)."""

    username = models.CharField(max_length=80, unique=True)
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    home = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")
    temporary_until = models.DateTimeField(null=True)
    sign_outs = models.PositiveIntegerField(default=0, db_default=0)
    plain_username = models.CharField(max_length=80, default="", db_default="", db_index=True)
    plain_name = models.CharField(max_length=120, default="", db_default="", db_index=True)

    objects: ClassVar[UserManager[Self]] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.full_name

    @property
    def authority_place_id(self) -> int | None:
        return self.home_id

    def get_session_auth_hash(self) -> str:
        """A session is over once the password or `sign_outs` is another one than when it began."""
        return f"{super().get_session_auth_hash()}.{self.sign_outs}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return (f"{digest}.{self.sign_outs}" for digest in super().get_session_auth_fallback_hash())


class DisableReason(models.TextChoices):
    LEFT = "left", _("Đã nghỉ hoặc chuyển công tác")
    EXPOSED = "exposed", _("Nghi lộ mật khẩu, mất máy")
    UNUSED = "unused", _("Không dùng nữa")
    MISUSED = "misused", _("Dùng sai mục đích")


class Grant(models.Model):
    """A role at a place in [since, until). `delegated_from` set = handed on by its holder, and ends with it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=12, choices=Role)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    given_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    delegated_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="delegations")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "place", "since"], name="grant_once"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(since__lt=models.F("until")),
                name="grant_since_before_until",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.place_id}"


class Attempt(models.Model):
    """A row of Django's database cache (settings.CACHES): how often somebody tried a password or a code lately."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key


class Happened(models.TextChoices):
    """What the door of an account sees."""

    SIGNED_IN = "signed_in", _("Đăng nhập")
    SIGNED_OUT = "signed_out", _("Đăng xuất")
    WRONG_PASSWORD = "wrong_password", _("Gõ sai mật khẩu")
    WRONG_CODE = "wrong_code", _("Gõ sai mã của bước thứ hai")
    SLOWED = "slowed", _("Thử nhiều lần từ nơi lạ, phải chờ")
    PASSWORD_CHANGED = "password_changed", _("Đổi mật khẩu")
    PASSWORD_RESET = "password_reset", _("Được cấp mật khẩu tạm")
    FACTOR_ADDED = "factor_added", _("Thêm bước xác thực thứ hai")
    FACTOR_REMOVED = "factor_removed", _("Bỏ bước xác thực thứ hai")
    FACTOR_RESET = "factor_reset", _("Được gỡ bước xác thực thứ hai")
    CODES_RENEWED = "codes_renewed", _("Tạo mã dự phòng mới")
    MAIL_CHANGED = "mail_changed", _("Đổi địa chỉ thư điện tử")
    SIGN_ON_LINKED = "sign_on_linked", _("Nối với đăng nhập một lần")
    SIGN_ON_UNLINKED = "sign_on_unlinked", _("Thôi nối với đăng nhập một lần")
    SESSIONS_ENDED = "sessions_ended", _("Kết thúc phiên trên máy khác")
    DISABLED = "disabled", _("Tài khoản bị khoá")
    ENABLED = "enabled", _("Tài khoản được mở lại")


class SecurityEvent(models.Model):
    """`by`: who did it, when that is not the holder. `device`, `origin`: accounts.security."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="security_events")
    happened = models.CharField(max_length=20, choices=Happened)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    device = models.CharField(max_length=60, blank=True)
    origin = models.CharField(max_length=8, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-id"], name="security_event_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.happened}"


class SignInRule(models.Model):
    """What the house asks of those who sign in, from a day on. Before the first one: the defaults."""

    since = models.DateField(unique=True)
    officers_need_factor = models.BooleanField(default=False)
    grace_days = models.PositiveSmallIntegerField(default=14)
    officer_idle_minutes = models.PositiveSmallIntegerField(default=60)
    idle_minutes = models.PositiveSmallIntegerField(default=240)
    set_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(officer_idle_minutes__gte=5, idle_minutes__gte=5), name="sign_in_rule_time_to_work"
            ),
        ]

    def __str__(self) -> str:
        return str(self.since)
