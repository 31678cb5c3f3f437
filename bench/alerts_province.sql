-- Words in braces: people, villages, communes. Ids: 1 the province, 1001.. communes, 10001.. villages. A third of the people have a
-- dossier of the round with a file of their household; one telephone, one file, one mark, one rush and a third of all titles are planted
-- in the last commune.
INSERT INTO places_place (id) SELECT 1 UNION ALL SELECT 1000 + generate_series(1, {communes}) UNION ALL SELECT 10000 + generate_series(1, {villages});
INSERT INTO places_placespell (place_id, code, name, folded_name, kind, tier, parent_id)
SELECT 1, '', 'p', 'p', 'Tỉnh', 'province', NULL::bigint
UNION ALL SELECT 1000 + g, '', 'c', 'c', 'Xã', 'commune', 1 FROM generate_series(1, {communes}) AS g
UNION ALL SELECT 10000 + g, '', 'v', 'v', 'Buôn', 'village', 1000 + g % {communes} + 1 FROM generate_series(1, {villages}) AS g;
INSERT INTO places_ancestry (ancestor_id, descendant_id, depth)
SELECT place_id, place_id, 0 FROM places_placespell
UNION ALL SELECT parent_id, place_id, 1 FROM places_placespell WHERE parent_id IS NOT NULL
UNION ALL SELECT 1, place_id, 2 FROM places_placespell WHERE tier = 'village';
INSERT INTO people_citizen (id, name, given_name, name_key, folded_name, birth_year, sex, secret, home_id, phone_index)
SELECT g, 'Người ' || g, g::text, lpad(g::text, 8, '0'), 'nguoi ' || g, 1935 + ((g::bigint * 7919) % 70)::int, 'f', '\x00'::bytea,
    10001 + g % {villages}, substr(sha256(CASE WHEN g < 60 THEN 'one' ELSE (g / 3)::text END::bytea), 1, 16)
FROM generate_series(0, {people} - 1) AS g;
INSERT INTO assessment_dossier (citizen_id, round_id, place_id, applicant_group_id, status, edition, self_points, final_points, total, is_assisted,
    submitted_at, decided_at, return_note)
SELECT c.id, r.id, s.parent_id, a.id, 'recognised', 3, '{{8}}', '{{8}}',
    CASE WHEN s.parent_id = 1000 + {communes} THEN 80 ELSE 60 + (hashint8(c.id) & 31) END, FALSE,
    r.submit_by - CASE WHEN s.parent_id = 1000 + {communes} THEN 1 ELSE 1 + (hashint8(c.id * 31) & 63) END * INTERVAL '1 day', now(), ''
FROM people_citizen AS c JOIN places_placespell AS s ON s.place_id = c.home_id CROSS JOIN assessment_round AS r
JOIN criteria_applicantgroup AS a ON a.version_id = r.version_id AND a.position = 1 WHERE c.id % 3 = 0;
INSERT INTO documents_document (id, kind, file_name, media_type, size, sha256, look, path, created_at)
SELECT d.id, 'evidence', 'a.jpg', 'image/jpeg', 1, sha256(CASE WHEN d.place_id = 1000 + {communes} AND hashint8(d.id) % 2 = 0 THEN 'one' ELSE d.id::text END::bytea),
    hashint8extended(d.id, 7), d.id::text, now()
FROM assessment_dossier AS d;
INSERT INTO assessment_evidence (dossier_id, criterion_id, kind, text, link, document_id, added_at)
SELECT d.id, (SELECT min(id) FROM criteria_criterion), 'file', '', '', d.id, now() FROM assessment_dossier AS d;
INSERT INTO assessment_scoring (dossier_id, stage, points, reasons, given_at, given_by_id)
SELECT d.id, 'review', CASE WHEN d.id % 3 = 0 THEN '{{9}}'::smallint[] ELSE d.self_points END, '{{}}', now() - d.id * INTERVAL '1 minute',
    (SELECT min(id) FROM accounts_user) FROM assessment_dossier AS d;
INSERT INTO recognition_title (citizen_id, year, place_id, decision_id, dossier_id, revocation_reason)
SELECT d.citizen_id, r.year, CASE WHEN hashint8(d.id * 7) % 3 = 0 THEN 1000 + {communes} ELSE d.place_id END, n.id, d.id, '' FROM assessment_dossier AS d JOIN assessment_round AS r ON r.id = d.round_id
CROSS JOIN recognition_decision AS n WHERE hashint8(d.id) % 2 = 0
