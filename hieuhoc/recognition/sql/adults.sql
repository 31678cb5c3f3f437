-- Adults who on the year's counting day live here and belong to at least one learning family, clan or village; and who else
-- holds the title, with why they are left out: where they live, without a home where the title was given.
--
-- What is known of a commune's people is fetched by the list of their ids (ANY of an array: one walk through the index) and
-- asked with IN, not joined: PostgreSQL cannot tell how many live somewhere on a day, and a wrong guess would look up every
-- group of everybody again in a loop. IS TRUE keeps such a question from being turned back into a join.
WITH living AS MATERIALIZED (
    SELECT r.citizen, y.year, r.place
    FROM years AS y
    INNER JOIN residence AS r ON r.since <= y.day AND r.until > y.day
    INNER JOIN here ON here.place = r.place
    UNION ALL
    -- People of a cut ward who live nowhere else until they are assigned.
    SELECT w.citizen, y.year, w.place
    FROM years AS y
    INNER JOIN waiting AS w ON w.since <= y.day
    INNER JOIN here ON here.place = w.place
    WHERE NOT EXISTS (
        SELECT 1 FROM residence AS r WHERE r.citizen = w.citizen AND r.since <= y.day AND r.until > y.day
    )
),
-- Who holds a title given here and lives somewhere else by now, or nowhere: few.
elsewhere AS MATERIALIZED (
    SELECT t.citizen, y.year, y.day, t.place
    FROM title AS t
    INNER JOIN years AS y ON y.year = t.year
    WHERE t.place = ANY(ARRAY(SELECT place FROM here))
    AND (t.citizen, t.year) NOT IN (SELECT citizen, year FROM living)
),
resident AS MATERIALIZED (
    SELECT citizen, year, place, TRUE AS has_home FROM living
    UNION ALL
    SELECT e.citizen, e.year, e.place, FALSE
    FROM elsewhere AS e
    WHERE (e.citizen, e.year) NOT IN (
        SELECT r.citizen, y.year
        FROM residence AS r
        INNER JOIN years AS y ON r.since <= y.day AND r.until > y.day
        WHERE r.citizen = ANY(ARRAY(SELECT citizen FROM elsewhere))
    ) AND NOT EXISTS (SELECT 1 FROM waiting AS w WHERE w.citizen = e.citizen AND w.since <= e.day)
),
grown AS (
    SELECT p.citizen, y.year
    FROM person AS p
    INNER JOIN years AS y ON p.gone_on > y.day AND y.year - p.birth_year >= {adult_age}
    WHERE p.citizen = ANY(ARRAY(SELECT citizen FROM resident))
),
member AS MATERIALIZED (
    SELECT m.citizen, y.year, m.group_id
    FROM group_member AS m
    INNER JOIN years AS y ON m.since <= y.day AND m.until > y.day
    WHERE m.citizen = ANY(ARRAY(SELECT citizen FROM resident))
),
learning AS (
    SELECT g.group_id, g.year, g.rank
    FROM learning_group AS g
    INNER JOIN years AS y ON y.year = g.year
    WHERE g.group_id = ANY(ARRAY(SELECT group_id FROM member))
),
village AS (
    SELECT v.village, v.year, v.rank
    FROM years AS y
    INNER JOIN learning_village AS v ON v.year = y.year
    INNER JOIN here ON here.place = v.village
),
held AS MATERIALIZED (
    SELECT t.citizen, t.year
    FROM title AS t
    INNER JOIN years AS y ON y.year = t.year
    WHERE t.citizen = ANY(ARRAY(SELECT citizen FROM resident))
),
told AS MATERIALIZED (
    SELECT
        citizen, year, place, has_home,
        (place, year) IN (SELECT village, year FROM village WHERE rank = 1) OR (citizen, year) IN (
            SELECT citizen, year FROM member
            WHERE ((group_id, year) IN (SELECT group_id, year FROM learning WHERE rank = 1)) IS TRUE
        ) AS is_recognised,
        (place, year) IN (SELECT village, year FROM village) OR (citizen, year) IN (
            SELECT citizen, year FROM member WHERE ((group_id, year) IN (SELECT group_id, year FROM learning)) IS TRUE
        ) AS is_registered,
        (citizen, year) IN (SELECT citizen, year FROM grown) AS is_grown,
        (citizen, year) IN (SELECT citizen, year FROM held) AS holds_title
    FROM resident
),
outside AS MATERIALIZED (
    SELECT * FROM told WHERE holds_title AND NOT (is_grown AND is_registered AND has_home)
)
SELECT citizen, year, place, is_recognised, holds_title, '' AS left_out
FROM told
WHERE is_grown AND is_registered AND has_home
UNION ALL
SELECT
    o.citizen, o.year, o.place, FALSE, TRUE,
    CASE
        WHEN p.gone_on <= y.day THEN 'gone'
        WHEN NOT o.has_home THEN 'no_home'
        WHEN p.birth_year = 9999 THEN 'no_birth'
        WHEN y.year - p.birth_year < {adult_age} THEN 'minor'
        WHEN o.place IN (SELECT place FROM village_home) THEN 'no_group'
        ELSE 'no_village'
    END
FROM outside AS o
INNER JOIN years AS y ON y.year = o.year
INNER JOIN person AS p ON p.citizen = o.citizen
WHERE p.citizen = ANY(ARRAY(SELECT citizen FROM outside))
