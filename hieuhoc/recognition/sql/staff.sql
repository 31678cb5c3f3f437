-- Staff whose main unit on the counting day is a learning unit of that year, below central level (Decision 677, section I).
SELECT
    m.citizen, m.unit, y.year, u.place, u.level, l.rank = 1 AS is_recognised, t.citizen IS NOT NULL AS holds_title
FROM years AS y
INNER JOIN learning_unit AS l ON l.year = y.year
INNER JOIN unit AS u ON u.unit = l.unit AND u.since <= y.day AND u.until > y.day AND u.level <> 'central'
INNER JOIN here ON here.place = u.place
INNER JOIN unit_member AS m ON m.unit = u.unit AND m.since <= y.day AND m.until > y.day
INNER JOIN person AS p ON p.citizen = m.citizen AND p.gone_on > y.day
LEFT JOIN title AS t ON t.citizen = m.citizen AND t.year = y.year
