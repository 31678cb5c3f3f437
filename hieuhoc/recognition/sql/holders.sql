-- Holders of the year's title, where it was given, and what they could do on the counting day; the dead and the gone are
-- left out.
SELECT
    t.citizen, t.year, t.place,
    coalesce(bool_or(s.kind = 'digital'), FALSE) AS is_digital,
    coalesce(bool_or(s.kind = 'proficient'), FALSE) AS is_proficient,
    coalesce(bool_or(s.kind = 'job_fit'), FALSE) AS is_job_fit,
    CASE WHEN p.gone_on > y.day THEN '' ELSE 'gone' END AS left_out
FROM years AS y
INNER JOIN title AS t ON t.year = y.year
INNER JOIN here ON here.place = t.place
INNER JOIN person AS p ON p.citizen = t.citizen
LEFT JOIN skill AS s ON s.citizen = t.citizen AND s.since <= y.day AND s.until > y.day
GROUP BY t.citizen, t.year, t.place, 7
