-- Staff whose main unit on the counting day is a learning unit of that year, below central level (Decision 677, section I);
-- and who else of the staff of any unit holds the title, with why they are left out.
SELECT
    m.citizen, m.unit, y.year, u.place, u.level,
    coalesce(l.rank = 1, FALSE) AS is_recognised,
    t.citizen IS NOT NULL AS holds_title,
    CASE WHEN u.level = 'central' THEN 'central' WHEN l.unit IS NULL THEN 'no_unit' ELSE '' END AS left_out
FROM years AS y
INNER JOIN unit AS u ON u.since <= y.day AND u.until > y.day
INNER JOIN here ON here.place = u.place
LEFT JOIN learning_unit AS l ON l.unit = u.unit AND l.year = y.year
INNER JOIN unit_member AS m ON m.unit = u.unit AND m.since <= y.day AND m.until > y.day
INNER JOIN person AS p ON p.citizen = m.citizen AND p.gone_on > y.day
LEFT JOIN title AS t ON t.citizen = m.citizen AND t.year = y.year
WHERE t.citizen IS NOT NULL OR (l.unit IS NOT NULL AND u.level <> 'central')
