-- Cadres and members of the association on the counting day, at their main branch.
SELECT
    m.citizen, m.branch, y.year, b.place,
    EXISTS (SELECT 1 FROM training AS t WHERE t.citizen = m.citizen AND t.held_on <= y.day) AS is_trained
FROM years AS y
INNER JOIN branch AS b ON b.since <= y.day AND b.until > y.day
INNER JOIN here ON here.place = b.place
INNER JOIN branch_member AS m ON m.branch = b.branch AND m.since <= y.day AND m.until > y.day
INNER JOIN person AS p ON p.citizen = m.citizen AND p.gone_on > y.day
