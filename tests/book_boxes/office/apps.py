from hieuhoc.web import areas


class BookBoxesAreaConfig(areas.Area):
    name = "tests.book_boxes.office"
    label = "office_book_boxes"
    face = "office"
