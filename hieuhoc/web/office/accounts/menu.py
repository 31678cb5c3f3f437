"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (
    MenuEntry(160, gettext_lazy("Tài khoản"), "key", "office:user-list"),
    MenuEntry(170, gettext_lazy("Lịch sử"), "history", "office:history"),
)
