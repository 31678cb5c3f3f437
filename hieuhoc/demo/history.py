"""What happened in a year of the demo: trainings, learning models, dossiers with points, decisions, titles, certificates, skills.

Set-based SQL with chances drawn from the row's id, so that fifty thousand and a million people take the same statements.
`draw(id, salt)` is a number in [0, 1) that never changes for the same id and salt.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from django.db import connection, transaction

from hieuhoc.assessment.models import Round
from hieuhoc.criteria.models import Version
from hieuhoc.lib.copying import copy_frame
from hieuhoc.lib.dates import ADULT_AGE
from hieuhoc.lib.opaque import make_public_code

DRAW = "(hashint8extended({id}, {salt}) & 1048575) / 1048576.0"
TRAINED_SHARE = {2022: 0.42, 2023: 0.55, 2024: 0.58, 2025: 0.66}
RECOGNISED_SHARE = {2022: 0.56, 2023: 0.62, 2024: 0.68, 2025: 0.73, 2026: 0.0}
TAKING_PART = {2022: 0.42, 2023: 0.50, 2024: 0.56, 2025: 0.62}
LEVEL_OF_POINTS = {2022: 6.55, 2023: 6.72, 2024: 6.86, 2025: 6.97}
SPECIAL_SHARE = 0.3


def draw(row_id: str, salt: int | str) -> str:
    return DRAW.format(id=row_id, salt=salt)


def run(statement: str, values: Mapping[str, Any] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or {})
        return int(cursor.rowcount)


def make_round(year: int, version: Version, *, is_open: bool = False) -> Round:
    return Round.objects.create(
        year=year,
        version=version,
        opens_on=date(year, 1, 1),
        closes_on=date(year, 12, 31),
        submit_by=date(year, 11, 30),
        review_by=date(year, 12, 20),
        reference_on=date(year, 12, 31),
        status=Round.Status.OPEN if is_open else Round.Status.CLOSED,
    )


def mark_special_areas(communes: list[int]) -> None:
    """About a third of these communes are remote or ethnic-minority areas until the reform (invented, and the basis says so)."""
    run(
        f"""
        INSERT INTO places_areaclassspell (place_id, area_class, since, until, legal_basis)
        SELECT id, CASE WHEN {draw("id", 5)} < 0.5 THEN 'remote' ELSE 'ethnic_minority' END, '2021-01-01', '2025-07-01',
               'Dữ liệu mẫu, không phải danh mục thật'
        FROM unnest(%(communes)s::bigint[]) id WHERE {draw("id", 4)} < {SPECIAL_SHARE}
        """,
        {"communes": communes},
    )


def carry_special_areas_over() -> None:
    """A new commune is special when more than half of the wards that went wholly into it were."""
    run(
        """
        INSERT INTO places_areaclassspell (place_id, area_class, since, legal_basis)
        SELECT s.successor_id, min(a.area_class), DATE '2025-07-01', min(a.legal_basis)
        FROM places_succession s LEFT JOIN places_areaclassspell a ON a.place_id = s.predecessor_id AND a.until = '2025-07-01'
        WHERE s.is_whole
        GROUP BY s.successor_id HAVING count(a.id) * 2 > count(*)
        """
    )


@transaction.atomic
def hold_trainings(year: int, version: Version) -> None:
    """One training per branch and year for its officers and members."""
    values = {"year": year, "version": version.pk, "on": date(year, 4, 12)}
    run(
        """
        INSERT INTO learning_training (code, title, version_id, held_on, place_id, organiser)
        SELECT format('TH-%%s-%%s', %(year)s::int, b.id), 'Học tập quán triệt bộ tiêu chí năm ' || %(year)s::int, %(version)s, %(on)s,
               s.place_id, b.name
        FROM people_associationbranch b
        JOIN people_branchspell s ON s.branch_id = b.id AND (s.since IS NULL OR s.since <= %(on)s)
             AND (s.until IS NULL OR s.until > %(on)s)
        """,
        values,
    )
    run(
        f"""
        INSERT INTO learning_attendance (training_id, citizen_id, attended, completed)
        SELECT t.id, m.citizen_id, TRUE, {draw("m.citizen_id", year * 10 + 1)} < 0.94
        FROM people_membership m
        JOIN people_associationbranch b ON b.id = m.branch_id
        JOIN learning_training t ON t.code = format('TH-%%s-%%s', %(year)s::int, b.id)
        WHERE m.since <= %(on)s AND (m.until IS NULL OR m.until > %(on)s)
          AND {draw("m.citizen_id", year * 10)} < {TRAINED_SHARE[year]}
        """,
        values,
    )


@transaction.atomic
def recognise_models(year: int) -> None:
    """Learning families, clans, communities and units of the year; those not recognised are registered (all, while the year is open)."""
    share, values = RECOGNISED_SHARE[year] or -1.0, {"year": year, "on": date(year, 12, 31)}
    shape = """
        INSERT INTO recognition_grouprecognition (year, {column}, status, decision_number, decided_on)
        SELECT %(year)s, id, CASE WHEN {chance} < {share} THEN 'recognised' ELSE 'registered' END,
               CASE WHEN {chance} < {share} THEN 'QĐ-MH-' || %(year)s::int ELSE '' END,
               CASE WHEN {chance} < {share} THEN make_date(%(year)s, 12, 15) END
        FROM {source} source WHERE {draw} < {registered}
    """
    village = (
        "(SELECT place_id AS id FROM places_placespell WHERE tier = 'village' AND (until IS NULL OR until > %(on)s))"
    )
    for column, source, bonus in (
        ("group_id", "people_group", 0.0),
        ("unit_id", "people_workunit", 0.2),
        ("village_id", village, 0.15),
    ):
        chance = draw("id", 31) + f" + 0.2 * {draw('id', year)}"
        statement = shape.format(
            column=column,
            source=source,
            chance=f"({chance})",
            share=share + bonus,
            draw=draw("id", 32),
            registered=0.93,
        )
        run(statement, values)


@transaction.atomic
def assess(round_: Round) -> None:
    """Dossiers of the adults who took part: self scores, reviewed scores, verdict by the round's own pass rules."""
    year = round_.year
    values = {"round": round_.pk, "year": year, "on": round_.reference_on, "version": round_.version_id}
    run("CREATE TEMPORARY TABLE demo_pool ON COMMIT DROP AS" + _pool(year), values)
    run("CREATE TEMPORARY TABLE demo_points ON COMMIT DROP AS" + _points(year))
    run(
        """
        INSERT INTO assessment_dossier (citizen_id, round_id, place_id, unit_id, applicant_group_id, status, edition, self_points,
            final_points, total, pass_rule_id, is_assisted, submitted_at, decided_at, return_note)
        SELECT p.citizen, %(round)s, p.commune, p.unit, g.id,
               CASE WHEN sum_points >= rule.min_total AND lowest >= rule.min_each THEN 'recognised' ELSE 'failed' END,
               3, p.self_points, p.points, sum_points, rule.id, p.is_assisted,
               make_timestamptz(%(year)s, 11, 1 + (p.citizen %% 28)::int, 9, 0, 0, 'Asia/Ho_Chi_Minh'),
               make_timestamptz(%(year)s, 12, 1 + (p.citizen %% 18)::int, 15, 0, 0, 'Asia/Ho_Chi_Minh'), ''
        FROM demo_points p
        JOIN criteria_applicantgroup g ON g.version_id = %(version)s AND g.code = p.applicant_group
        JOIN LATERAL (
            SELECT r.* FROM criteria_passrule r WHERE r.version_id = %(version)s AND (r.area_class = '' OR r.area_class IN (
                SELECT a.area_class FROM places_areaclassspell a
                WHERE a.place_id = p.commune AND a.since <= %(on)s AND (a.until IS NULL OR a.until > %(on)s)))
            ORDER BY r.min_total LIMIT 1) rule ON TRUE
        """,
        values,
    )
    run(
        """
        INSERT INTO assessment_scoring (dossier_id, stage, points, reasons, given_at)
        SELECT id, CASE WHEN is_assisted THEN 'assisted' ELSE 'self' END, self_points, '{}'::jsonb, submitted_at
        FROM assessment_dossier WHERE round_id = %(round)s
        UNION ALL
        SELECT id, 'review', final_points, '{}'::jsonb, decided_at FROM assessment_dossier WHERE round_id = %(round)s
        """,
        values,
    )


