"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import Entry

MENU = (
    Entry(220, gettext_lazy("Hồ sơ của tôi"), "file-text", "citizen:home"),
    Entry(230, gettext_lazy("Kiểm tra giấy chứng nhận"), "shield-check", "public:verify"),
)
