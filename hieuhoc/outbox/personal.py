"""Messages: what was said, and to whom."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy

from hieuhoc.lib.personal import TECHNICAL, Kind, Person, columns
from hieuhoc.outbox.models import Message, PushDevice


def _delete_old(before: datetime, limit: int) -> int:
    old = Message.objects.filter(created_at__lt=before).order_by("pk").values("pk")[:limit]
    return Message.objects.filter(pk__in=old).delete()[0]


def _give_up(before: datetime, limit: int) -> int:
    """Eight tries are over within a day: the words and the address of what never went serve nobody."""
    kept = Q(sealed_body__isnull=False) | Q(address__isnull=False) | ~Q(clear_body="")
    stuck = Message.objects.filter(kept, sent_at__isnull=True, created_at__lt=before)
    ids = list(stuck.exclude(channel=Message.Channel.IN_APP).order_by("pk").values_list("pk", flat=True)[:limit])
    return Message.objects.filter(pk__in=ids).update(sealed_body=None, address=None, clear_body="", stop_url="")


def _held(person: Person) -> int:
    return Message.objects.filter(recipient__in=person.users).count()


def _devices(person: Person) -> int:
    return PushDevice.objects.filter(user__in=person.users).count()


def _drop_devices(person: Person) -> int:
    return PushDevice.objects.filter(user__in=person.users).delete()[0]


def _erase(person: Person) -> int:
    return Message.objects.filter(recipient__in=person.users).delete()[0]


KINDS = (
    Kind(
        "outbox.messages",
        gettext_lazy("Thông báo và thư gửi tới tài khoản"),
        counts_from=gettext_lazy("ngày gửi"),
        end=gettext_lazy("xoá; nội dung thư xoá ngay khi gửi xong"),
        days=365,
        columns=columns("outbox_message", "subject", "body", "sealed_body", "address", "last_error", "key", "channel")
        | columns("outbox_message", "stop_url", "link"),
        purge=_delete_old,
        held=_held,
        erase=_erase,
    ),
    Kind(
        "outbox.undelivered",
        gettext_lazy("Nội dung thư không gửi được"),
        counts_from=gettext_lazy("ngày viết thư"),
        end=gettext_lazy("xoá nội dung và địa chỉ"),
        days=3,
        source=TECHNICAL,
        purge=_give_up,
    ),
    Kind(
        "outbox.devices",
        gettext_lazy("Trình duyệt nhận thông báo của tài khoản"),
        end=gettext_lazy("xoá khi người ấy tắt, hoặc khi máy không nhận nữa"),
        columns=columns("outbox_pushdevice", "endpoint_index", "sealed"),
        held=_devices,
        erase=_drop_devices,
    ),
)
IMPERSONAL: frozenset[str] = frozenset()
