-- What figures may read of people. One row per living or dead person of their own: a record joined into another one
-- never counts. Spells are half-open [since, until); since null = not known, always before.

CREATE VIEW stat.person AS
SELECT id AS citizen, birth_date, birth_year::integer AS birth_year, died_on, left_on
FROM people_citizen
WHERE joined_into_id IS NULL;

-- place: a village, or the commune when the village is not known.
CREATE VIEW stat.residence AS
SELECT citizen_id AS citizen, place_id AS place, since, until
FROM people_residence;

-- People of a cut ward: assigned_to is null while they wait.
CREATE VIEW stat.waiting AS
SELECT citizen_id AS citizen, source_id AS source, order_id, since, assigned_to_id AS assigned_to
FROM people_waitingentry;

-- A left join (every membership has its group): whoever does not ask for the kind does not pay for it.
CREATE VIEW stat.group_member AS
SELECT m.citizen_id AS citizen, m.group_id, g.kind, m.since, m.until
FROM people_membership AS m
LEFT JOIN people_group AS g ON g.id = m.group_id
WHERE m.group_id IS NOT NULL;

CREATE VIEW stat.unit AS
SELECT unit_id AS unit, place_id AS place, level, kind, since, until
FROM people_unitspell;

-- Where the seat went that a unit had in a ward that was cut.
CREATE VIEW stat.unit_after_cut AS
SELECT DISTINCT was.unit_id AS unit, was.place_id AS source, moved.place_id AS assigned_to
FROM people_unitspell AS was
INNER JOIN people_unitspell AS moved ON moved.unit_id = was.unit_id AND moved.since = was.until
INNER JOIN stat.successor AS s ON s.place = was.place_id AND NOT s.is_whole AND s.map_date <= was.until;

CREATE VIEW stat.unit_member AS
SELECT citizen_id AS citizen, unit_id AS unit, is_main, since, until
FROM people_membership
WHERE unit_id IS NOT NULL;

CREATE VIEW stat.branch AS
SELECT branch_id AS branch, place_id AS place, since, until
FROM people_branchspell;

CREATE VIEW stat.branch_after_cut AS
SELECT DISTINCT was.branch_id AS branch, was.place_id AS source, moved.place_id AS assigned_to
FROM people_branchspell AS was
INNER JOIN people_branchspell AS moved ON moved.branch_id = was.branch_id AND moved.since = was.until
INNER JOIN stat.successor AS s ON s.place = was.place_id AND NOT s.is_whole AND s.map_date <= was.until;

CREATE VIEW stat.branch_member AS
SELECT citizen_id AS citizen, branch_id AS branch, role, is_main, since, until
FROM people_membership
WHERE branch_id IS NOT NULL;
