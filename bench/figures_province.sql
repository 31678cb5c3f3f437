-- Words in braces come from figures_data.Size. Ids: 1-2 old provinces, 3 the new one, 11.. districts, 1001.. old communes,
-- 2001.. new communes, 10001.. villages.

-- criteria
INSERT INTO criteria_criteriaset (id, code, name) VALUES (1, 'bench', 'bench') ON CONFLICT DO NOTHING;
INSERT INTO criteria_version (id, criteria_set_id, number, edition, title, status, source, certainty, note)
VALUES (1, 1, 'bench', 1, 'bench', 'draft', '', 'seen', '') ON CONFLICT DO NOTHING;

-- places
INSERT INTO places_place (id) SELECT generate_series(1, 3);
INSERT INTO places_place (id) SELECT generate_series(11, 34);
INSERT INTO places_place (id) SELECT 1000 + generate_series(1, {old});
INSERT INTO places_place (id) SELECT 2000 + generate_series(1, {new});
INSERT INTO places_place (id) SELECT 10000 + generate_series(1, {villages});
INSERT INTO places_changeorder (id, number, title, legal_basis, source, certainty, takes_effect_on, status)
VALUES (1, 'bench', 'bench', '', '', 'seen', DATE '{reform}', 'applied');
INSERT INTO places_placespell (place_id, since, until, code, name, folded_name, kind, tier, parent_id)
SELECT g, NULL::date, DATE '{reform}', '', 'p', 'p', 'Tỉnh', 'province', NULL::bigint FROM generate_series(1, 2) AS g
UNION ALL SELECT 3, DATE '{reform}', NULL, '', 'p', 'p', 'Tỉnh', 'province', NULL
UNION ALL SELECT g, NULL, DATE '{reform}', '', 'd', 'd', 'Huyện', 'district', 1 + g % 2 FROM generate_series(11, 34) AS g
UNION ALL SELECT 1000 + g, NULL, DATE '{reform}', '', 'c', 'c', 'Xã', 'commune', 11 + g % 24 FROM generate_series(1, {old}) AS g
UNION ALL SELECT 2000 + g, DATE '{reform}', NULL, '', 'c', 'c', 'Xã', 'commune', 3 FROM generate_series(1, {new}) AS g
UNION ALL SELECT 10000 + g, NULL, DATE '{reform}', '', 'v', 'v', 'Buôn', 'village', 1001 + g % {old} FROM generate_series(1, {villages}) AS g
UNION ALL SELECT 10000 + g, DATE '{reform}', NULL, '', 'v', 'v', 'Buôn', 'village', 2001 + (g % {old}) % {new} FROM generate_series(1, {villages}) AS g;
INSERT INTO places_succession (order_id, predecessor_id, successor_id, is_whole)
SELECT 1, g, 3, TRUE FROM generate_series(1, 2) AS g
UNION ALL SELECT 1, 1000 + g, 2001 + (g - 1) % {new}, TRUE FROM generate_series(1, {old}) AS g;
WITH RECURSIVE line(ancestor, descendant, depth, since, until) AS (
    SELECT place_id, place_id, 0, min(since), max(until) FROM places_placespell GROUP BY place_id, (since IS NULL)
    UNION ALL
    SELECT s.parent_id, l.descendant, l.depth + 1, s.since, s.until
    FROM line AS l INNER JOIN places_placespell AS s ON s.place_id = l.ancestor AND s.parent_id IS NOT NULL
        AND (s.since IS NULL) = (l.since IS NULL)
)
INSERT INTO places_ancestry (ancestor_id, descendant_id, depth, since, until) SELECT * FROM line;

-- people
INSERT INTO people_citizen (id, name, given_name, name_key, folded_name, birth_year, sex, died_on, left_on, secret, home_id)
SELECT g, 'Người ' || g, g::text, lpad(g::text, 8, '0'), 'nguoi ' || g, 1935 + ((g::bigint * 7919) % 80)::int, 'f',
    CASE WHEN g % 50 = 0 THEN DATE '2017-01-01' + (g % 3200)::int END,
    CASE WHEN g % 77 = 0 THEN DATE '2017-01-01' + (g % 3100)::int END,
    '\\x00'::bytea, 10001 + (g::bigint * {villages} / {people})
