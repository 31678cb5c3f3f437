"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (
    MenuEntry(128, gettext_lazy("Quỹ khuyến học"), "leaf", "office:fund-list"),
    MenuEntry(129, gettext_lazy("Khoản chi của quỹ"), "send", "office:use-list"),
)