def _pool(year: int) -> str:
    """Who took part: adults alive and here on 31/12, likelier in a work unit or the association."""
    code_244 = "CASE WHEN m.unit_id IS NOT NULL THEN 'staff' WHEN {luck} < 0.35 THEN 'workers' ELSE 'farmers' END"
    code_324 = (
        "CASE WHEN m.unit_id IS NOT NULL THEN 'staff' WHEN c.birth_year > %(year)s - 23 THEN 'learners'"
        " WHEN {luck} < 0.35 THEN 'workers' ELSE 'residents' END"
    )
    code = (code_244 if year < 2024 else code_324).format(luck=draw("c.id", 11))
    return f"""
        SELECT c.id AS citizen, up.ancestor_id AS commune, m.unit_id AS unit, {code} AS applicant_group,
               {draw("c.id", 13)} < 0.3 AS is_assisted
        FROM people_citizen c
        JOIN people_residence r ON r.citizen_id = c.id AND r.since <= %(on)s AND (r.until IS NULL OR r.until > %(on)s)
        JOIN places_ancestry up ON up.descendant_id = r.place_id AND (up.since IS NULL OR up.since <= %(on)s)
             AND (up.until IS NULL OR up.until > %(on)s)
        JOIN places_placespell s ON s.place_id = up.ancestor_id AND s.tier = 'commune' AND (s.since IS NULL OR s.since <= %(on)s)
             AND (s.until IS NULL OR s.until > %(on)s)
        LEFT JOIN people_membership m ON m.citizen_id = c.id AND m.unit_id IS NOT NULL AND m.is_main
             AND m.since <= %(on)s AND (m.until IS NULL OR m.until > %(on)s)
        WHERE c.birth_year <= %(year)s - {ADULT_AGE}
          AND (c.died_on IS NULL OR c.died_on > %(on)s) AND (c.left_on IS NULL OR c.left_on > %(on)s)
          AND {draw("c.id", 17)} < {TAKING_PART[year]} + CASE WHEN m.unit_id IS NOT NULL THEN 0.25 ELSE 0 END
    """


