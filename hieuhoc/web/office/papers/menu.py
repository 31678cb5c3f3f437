"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (MenuEntry(105, gettext_lazy("Sổ văn bản"), "book-2", "office:paper-number-list"),)
