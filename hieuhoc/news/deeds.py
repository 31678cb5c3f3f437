"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

from hieuhoc.news.models import Campaign, MessagePurpose
from hieuhoc.outbox.models import Message

VERBS = {
    "news.write_campaign": gettext_lazy("Soạn đợt gửi tin"),
    "news.change_campaign": gettext_lazy("Sửa đợt gửi tin"),
    "news.send_campaign": gettext_lazy("Gửi tin"),
    "news.cancel_campaign": gettext_lazy("Dừng gửi tin"),
    "news.refuse_messages": gettext_lazy("Đổi cách nhận tin"),
}
FIELDS = {
    "told": gettext_lazy("Gửi cho ai"),
    "channels": gettext_lazy("Kênh"),
    "refused": gettext_lazy("Không nhận"),
}
CHOICES = (Campaign.Status, MessagePurpose, Message.Channel)
