"""What the menu of the face shows of this area."""

from django.utils.translation import pgettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (MenuEntry(150, pgettext_lazy("menu", "Địa bàn"), "map-pin", "office:place-list"),)
