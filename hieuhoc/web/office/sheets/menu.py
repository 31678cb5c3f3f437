"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (MenuEntry(15, gettext_lazy("Bảng tính"), "file-spreadsheet", "office:sheet-list"),)
