-- Adults who on the year's counting day live here and belong to at least one learning family, clan or village.
WITH home AS (
    SELECT p.citizen, y.year, y.day, r.place
    FROM years AS y
    INNER JOIN residence AS r ON r.since <= y.day AND r.until > y.day
    INNER JOIN here ON here.place = r.place
    INNER JOIN person AS p ON p.citizen = r.citizen AND p.gone_on > y.day AND y.year - p.birth_year >= 18
    UNION ALL
    -- People of a cut ward who live nowhere else until they are assigned.
    SELECT p.citizen, y.year, y.day, w.place
    FROM years AS y
    INNER JOIN waiting AS w ON w.since <= y.day
    INNER JOIN here ON here.place = w.place
    INNER JOIN person AS p ON p.citizen = w.citizen AND p.gone_on > y.day AND y.year - p.birth_year >= 18
    WHERE NOT EXISTS (
        SELECT 1 FROM residence AS r WHERE r.citizen = w.citizen AND r.since <= y.day AND r.until > y.day
    )
),
learning AS (
    SELECT h.citizen, h.year, h.place, g.rank
    FROM home AS h
    INNER JOIN group_member AS m ON m.citizen = h.citizen AND m.since <= h.day AND m.until > h.day
    INNER JOIN learning_group AS g ON g.group_id = m.group_id AND g.year = h.year
    UNION ALL
    SELECT h.citizen, h.year, h.place, v.rank
    FROM home AS h
    INNER JOIN learning_village AS v ON v.village = h.place AND v.year = h.year
),
adult AS (
    SELECT citizen, year, place, max(rank) AS rank FROM learning GROUP BY citizen, year, place
)
SELECT a.citizen, a.year, a.place, '' AS level, a.rank = 1 AS is_recognised, t.citizen IS NOT NULL AS holds_title
FROM adult AS a
LEFT JOIN title AS t ON t.citizen = a.citizen AND t.year = a.year
