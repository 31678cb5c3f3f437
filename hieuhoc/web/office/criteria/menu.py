"""What the menu of the face shows of this area."""

from django.utils.translation import pgettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (MenuEntry(140, pgettext_lazy("menu", "Bộ tiêu chí"), "list-check", "office:criteria-list"),)
