"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (MenuEntry(45, gettext_lazy("Trường, lớp"), "school", "office:school-list"),)
