"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (MenuEntry(131, gettext_lazy("Số liệu báo cáo"), "clipboard-check", "office:reported-list"),)
