"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (
    MenuEntry(220, gettext_lazy("Hồ sơ của tôi"), "file-text", "citizen:home"),
    MenuEntry(225, gettext_lazy("Việc học của tôi"), "book-2", "citizen:learning"),
    MenuEntry(227, gettext_lazy("Lớp tập huấn của tôi"), "school", "citizen:courses"),
    MenuEntry(228, gettext_lazy("Dữ liệu của tôi"), "lock", "citizen:own-data"),
    MenuEntry(230, gettext_lazy("Kiểm tra giấy chứng nhận"), "shield-check", "public:verify"),
)
