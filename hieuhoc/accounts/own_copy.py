"""One's own accounts and what happened at their door."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import SecurityEvent, User
from hieuhoc.lib.own_copy import OwnPart, OwnValue
from hieuhoc.lib.personal import Person


def _accounts(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    for row in User.objects.filter(pk__in=person.users).order_by("pk"):
        yield row.username, row.full_name, row.email or None, row.date_joined, row.last_login


def _events(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    for row in SecurityEvent.objects.filter(user__in=person.users).order_by("-pk"):
        yield row.at, row.get_happened_display(), row.device or None


PARTS = (
    OwnPart(
        "accounts.accounts",
        gettext_lazy("Tài khoản"),
        (
            ("username", gettext_lazy("Tên đăng nhập")),
            ("name", gettext_lazy("Họ và tên")),
            ("email", gettext_lazy("Thư điện tử")),
            ("since", gettext_lazy("Lập lúc")),
            ("last_login", gettext_lazy("Đăng nhập lần cuối")),
        ),
        _accounts,
        covers=("accounts.accounts", "accounts.officers"),
        of_account=True,
    ),
    OwnPart(
        "accounts.events",
        gettext_lazy("Sự kiện đăng nhập và bảo mật"),
        (("at", gettext_lazy("Lúc")), ("happened", gettext_lazy("Việc")), ("device", gettext_lazy("Thiết bị"))),
        _events,
        covers=("accounts.events",),
        of_account=True,
    ),
)
