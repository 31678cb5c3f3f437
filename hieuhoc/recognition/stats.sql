-- Titles and recognitions of groups as figures read them.

-- place: the village or commune the person lived in on the round's reference day. A revoked title keeps its row.
CREATE VIEW stat.title AS
SELECT id AS title, citizen_id AS citizen, year, place_id AS place, revoked_on
FROM recognition_title;

-- Exactly one of group_id, unit, village is set; status: registered or recognised.
CREATE VIEW stat.recognition AS
SELECT year, group_id, unit_id AS unit, village_id AS village, status
FROM recognition_grouprecognition;
