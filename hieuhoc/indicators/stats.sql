-- The years that have figures.

CREATE VIEW stat.year AS
SELECT year::integer AS year, make_date(year, 1, 1) AS first_day, make_date(year, 12, 31) AS last_day
FROM indicators_revision
WHERE number = 0;
