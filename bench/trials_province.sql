-- Words in braces: people, villages, communes. Ids: 1 the province, 1001.. communes, 10001.. villages.
INSERT INTO places_place (id) SELECT 1 UNION ALL SELECT 1000 + generate_series(1, {communes}) UNION ALL SELECT 10000 + generate_series(1, {villages});
INSERT INTO places_placespell (place_id, code, name, folded_name, kind, tier, parent_id)
SELECT 1, '', 'p', 'p', 'Tỉnh', 'province', NULL::bigint
UNION ALL SELECT 1000 + g, '', 'c', 'c', 'Xã', 'commune', 1 FROM generate_series(1, {communes}) AS g
UNION ALL SELECT 10000 + g, '', 'v', 'v', 'Buôn', 'village', 1001 + g % {communes} FROM generate_series(1, {villages}) AS g;
INSERT INTO places_ancestry (ancestor_id, descendant_id, depth)
SELECT place_id, place_id, 0 FROM places_placespell
UNION ALL SELECT parent_id, place_id, 1 FROM places_placespell WHERE parent_id IS NOT NULL
UNION ALL SELECT 1, place_id, 2 FROM places_placespell WHERE tier = 'village';
INSERT INTO places_areaclassspell (place_id, area_class, since, legal_basis)
SELECT 1000 + g, (ARRAY['remote', 'especially_difficult', 'ethnic_minority'])[1 + g % 3], DATE '2020-01-01', ''
FROM generate_series(1, {communes}, 4) AS g;
INSERT INTO people_citizen (id, name, given_name, name_key, folded_name, birth_year, sex, secret, home_id)
SELECT g, 'Người ' || g, g::text, lpad(g::text, 8, '0'), 'nguoi ' || g, 1935 + ((g::bigint * 7919) % 70)::int, 'f', '\\x00'::bytea, 10001 + g % {villages}
FROM generate_series(0, {people} - 1) AS g;
INSERT INTO people_residence (citizen_id, place_id, since, until)
SELECT g, 10001 + g % {villages}, DATE '2010-01-01', CASE WHEN g % 20 = 0 THEN DATE '2025-03-01' END
FROM generate_series(0, {people} - 1) AS g
UNION ALL
SELECT g, 10001 + (g + 7) % {villages}, DATE '2025-03-01', NULL FROM generate_series(0, {people} - 1, 20) AS g;
INSERT INTO assessment_dossier (citizen_id, round_id, place_id, applicant_group_id, status, edition, self_points, final_points, total, is_assisted,
    submitted_at, decided_at, return_note)
SELECT g, r.id, 10001 + g % {villages}, a.id, CASE WHEN d.sum >= 80 AND d.least >= 5 THEN 'recognised' ELSE 'failed' END, 3, d.own, d.points, d.sum,
    FALSE, now(), now(), ''
FROM assessment_round AS r CROSS JOIN generate_series(0, {people} - 1) AS g
JOIN LATERAL (
    SELECT array_agg(own ORDER BY n) AS own, array_agg(greatest(own - cut, 0)::smallint ORDER BY n) AS points,
        sum(greatest(own - cut, 0))::smallint AS sum, min(greatest(own - cut, 0)) AS least
    FROM (
        SELECT n, greatest(3, least(10, 6 + (hashint4(g) & 3) + (hashint8(g::bigint * 100 + n * 7 + r.id) & 3) - 1))::smallint AS own,
            CASE WHEN (hashint8(g::bigint * 100 + n + r.id * 31) & 15) = 0 THEN 1 ELSE 0 END AS cut
        FROM generate_series(1, 10) AS n
    ) AS each_point
) AS d ON TRUE
JOIN criteria_applicantgroup AS a ON a.version_id = r.version_id AND a.position = 1 + g % 4