def _points(year: int) -> str:
    """Ten points around the person's own level, which rises a little every year; review takes a point here and there."""
    level = f"{LEVEL_OF_POINTS[year]} + 2.1 * {draw('citizen', 19)} + CASE WHEN unit IS NOT NULL THEN 0.4 ELSE 0 END"
    noise = f"(hashint8extended(citizen, {year} * 100 + n) & 1048575) / 1048576.0"
    return f"""
        SELECT q.*, self_points, points, (SELECT sum(x) FROM unnest(points) x) AS sum_points,
               (SELECT min(x) FROM unnest(points) x) AS lowest
        FROM demo_pool q,
        LATERAL (
            SELECT array_agg(own ORDER BY n) AS self_points, array_agg(own - (cut < 0.06)::int ORDER BY n) AS points
            FROM (
                SELECT n, greatest(3, least(10, round({level} + 2.8 * ({noise} - 0.5))))::smallint AS own,
                       (hashint8extended(citizen, {year} * 100 + 50 + n) & 1048575) / 1048576.0 AS cut
                FROM generate_series(1, 10) n
            ) each_point
        ) drawn
    """


@transaction.atomic
def decide(round_: Round) -> int:
    """One list and one decision per commune, signed in January of the next year; a title for each name on it."""
    values = {
        "round": round_.pk,
        "year": round_.year,
        "signed": date(round_.year + 1, 1, 15),
        "on": round_.reference_on,
    }
    run(
        """
        INSERT INTO recognition_proposal (round_id, place_id, status, edition, made_at, sent_at, note)
        SELECT DISTINCT %(round)s, place_id, 'decided', 2, %(on)s::timestamptz, %(on)s::timestamptz, ''
        FROM assessment_dossier WHERE round_id = %(round)s AND status = 'recognised'
        """,
        values,
    )
    run(
        """
        INSERT INTO recognition_proposalline (proposal_id, dossier_id, is_struck, strike_reason)
        SELECT p.id, d.id, FALSE, '' FROM assessment_dossier d
        JOIN recognition_proposal p ON p.round_id = d.round_id AND p.place_id = d.place_id
        WHERE d.round_id = %(round)s AND d.status = 'recognised'
        """,
        values,
    )
    run(
        """
        INSERT INTO recognition_decision (kind, proposal_id, round_id, place_id, number, signed_on, issuer, signatory, signatory_title,
            legal_basis, made_at)
        SELECT 'recognise', p.id, p.round_id, p.place_id, (100 + p.place_id %% 800) || '/QĐ-UBND', %(signed)s,
               'Uỷ ban nhân dân ' || lower(s.kind) || ' ' || s.name, 'Người ký mẫu', 'Chủ tịch',
               'Quyết định số 677/QĐ-TTg ngày 03 tháng 6 năm 2022 của Thủ tướng Chính phủ', %(signed)s::timestamptz
        FROM recognition_proposal p
        JOIN places_placespell s ON s.place_id = p.place_id AND (s.since IS NULL OR s.since <= %(on)s)
             AND (s.until IS NULL OR s.until > %(on)s)
        WHERE p.round_id = %(round)s
        """,
        values,
    )
    return run(
        """
        INSERT INTO recognition_title (citizen_id, year, place_id, decision_id, dossier_id, revocation_reason)
        SELECT d.citizen_id, %(year)s, d.place_id, q.id, d.id, ''
        FROM assessment_dossier d
        JOIN recognition_proposalline l ON l.dossier_id = d.id
        JOIN recognition_decision q ON q.proposal_id = l.proposal_id
        WHERE d.round_id = %(round)s
        """,
        values,
    )


