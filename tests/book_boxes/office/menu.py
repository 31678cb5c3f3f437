"""What the menu of the face shows of this area."""

from hieuhoc.web.areas import Entry

MENU = (Entry(115, "Tủ sách", "book", "office:book-box-list"),)
