"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (MenuEntry(123, gettext_lazy("Tập huấn"), "school", "office:training-list"),)
