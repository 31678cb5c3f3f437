"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "book_boxes.add_box": gettext_lazy("Đặt tủ sách"),
    "book_boxes.give_away_box": gettext_lazy("Cho tủ sách đi nơi khác"),
    "book_boxes.read_boxes": gettext_lazy("Xem tủ sách"),
    "sheets.import_book_boxes": gettext_lazy("Nhập tủ sách"),
}
FIELDS = {"books": gettext_lazy("Số sách"), "value": gettext_lazy("Giá trị (đồng)")}