@transaction.atomic
def note_skills(year: int) -> None:
    """Facts about digital skills of the year's holders, with their basis; a person's luck stays, the share grows."""
    growth = 0.05 * (year - 2022)
    shape = """
        INSERT INTO skills_skillfact (citizen_id, kind, basis, note, since)
        SELECT DISTINCT t.citizen_id, '{kind}', '{basis}', '', make_date(%(year)s, 6, 15)
        FROM recognition_title t
        WHERE t.year = %(year)s AND {chance} < {share}
          AND NOT EXISTS (SELECT FROM skills_skillfact f WHERE f.citizen_id = t.citizen_id AND f.kind = '{kind}')
    """
    basis = "confirmation" if year >= 2025 else "criterion"
    for kind, own_basis, share in (
        ("digital", basis, 0.58 + growth),
        ("proficient", basis, 0.42 + growth),
        ("job_fit", "officer", 0.86),
    ):
        salt = 23 if kind != "job_fit" else 29
        run(shape.format(kind=kind, basis=own_basis, chance=draw("t.citizen_id", salt), share=share), {"year": year})


def revoke_a_few(year: int) -> None:
    """Two titles in a thousand were taken back later, each with its reason."""
    run(
        f"""
        UPDATE recognition_title SET revoked_on = make_date(%(year)s + 1, 5, 20), revocation_reason = 'Kê khai trùng ở nơi khác'
        WHERE year = %(year)s AND {draw("id", 37)} < 0.002
        """,
        {"year": year},
    )


@transaction.atomic
def name_certificates(year: int) -> None:
    """A public code for each title of the year; the PDF is rendered when somebody asks for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM recognition_title WHERE year = %s ORDER BY id", [year])
        titles = [row[0] for row in cursor.fetchall()]
        codes = [make_public_code() for _ in titles]
        copy_frame(cursor, "recognition_certificate", pl.DataFrame({"title_id": titles, "code": codes}))


def start_dossiers(round_: Round) -> None:
    """Some hundred dossiers under way: drafts, and some sent for review by the people themselves."""
    values = {"round": round_.pk, "version": round_.version_id}
    run(
        f"""
        INSERT INTO assessment_dossier (citizen_id, round_id, place_id, applicant_group_id, status, edition, self_points, final_points,
            total, is_assisted, submitted_at, return_note)
        SELECT c.id, %(round)s, up.ancestor_id, g.id, CASE WHEN {draw("c.id", 43)} < 0.7 THEN 'submitted' ELSE 'draft' END, 1,
               d.self_points, '{{}}', NULL, FALSE,
               CASE WHEN {draw("c.id", 43)} < 0.7 THEN now() - make_interval(days => (c.id %% 20)::int) END, ''
        FROM people_citizen c
        JOIN places_ancestry up ON up.descendant_id = c.home_id AND up.until IS NULL
        JOIN places_placespell s ON s.place_id = up.ancestor_id AND s.tier = 'commune' AND s.until IS NULL
        JOIN LATERAL (SELECT self_points FROM assessment_dossier o WHERE o.citizen_id = c.id ORDER BY o.id DESC LIMIT 1) d ON TRUE
        JOIN criteria_applicantgroup g ON g.version_id = %(version)s AND g.position = 1
        WHERE c.user_id IS NULL AND c.died_on IS NULL AND c.left_on IS NULL AND {draw("c.id", 41)} < 0.06
        """,
        values,
    )
    run(
        """
        INSERT INTO assessment_scoring (dossier_id, stage, points, reasons, given_at)
        SELECT id, 'self', self_points, '{}'::jsonb, coalesce(submitted_at, now()) FROM assessment_dossier WHERE round_id = %(round)s
        """,
        values,
    )
