-- Holders of the year's title, where it was given, and what they could do on the counting day.
SELECT
    t.citizen, t.year, t.place,
    coalesce(bool_or(s.kind = 'digital'), FALSE) AS is_digital,
    coalesce(bool_or(s.kind = 'proficient'), FALSE) AS is_proficient,
    coalesce(bool_or(s.kind = 'job_fit'), FALSE) AS is_job_fit
FROM years AS y
INNER JOIN title AS t ON t.year = y.year
INNER JOIN here ON here.place = t.place
INNER JOIN person AS p ON p.citizen = t.citizen AND p.gone_on > y.day
LEFT JOIN skill AS s ON s.citizen = t.citizen AND s.since <= y.day AND s.until > y.day
GROUP BY t.citizen, t.year, t.place
