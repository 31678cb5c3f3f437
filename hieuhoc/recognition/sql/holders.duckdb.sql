-- holders.sql for all people and years at once: what somebody can do in which years is a set of bits.
WITH skill_years AS (
    SELECT
        citizen,
        bit_or(CASE WHEN kind = 'digital' THEN years_within(since, until) ELSE 0 END) AS digital,
        bit_or(CASE WHEN kind = 'proficient' THEN years_within(since, until) ELSE 0 END) AS proficient,
        bit_or(CASE WHEN kind = 'job_fit' THEN years_within(since, until) ELSE 0 END) AS job_fit
    FROM skill
    GROUP BY citizen
)
SELECT
    t.year, t.place, f.citizen AS follower, 1 AS alike,
    coalesce(s.digital, 0) & year_bit(t.year) <> 0 AS is_digital,
    coalesce(s.proficient, 0) & year_bit(t.year) <> 0 AS is_proficient,
    coalesce(s.job_fit, 0) & year_bit(t.year) <> 0 AS is_job_fit,
    CASE WHEN p.gone_on > y.day THEN '' ELSE 'gone' END AS left_out
FROM title AS t
INNER JOIN years AS y ON y.year = t.year
INNER JOIN person AS p ON p.citizen = t.citizen
LEFT JOIN skill_years AS s ON s.citizen = t.citizen
LEFT JOIN follower AS f ON f.citizen = t.citizen
