"""A box whose place goes whole into another one stands there from that day on: its spell ends and another begins, so that
figures of earlier years stay. Where a ward is cut, it stays until somebody moves it."""

from collections.abc import Iterable

from hieuhoc.places.models import ChangeOrder, MovedRow
from hieuhoc.places.rules import Moves
from hieuhoc.places.successions import close_rows, journal_made, update_rows
from tests.book_boxes.models import BookBox

ROW = ("book_boxes", "book_box")
TABLES = {"book_box": "book_boxes_bookbox"}
LABELS = {"book_box": "tủ sách"}


def move(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    """Boxes placed that very day or later have no earlier years: they are pointed anew."""
    update_rows(order, *ROW, column="place_id", mapping=moves.whole, where=f"row.since >= '{moves.on}'")
    standing = BookBox.objects.filter(place__in=moves.whole, until=None, since__lt=moves.on)
    continued = [
        BookBox(
            code=box.code,
            place_id=moves.whole[box.place_id],
            keeper_id=box.keeper_id,
            books=box.books,
            value=box.value,
            since=moves.on,
        )
        for box in standing
    ]
    close_rows(order, *ROW, where="row.place_id = ANY(%(old)s)", values={"old": list(moves.whole)})
    journal_made(order, *ROW, [box.pk for box in BookBox.objects.bulk_create(continued)])
    return []
