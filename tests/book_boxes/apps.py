from hieuhoc.lib import rooms


class BookBoxesConfig(rooms.Room):
    name = "tests.book_boxes"
    label = "book_boxes"
