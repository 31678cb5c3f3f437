"""What somebody was told, and the browsers that are told."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from hieuhoc.lib.own_copy import OwnPart, OwnValue
from hieuhoc.lib.personal import Person
from hieuhoc.outbox.models import Message, PushDevice


def _messages(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    for row in Message.objects.filter(recipient__in=person.users).order_by("-pk"):
        yield row.created_at, row.get_channel_display(), row.subject, row.sent_at, row.read_at


def _devices(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    for row in PushDevice.objects.filter(user__in=person.users).order_by("pk"):
        yield (row.since,)


PARTS = (
    OwnPart(
        "outbox.messages",
        gettext_lazy("Thông báo và thư đã gửi"),
        (
            ("written_at", gettext_lazy("Viết lúc")),
            ("channel", gettext_lazy("Kênh")),
            ("subject", gettext_lazy("Về việc")),
            ("sent_at", gettext_lazy("Gửi lúc")),
            ("read_at", gettext_lazy("Đọc lúc")),
        ),
        _messages,
        covers=("outbox.messages",),
        of_account=True,
    ),
    OwnPart(
        "outbox.devices",
        gettext_lazy("Trình duyệt nhận thông báo"),
        (("since", gettext_lazy("Từ lúc")),),
        _devices,
        covers=("outbox.devices",),
        of_account=True,
    ),
)
