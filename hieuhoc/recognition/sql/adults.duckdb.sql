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
home_years AS (
    SELECT citizen, bit_or(years) AS years
    FROM home
    WHERE citizen IN (SELECT citizen FROM title)
    GROUP BY citizen
),
place_of AS (
    SELECT citizen, place, years, TRUE AS has_home FROM home
    UNION ALL
    SELECT t.citizen, t.place, year_bit(t.year) & ~coalesce(h.years, 0), FALSE
    FROM title AS t
    LEFT JOIN home_years AS h ON h.citizen = t.citizen
    WHERE year_bit(t.year) & ~coalesce(h.years, 0) <> 0
),
told AS (
    SELECT
        h.place,
        f.citizen AS follower,
        h.years & coalesce(t.held, 0) AS held,
        h.has_home,
        p.birth_year = 9999 AS no_birth,
        years_within(DATE '0001-01-01', p.gone_on) AS living,
        years_from(p.birth_year + {adult_age}) AS grown,
        CASE WHEN h.has_home THEN h.years ELSE 0 END & grown & living AS years,
        coalesce(m.registered, 0) | coalesce(v.registered, 0) AS registered,
        coalesce(m.recognised, 0) | coalesce(v.recognised, 0) AS recognised
    FROM place_of AS h
    INNER JOIN person AS p ON p.citizen = h.citizen
    LEFT JOIN member_years AS m ON m.citizen = h.citizen
    LEFT JOIN village_years AS v ON v.village = h.place
    LEFT JOIN held_years AS t ON t.citizen = h.citizen
    LEFT JOIN follower AS f ON f.citizen = h.citizen
),
-- What tells why matters only of those left out: the others stay alike.
alike AS (
    SELECT
        place, follower, held,
        years & registered AS registered,
        years & recognised AS recognised,
        held & ~(years & registered) AS outside,
        CASE WHEN outside <> 0 THEN living ELSE 0 END AS living,
        CASE WHEN outside <> 0 THEN grown ELSE 0 END AS grown,
        outside <> 0 AND has_home AS has_home,
        outside <> 0 AND no_birth AS no_birth,
        count(*) AS alike
    FROM told
    GROUP BY ALL
)
SELECT
    y.year, a.place, a.follower, a.alike,
    a.recognised & year_bit(y.year) <> 0 AS is_recognised,
    a.held & year_bit(y.year) <> 0 AS holds_title,
    CASE
        WHEN a.registered & year_bit(y.year) <> 0 THEN ''
        WHEN a.living & year_bit(y.year) = 0 THEN 'gone'
        WHEN NOT a.has_home THEN 'no_home'
        WHEN a.no_birth THEN 'no_birth'
        WHEN a.grown & year_bit(y.year) = 0 THEN 'minor'
        WHEN a.place IN (SELECT place FROM village_home) THEN 'no_group'
        ELSE 'no_village'
    END AS left_out
FROM alike AS a
INNER JOIN years AS y ON (a.registered | a.outside) & year_bit(y.year) <> 0
