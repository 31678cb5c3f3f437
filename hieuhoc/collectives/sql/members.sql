-- Who belongs to the models asked for on the year's counting day, and what they hold: a row for each person of each model.
-- {belonging}: body and citizen of each of them (counting.py). The dead, the gone and joined records do not count.
--
-- What is known of the members is fetched by the list of their ids (ANY of an array), so that one family and a whole
-- province are one statement.
WITH belonging AS MATERIALIZED (
    SELECT DISTINCT body, citizen FROM ({belonging}) AS belongs
),
member AS MATERIALIZED (
    SELECT b.body, b.citizen, coalesce(%(year)s - p.birth_year >= %(adult_age)s, FALSE) AS is_adult
    FROM belonging AS b
    INNER JOIN stat.person AS p ON p.citizen = b.citizen
    WHERE p.citizen = ANY(ARRAY(SELECT citizen FROM belonging))
    AND (p.died_on IS NULL OR p.died_on > %(day)s) AND (p.left_on IS NULL OR p.left_on > %(day)s)
),
titled AS MATERIALIZED (
    SELECT DISTINCT citizen
    FROM stat.title
    WHERE citizen = ANY(ARRAY(SELECT citizen FROM member)) AND year = %(year)s
    AND (revoked_on IS NULL OR revoked_on > %(today)s)
),
skilled AS MATERIALIZED (
    SELECT citizen, bool_or(kind = 'digital') AS is_digital, bool_or(kind = 'proficient') AS is_proficient
    FROM stat.skill
    WHERE citizen = ANY(ARRAY(SELECT citizen FROM member)) AND since <= %(day)s AND (until IS NULL OR until > %(day)s)
    GROUP BY citizen
),
trained AS MATERIALIZED (
    SELECT DISTINCT citizen
    FROM stat.training
    WHERE citizen = ANY(ARRAY(SELECT citizen FROM member)) AND completed AND held_on <= %(day)s
),
told AS (
    SELECT
        m.body, m.citizen, m.is_adult,
        t.citizen IS NOT NULL AS title,
        coalesce(s.is_digital, FALSE) AS digital,
        coalesce(s.is_digital AND s.is_proficient, FALSE) AS proficient,
        r.citizen IS NOT NULL AS trained
    FROM member AS m
    LEFT JOIN titled AS t ON t.citizen = m.citizen
    LEFT JOIN skilled AS s ON s.citizen = m.citizen
    LEFT JOIN trained AS r ON r.citizen = m.citizen
)
