-- adults.sql for all people and years at once: what holds in which years is a set of bits, so nobody is multiplied by years.
WITH group_years AS (
    SELECT group_id, bit_or(year_bit(year)) AS registered, bit_or(CASE WHEN rank = 1 THEN year_bit(year) ELSE 0 END) AS recognised
    FROM learning_group
    GROUP BY group_id
),
village_years AS (
    SELECT village, bit_or(year_bit(year)) AS registered, bit_or(CASE WHEN rank = 1 THEN year_bit(year) ELSE 0 END) AS recognised
    FROM learning_village
    GROUP BY village
),
member_years AS (
    SELECT
        m.citizen,
        bit_or(years_within(m.since, m.until) & g.registered) AS registered,
        bit_or(years_within(m.since, m.until) & g.recognised) AS recognised
    FROM group_member AS m
    INNER JOIN group_years AS g ON g.group_id = m.group_id
    GROUP BY m.citizen
),
held_years AS (
    SELECT citizen, bit_or(year_bit(year)) AS held FROM title GROUP BY citizen
),
resident_years AS (
    SELECT citizen, bit_or(years_within(since, until)) AS years
    FROM residence
    WHERE citizen IN (SELECT citizen FROM waiting)
    GROUP BY citizen
),
home AS (
    SELECT citizen, place, years_within(since, until) AS years FROM residence
    UNION ALL
    SELECT w.citizen, w.place, years_within(w.since, DATE '9999-12-31') & ~coalesce(r.years, 0)
    FROM waiting AS w
    LEFT JOIN resident_years AS r ON r.citizen = w.citizen
),
adult AS (
    SELECT
        h.place,
        f.citizen AS follower,
        coalesce(t.held, 0) AS held,
        h.years & years_from(p.birth_year + {adult_age}) & years_within(DATE '0001-01-01', p.gone_on) AS years,
        coalesce(m.registered, 0) | coalesce(v.registered, 0) AS registered,
        coalesce(m.recognised, 0) | coalesce(v.recognised, 0) AS recognised
    FROM home AS h
    INNER JOIN person AS p ON p.citizen = h.citizen
    LEFT JOIN member_years AS m ON m.citizen = h.citizen
    LEFT JOIN village_years AS v ON v.village = h.place
    LEFT JOIN held_years AS t ON t.citizen = h.citizen
    LEFT JOIN follower AS f ON f.citizen = h.citizen
),
alike AS (
    SELECT place, follower, years & registered AS registered, years & recognised AS recognised, held, count(*) AS alike
    FROM adult
    GROUP BY ALL
)
SELECT
    y.year, a.place, a.follower, a.alike,
    a.recognised & year_bit(y.year) <> 0 AS is_recognised,
    a.held & year_bit(y.year) <> 0 AS holds_title
FROM alike AS a
INNER JOIN years AS y ON a.registered & year_bit(y.year) <> 0
