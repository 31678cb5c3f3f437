-- Words in braces: families, villages. Four people a family, seven of ten with the title of 2025. Ids: 1 the province, 1001.. communes, 10001.. villages.
INSERT INTO places_place (id) SELECT 1 UNION ALL SELECT 1000 + generate_series(1, 102) UNION ALL SELECT 10000 + generate_series(1, {villages});
INSERT INTO places_placespell (place_id, code, name, folded_name, kind, tier, parent_id)
SELECT 1, '', 'p', 'p', 'Tỉnh', 'province', NULL::bigint
UNION ALL SELECT 1000 + g, '', 'c', 'c', 'Xã', 'commune', 1 FROM generate_series(1, 102) AS g
UNION ALL SELECT 10000 + g, '', 'v', 'v', 'Buôn', 'village', 1001 + g % 102 FROM generate_series(1, {villages}) AS g;
INSERT INTO places_ancestry (ancestor_id, descendant_id, depth)
SELECT place_id, place_id, 0 FROM places_placespell
UNION ALL SELECT parent_id, place_id, 1 FROM places_placespell WHERE parent_id IS NOT NULL
UNION ALL SELECT 1, place_id, 2 FROM places_placespell WHERE tier = 'village';
INSERT INTO people_citizen (id, name, given_name, name_key, folded_name, birth_year, sex, secret, home_id)
SELECT g, 'Người ' || g, g::text, lpad(g::text, 8, '0'), 'nguoi ' || g, 1935 + ((g::bigint * 7919) % 85)::int, 'f', '\\x00'::bytea,
    10001 + g / 4 % {villages}
FROM generate_series(0, {families} * 4 - 1) AS g;
INSERT INTO people_residence (citizen_id, place_id, since) SELECT id, home_id, DATE '2010-01-01' FROM people_citizen;
INSERT INTO people_group (id, kind, code, name, folded_name, place_id)
SELECT 1 + g, 'family', 'H' || g, 'Hộ ' || g, 'ho ' || g, 10001 + g % {villages} FROM generate_series(0, {families} - 1) AS g;
INSERT INTO people_membership (citizen_id, group_id, role, is_main, since)
SELECT g, 1 + g / 4, CASE WHEN g % 4 = 0 THEN 'head' ELSE 'member' END, FALSE, DATE '2010-01-01'
FROM generate_series(0, {families} * 4 - 1) AS g;
INSERT INTO recognition_decision (id, kind, place_id, number, signed_on, issuer, signatory, signatory_title, legal_basis, made_at)
VALUES (1, 'recognise', 1, '1/QĐ', DATE '2025-12-30', 'UBND', '', '', '', now());
INSERT INTO recognition_title (citizen_id, year, place_id, decision_id, revocation_reason)
SELECT id, 2025, home_id, 1, '' FROM people_citizen WHERE (id::bigint * 31) % 10 < 7;
INSERT INTO recognition_grouprecognition (year, group_id, status, decision_number)
SELECT 2025, id, 'registered', '' FROM people_group;
INSERT INTO collectives_registration (year, criteria_id, recognition_id, place_id, answers, standing, grade, failing)
SELECT 2025, (SELECT id FROM collectives_modelcriteria), r.id, g.place_id, '{{"fund": true}}', 'unanswered', 0, '[]'
FROM recognition_grouprecognition AS r JOIN people_group AS g ON g.id = r.group_id
