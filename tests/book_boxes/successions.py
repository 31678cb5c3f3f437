"""A box whose place goes whole into another one is that one's; where a ward is cut, it stays until somebody moves it."""

from collections.abc import Iterable

from hieuhoc.places.models import ChangeOrder, MovedRow
from hieuhoc.places.rules import Moves
from hieuhoc.places.successions import update_rows

TABLES = {"book_box": "book_boxes_bookbox"}
LABELS = {"book_box": "tủ sách"}


def move(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    update_rows(order, "book_boxes", "book_box", column="place_id", mapping=moves.whole, where="row.until IS NULL")
    return []
