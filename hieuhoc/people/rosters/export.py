"""The roster as it stands, in the sheet's own words: imported again it changes nothing."""

from collections.abc import Iterator

import polars as pl
from django.db import connection

from hieuhoc.lib.crypto import decrypt_many
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Citizen
from hieuhoc.people.rosters.places import with_titles
from hieuhoc.people.rosters.records import record_codes
from hieuhoc.people.sealing import NUMBER, PHONE
from hieuhoc.places.models import Ancestry

CHUNK_ROWS = 10_000
COLUMNS = {
    "commune_code": pl.String,
    "name": pl.String,
    "given": pl.String,
    "birth": pl.String,
    "sex": pl.String,
    "number": pl.Binary,
    "phone": pl.Binary,
    "home": pl.Int64,
    "household": pl.String,
    "is_head": pl.String,
    "clan": pl.String,
    "since": pl.String,
    "unit": pl.String,
    "branch": pl.String,
    "branch_role": pl.String,
    "record": pl.Int64,
}
# Of the person `c`: the sealed number in force, the longest and newest first; the birth as people write it.
NUMBER_IN_FORCE = """(SELECT i.number FROM people_identitynumber i WHERE i.citizen_id = c.id AND i.withdrawn_on IS NULL
      ORDER BY i.digits DESC, i.id DESC LIMIT 1)"""
BIRTH_TEXT = "coalesce(to_char(c.birth_date, 'DD/MM/YYYY'), c.birth_year::text)"
# The first four columns that a sheet about people asks for, and what they hold.
PERSON_CELLS = f"c.id, {NUMBER_IN_FORCE}, c.name, {BIRTH_TEXT}"
PERSON_SCHEMA = {"record": pl.Int64, "number": pl.Binary, "name": pl.String, "birth": pl.String}
ROWS = f"""
    SELECT o.code, c.name, c.given_name, {BIRTH_TEXT},
      CASE c.sex WHEN 'm' THEN 'Nam' WHEN 'f' THEN 'Nữ' END,
      {NUMBER_IN_FORCE},
      c.phone, r.place_id, f.code, CASE WHEN f.role = 'head' THEN 'Có' END,
      CASE WHEN k.is_shared THEN k.code ELSE k.name END, to_char(r.since, 'DD/MM/YYYY'), u.code, b.code,
      CASE b.role WHEN 'member' THEN 'Hội viên' WHEN 'officer' THEN 'Cán bộ hội' WHEN 'head' THEN 'Chi hội trưởng' END,
      c.id
    FROM people_citizen c
    JOIN people_residence r ON r.citizen_id = c.id AND r.until IS NULL
    JOIN places_placespell v ON v.place_id = r.place_id AND v.until IS NULL
    JOIN places_placespell o ON o.place_id = CASE WHEN v.tier = 'village' THEN v.parent_id ELSE v.place_id END AND o.until IS NULL
    LEFT JOIN LATERAL (SELECT g.code, m.role FROM people_membership m JOIN people_group g ON g.id = m.group_id
      WHERE m.citizen_id = c.id AND m.until IS NULL AND g.kind = 'family' ORDER BY m.id DESC LIMIT 1) f ON true
    LEFT JOIN LATERAL (SELECT g.name, g.code, EXISTS (SELECT 1 FROM people_group n WHERE n.place_id = g.place_id AND n.kind = 'clan'
        AND n.until IS NULL AND n.folded_name = g.folded_name AND n.id <> g.id) AS is_shared
      FROM people_membership m JOIN people_group g ON g.id = m.group_id
      WHERE m.citizen_id = c.id AND m.until IS NULL AND g.kind = 'clan' ORDER BY m.id DESC LIMIT 1) k ON true
    LEFT JOIN LATERAL (SELECT w.code FROM people_membership m JOIN people_workunit w ON w.id = m.unit_id
      WHERE m.citizen_id = c.id AND m.until IS NULL AND m.is_main LIMIT 1) u ON true
    LEFT JOIN LATERAL (SELECT a.code, m.role FROM people_membership m JOIN people_associationbranch a ON a.id = m.branch_id
      WHERE m.citizen_id = c.id AND m.until IS NULL AND m.is_main LIMIT 1) b ON true
    WHERE c.id = ANY(%s::bigint[]) ORDER BY c.home_id, c.name_key, c.id
"""


def roster_of(place: int, scope: Scope) -> Iterator[pl.DataFrame]:
    """Residents of the place within the scope, a chunk of text rows at a time."""
    under = Ancestry.objects.filter(ancestor=place, until__isnull=True).values("descendant")
    citizens = Citizen.objects.within(scope).filter(
        home__in=under, joined_into__isnull=True, died_on__isnull=True, left_on__isnull=True
    )
    ids = list(citizens.order_by("home", "name_key", "pk").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK_ROWS):
        with connection.cursor() as cursor:
            cursor.execute(ROWS, [ids[start : start + CHUNK_ROWS]])
            frame = pl.DataFrame(cursor.fetchall(), schema=COLUMNS, orient="row")
        yield with_titles(place, frame).with_columns(
            record_codes(frame["record"]),
            number=_opened(frame["number"], NUMBER),
            phone=_opened(frame["phone"], PHONE),
        )


def _opened(sealed: pl.Series, purpose: str) -> pl.Series:
    plain = decrypt_many(sealed.to_list(), purpose=purpose)
    return pl.Series(sealed.name, [None if value is None else value.decode() for value in plain], dtype=pl.String)


def with_plain_people(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of `PERSON_CELLS` as sheets write them: the number opened, the record's code, and no sex, which tells nobody."""
    number = _opened(rows["number"], NUMBER)
    return rows.with_columns(record_codes(rows["record"]), number=number, sex=pl.lit(None, pl.String))
