"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

from hieuhoc.news.addressing import audiences
from hieuhoc.news.models import Article, Campaign, MessagePurpose
from hieuhoc.outbox.models import Message

VERBS = {
    "news.write_campaign": gettext_lazy("Soạn đợt gửi tin"),
    "news.change_campaign": gettext_lazy("Sửa đợt gửi tin"),
    "news.send_campaign": gettext_lazy("Gửi tin"),
    "news.cancel_campaign": gettext_lazy("Dừng gửi tin"),
    "news.write_article": gettext_lazy("Viết bài"),
    "news.change_article": gettext_lazy("Sửa bài"),
    "news.add_image": gettext_lazy("Thêm ảnh vào bài"),
    "news.drop_image": gettext_lazy("Bỏ ảnh khỏi bài"),
    "news.publish_article": gettext_lazy("Công bố bài"),
    "news.withdraw_article": gettext_lazy("Gỡ bài"),
    "news.nominate_example": gettext_lazy("Giới thiệu cách làm hay"),
    "news.adopt_example": gettext_lazy("Áp dụng cách làm hay"),
    "news.end_adoption": gettext_lazy("Thôi áp dụng cách làm hay"),
    "news.refuse_messages": gettext_lazy("Đổi cách nhận tin"),
}
FIELDS = {
    "headline": gettext_lazy("Tiêu đề"),
    "image": gettext_lazy("Ảnh"),
    "praise": gettext_lazy("Vì sao đáng làm theo"),
    "told": gettext_lazy("Gửi cho ai"),
    "refused": gettext_lazy("Không nhận"),
}


def audience_named(code: str) -> str:
    """By its code where no room knows it any more."""
    return str(audiences[code].name) if code in audiences else code


NAMED = {"told": audience_named}
CHOICES = (Article.Kind, Article.Status, Campaign.Status, MessagePurpose, Message.Channel)
