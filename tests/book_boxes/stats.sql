-- Book boxes as figures read them. Spells are half-open [since, until); value in đồng.

CREATE VIEW stat.book_box AS
SELECT id AS book_box, place_id AS place, books, value, since, until
FROM book_boxes_bookbox;
