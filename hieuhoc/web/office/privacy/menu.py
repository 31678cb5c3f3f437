"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (MenuEntry(165, gettext_lazy("Dữ liệu cá nhân"), "shield-check", "office:personal-data"),)
