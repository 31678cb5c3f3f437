-- Of each commune asked for: how many families, clans, villages and units of commune level it has on the year's counting
-- day, and how many of them are recognised as learning models of the year. A unit counts where it has its seat.
WITH under AS MATERIALIZED (
    SELECT ancestor AS body, descendant AS place
    FROM stat.ancestry
    WHERE ancestor = ANY(%(bodies)s) AND (since IS NULL OR since <= %(day)s) AND (until IS NULL OR until > %(day)s)
),
recognised AS MATERIALIZED (
    SELECT group_id, unit, village FROM stat.recognition WHERE year = %(year)s AND status = 'recognised'
),
model AS (
    SELECT u.body, CASE g.kind WHEN 'family' THEN 'families' ELSE 'clans' END AS population, r.group_id IS NOT NULL AS holds
    FROM under AS u
    INNER JOIN people_group AS g ON g.place_id = u.place
    LEFT JOIN recognised AS r ON r.group_id = g.id
    WHERE (g.since IS NULL OR g.since <= %(day)s) AND (g.until IS NULL OR g.until > %(day)s)
    UNION ALL
    SELECT u.body, 'communities', r.village IS NOT NULL
    FROM under AS u
    INNER JOIN stat.place AS p ON p.place = u.place AND p.tier = 'village'
    LEFT JOIN recognised AS r ON r.village = u.place
    WHERE (p.since IS NULL OR p.since <= %(day)s) AND (p.until IS NULL OR p.until > %(day)s)
    UNION ALL
    SELECT u.body, 'units', r.unit IS NOT NULL
    FROM under AS u
    INNER JOIN stat.unit AS n ON n.place = u.place AND n.level = 'commune'
    LEFT JOIN recognised AS r ON r.unit = n.unit
    WHERE (n.since IS NULL OR n.since <= %(day)s) AND (n.until IS NULL OR n.until > %(day)s)
)
SELECT body, population, count(*), count(*) FILTER (WHERE holds) FROM model GROUP BY body, population
