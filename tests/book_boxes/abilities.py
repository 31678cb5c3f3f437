"""Who may keep and read book boxes."""

from hieuhoc.accounts.abilities import OFFICES
from hieuhoc.accounts.roles import Role

ROLES: dict[str, frozenset[Role]] = {
    "book_boxes.add_box": OFFICES,
    "book_boxes.give_away_box": OFFICES,
    "book_boxes.read_boxes": OFFICES,
    "sheets.import_book_boxes": OFFICES,
}
