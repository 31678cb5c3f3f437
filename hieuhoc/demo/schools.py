"""Ninth classes of the secondary schools in the last closed year and in this one: who turns 15 and lives in the commune, thirty
a class; for most an adult of the household agreed. The demonstration holds nobody younger."""

from django.db import connection, transaction

CLASS_SIZE = 30
PUPILS = """
CREATE TEMPORARY TABLE pupil ON COMMIT DROP AS
WITH school AS (
    SELECT s.unit_id AS unit, s.place_id AS commune, count(*) OVER (PARTITION BY s.place_id) AS schools,
        row_number() OVER (PARTITION BY s.place_id ORDER BY s.unit_id) - 1 AS turn
    FROM people_unitspell AS s
    INNER JOIN people_workunit AS u ON u.id = s.unit_id AND u.name LIKE 'Trường Trung học cơ sở%%'
    WHERE s.until IS NULL AND s.kind = 'school'
),
young AS (
    SELECT c.id AS citizen, a.ancestor_id AS commune,
        row_number() OVER (PARTITION BY a.ancestor_id ORDER BY c.id) - 1 AS number
    FROM people_citizen AS c
    INNER JOIN stat.person AS p ON p.citizen = c.id AND p.died_on IS NULL AND p.left_on IS NULL
    INNER JOIN places_ancestry AS a ON a.descendant_id = c.home_id AND a.until IS NULL
    WHERE a.ancestor_id IN (SELECT commune FROM school) AND c.birth_year = %(year)s - 15
)
SELECT y.citizen, s.unit, '9A' || (1 + y.number / s.schools / %(size)s)::text AS name
FROM young AS y INNER JOIN school AS s ON s.commune = y.commune AND y.number %% s.schools = s.turn
"""
CLASSES = """
INSERT INTO schools_schoolclass (unit_id, school_year, name)
SELECT DISTINCT unit, %(year)s, name FROM pupil ORDER BY 1, 3
"""
LEARNERS = """
INSERT INTO schools_learner (citizen_id, school_class_id, since, guardian, agreed_on)
SELECT p.citizen, k.id, make_date(%(year)s, 9, 5), coalesce(g.name, ''),
    CASE WHEN g.name IS NOT NULL THEN make_date(%(year)s, 9, 1) END
FROM pupil AS p
INNER JOIN schools_schoolclass AS k ON k.unit_id = p.unit AND k.school_year = %(year)s AND k.name = p.name
LEFT JOIN LATERAL (
    SELECT adult.name FROM people_membership AS own
    INNER JOIN people_group AS family ON family.id = own.group_id AND family.kind = 'family'
    INNER JOIN people_membership AS held ON held.group_id = own.group_id AND held.until IS NULL
    INNER JOIN people_citizen AS adult ON adult.id = held.citizen_id AND adult.birth_year <= %(year)s - 30
    WHERE own.citizen_id = p.citizen AND own.until IS NULL ORDER BY adult.id LIMIT 1
) AS g ON p.citizen %% 10 > 0
ORDER BY k.id, p.citizen
"""


def fill_classes(*school_years: int) -> None:
    for year in school_years:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in (PUPILS, CLASSES, LEARNERS):
                cursor.execute(statement, {"year": year, "size": CLASS_SIZE})
