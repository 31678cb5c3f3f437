-- Learners of schools by school year (named by the year in which it begins); in the class in [since, until).

CREATE VIEW stat.learner AS
SELECT n.citizen_id AS citizen, c.unit_id AS unit, c.school_year, n.since, n.until
FROM schools_learner AS n
INNER JOIN schools_schoolclass AS c ON c.id = n.school_class_id;
