"""What constraints cannot keep: promise -> SQL that gives the ids of rows that break it (here: of boxes)."""

PROMISES = {
    "the keeper of a book box is a record of its own": """
        SELECT b.id FROM book_boxes_bookbox AS b JOIN people_citizen AS c ON c.id = b.keeper_id
        WHERE c.joined_into_id IS NOT NULL
    """,
}
