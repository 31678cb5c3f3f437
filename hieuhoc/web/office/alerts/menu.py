"""What the menu of the face shows of this area."""

from django.utils.translation import pgettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (MenuEntry(132, pgettext_lazy("menu", "Cảnh báo"), "alert-triangle", "office:alert-list"),)
