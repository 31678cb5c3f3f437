"""What the menu of the face shows of this area."""

from hieuhoc.web.areas import MenuEntry

MENU = (MenuEntry(115, "Tủ sách", "school", "office:book-box-list"),)