FROM generate_series(0, {people} - 1) AS g;
INSERT INTO people_residence (citizen_id, place_id, since, until)
SELECT g, 10001 + (g::bigint * {villages} / {people}), DATE '2010-01-01', CASE WHEN g % 20 = 0 THEN DATE '2021-03-01' END
FROM generate_series(0, {people} - 1) AS g;
INSERT INTO people_residence (citizen_id, place_id, since)
SELECT g, 10001 + (g::bigint * {villages} / {people} + 7) % {villages}, DATE '2021-03-01'
FROM generate_series(0, {people} - 1, 20) AS g;
INSERT INTO people_group (id, kind, name, folded_name, code, place_id)
SELECT g, 'family', 'f', 'f', 'f' || g, 10001 + (g::bigint * 4 * {villages} / {people})
FROM generate_series(0, {people} / 4 - 1) AS g
UNION ALL
SELECT {people} + g, 'clan', 'c', 'c', 'c' || g, 10001 + least(g::bigint * 60 * {villages} / {people}, {villages} - 1)
FROM generate_series(0, {people} / 60) AS g;
INSERT INTO people_membership (citizen_id, group_id, role, is_main, since)
SELECT g, g / 4, 'member', FALSE, DATE '2010-01-01' + (g % 3000) FROM generate_series(0, {people} - 1) AS g;
INSERT INTO people_membership (citizen_id, group_id, role, is_main, since)
SELECT g, {people} + g / 60, 'member', FALSE, DATE '2010-01-01' FROM generate_series(0, {people} - 1) AS g;
INSERT INTO people_workunit (id, code, name, folded_name) SELECT g, 'u' || g, 'u', 'u' FROM generate_series(0, {people} / 500) AS g;
INSERT INTO people_unitspell (unit_id, place_id, level, kind, since, until)
SELECT g, 1001 + g % {old}, (ARRAY['commune','commune','district','province'])[1 + g % 4], 'agency', NULL::date, DATE '{reform}'
FROM generate_series(0, {people} / 500) AS g
UNION ALL
SELECT g, 2001 + (g % {old}) % {new}, (ARRAY['commune','commune','commune','province'])[1 + g % 4], 'agency', DATE '{reform}', NULL
FROM generate_series(0, {people} / 500) AS g;
INSERT INTO people_membership (citizen_id, unit_id, role, is_main, since)
SELECT g, g / 500, 'staff', TRUE, DATE '2012-01-01' + (g % 3600) FROM generate_series(0, {people} - 1, 6) AS g;
INSERT INTO people_associationbranch (id, code, name, folded_name) SELECT g, 'b' || g, 'b', 'b' FROM generate_series(0, {people} / 1000) AS g;
INSERT INTO people_branchspell (branch_id, place_id, since)
SELECT g, 10001 + (g::bigint * 1000 * {villages} / ({people} + 1000)), NULL FROM generate_series(0, {people} / 1000) AS g;
INSERT INTO people_membership (citizen_id, branch_id, role, is_main, since)
SELECT g, g / 1000, 'member', TRUE, DATE '2013-01-01' + (g % 3300) FROM generate_series(0, {people} - 1, 5) AS g;

-- facts
INSERT INTO learning_training (id, code, title, version_id, held_on, place_id, organiser)
SELECT g, 't' || g, 't', 1, DATE '2017-03-01' + g * 16, 3, '' FROM generate_series(1, 200) AS g;
INSERT INTO learning_attendance (training_id, citizen_id, attended, completed)
SELECT 1 + (g / 5) % 200, g, TRUE, g % 35 <> 0 FROM generate_series(0, {people} - 1, 5) AS g WHERE g % 4 <> 0;
INSERT INTO skills_skillfact (citizen_id, kind, basis, note, since)
SELECT g, 'digital', 'officer', '', DATE '2018-01-01' + (g % 2600) FROM generate_series(0, {people} - 1) AS g WHERE g % 5 < 2
UNION ALL
SELECT g, 'proficient', 'officer', '', DATE '2019-01-01' + (g % 2200) FROM generate_series(0, {people} - 1) AS g WHERE g % 5 = 0
UNION ALL
SELECT g, 'job_fit', 'officer', '', DATE '2019-01-01' + (g % 2200) FROM generate_series(0, {people} - 1) AS g WHERE g % 7 < 3;
INSERT INTO recognition_grouprecognition (year, group_id, status, decision_number)
SELECT y, g.id, CASE WHEN g.id % 3 = 0 THEN 'registered' ELSE 'recognised' END, ''
FROM generate_series({first}, {last}) AS y, people_group AS g WHERE (g.id + y) % 10 < 7;
INSERT INTO recognition_grouprecognition (year, village_id, status, decision_number)
SELECT y, v, CASE WHEN v % 3 = 0 THEN 'registered' ELSE 'recognised' END, ''
FROM generate_series({first}, {last}) AS y, generate_series(10001, 10000 + {villages}) AS v WHERE (v + y) % 10 < 8;
INSERT INTO recognition_grouprecognition (year, unit_id, status, decision_number)
SELECT y, u.id, CASE WHEN u.id % 3 = 0 THEN 'registered' ELSE 'recognised' END, ''
FROM generate_series({first}, {last}) AS y, people_workunit AS u WHERE (u.id + y) % 10 < 8;
INSERT INTO recognition_decision (id, kind, place_id, number, signed_on, issuer, signatory, signatory_title, legal_basis, made_at)
SELECT y, 'recognise', 3, 'd' || y, make_date(y, 12, 31), 'bench', 's', 's', '', now() FROM generate_series({first}, {last}) AS y;
INSERT INTO recognition_title (citizen_id, year, place_id, decision_id, revoked_on, revocation_reason)
SELECT g, y, CASE WHEN y < 2025 THEN 1001 + (1 + g::bigint * {villages} / {people}) % {old} ELSE 2001 + ((1 + g::bigint * {villages} / {people}) % {old}) % {new} END,
    y, CASE WHEN (g + y) % 400 = 0 THEN DATE '2025-05-01' END, ''
FROM generate_series({first}, {last}) AS y, generate_series(0, {people} - 1) AS g
WHERE (g::bigint * 2654435761 + y * 97) % 10000 < {per_ten_thousand};
INSERT INTO indicators_revision (year, number, is_open, reason, made_at)
SELECT y, 0, TRUE, '', now() FROM generate_series({first}, {last}) AS y;
