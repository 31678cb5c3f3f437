"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (MenuEntry(167, gettext_lazy("Khoá ký chứng nhận"), "key", "office:key-list"),)
