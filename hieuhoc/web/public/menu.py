"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (
    MenuEntry(180, gettext_lazy("Trang đầu"), "home", "public:home"),
    MenuEntry(185, gettext_lazy("Hoạt động học tập"), "calendar-event", "public:activities"),
    MenuEntry(187, gettext_lazy("Tin và cách làm hay"), "speakerphone", "public:articles"),
    MenuEntry(190, gettext_lazy("Số liệu mở"), "chart-bar", "public:figures"),
    MenuEntry(195, pgettext_lazy("menu", "Sổ quỹ"), "leaf", "public:funds"),
    MenuEntry(200, pgettext_lazy("menu", "Bộ tiêu chí"), "list-check", "public:criteria"),
    MenuEntry(210, gettext_lazy("Kiểm tra giấy chứng nhận"), "shield-check", "public:verify"),
)
