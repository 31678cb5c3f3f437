"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (MenuEntry(130, gettext_lazy("Số liệu"), "chart-bar", "office:figures"),)
