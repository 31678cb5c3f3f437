"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (MenuEntry(129, gettext_lazy("Sơ kết, tổng kết"), "file-description", "office:yearly-review"),)
