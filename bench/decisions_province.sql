-- Words in braces: dossiers. All of one commune that decides. Ids: 1 the province, 1001 the commune, 10001.. its villages; a list that was sent.
INSERT INTO places_place (id) SELECT 1 UNION ALL SELECT 1001 UNION ALL SELECT 10000 + generate_series(1, 40);
INSERT INTO places_placespell (place_id, code, name, folded_name, kind, tier, parent_id)
SELECT 1, '', 'p', 'p', 'Tỉnh', 'province', NULL::bigint
UNION ALL SELECT 1001, '', 'c', 'c', 'Xã', 'commune', 1
UNION ALL SELECT 10000 + g, '', 'v', 'v', 'Buôn', 'village', 1001 FROM generate_series(1, 40) AS g;
INSERT INTO places_ancestry (ancestor_id, descendant_id, depth)
SELECT place_id, place_id, 0 FROM places_placespell
UNION ALL SELECT parent_id, place_id, 1 FROM places_placespell WHERE parent_id IS NOT NULL
UNION ALL SELECT 1, place_id, 2 FROM places_placespell WHERE tier = 'village';
INSERT INTO people_citizen (id, name, given_name, name_key, folded_name, birth_year, sex, secret, home_id)
SELECT g, 'Người ' || g, g::text, lpad(g::text, 8, '0'), 'nguoi ' || g, 1935 + ((g::bigint * 7919) % 70)::int, 'f', '\\x00'::bytea, 10001 + g % 40
FROM generate_series(1, {dossiers}) AS g;
INSERT INTO people_residence (citizen_id, place_id, since) SELECT id, home_id, DATE '2010-01-01' FROM people_citizen;
INSERT INTO assessment_dossier (citizen_id, round_id, place_id, applicant_group_id, status, edition, self_points, final_points, total, is_assisted,
    submitted_at, decided_at, return_note)
SELECT c.id, r.id, c.home_id, a.id, 'proposed', 3, array_fill(8::smallint, ARRAY[10]), array_fill(8::smallint, ARRAY[10]), 80, FALSE, now(), now(), ''
FROM assessment_round AS r CROSS JOIN people_citizen AS c
JOIN criteria_applicantgroup AS a ON a.version_id = r.version_id AND a.position = 1;
INSERT INTO chains_passage (subject_kind, subject_id, chain_id, position, awaits, entered_on)
SELECT 'dossier', d.id, h.id, 3, 'decide', DATE '2026-01-01' FROM assessment_dossier AS d CROSS JOIN chains_chain AS h;
INSERT INTO recognition_proposal (id, round_id, place_id, status, edition, made_at, sent_at, note)
SELECT 1, r.id, 1001, 'sent', 1, now(), now(), '' FROM assessment_round AS r;
INSERT INTO recognition_proposalline (proposal_id, dossier_id, is_struck, strike_reason)
SELECT 1, id, FALSE, '' FROM assessment_dossier
