"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (MenuEntry(142, gettext_lazy("Quy trình xét duyệt"), "git-branch", "office:chain-list"),)
