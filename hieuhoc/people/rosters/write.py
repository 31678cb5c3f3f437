"""New people, a chunk at a time: encrypted here, copied into six tables, nothing checked row by row."""

import os
from collections.abc import Iterator

import polars as pl
from django.db import connection

from hieuhoc.lib.copying import allocate_ids, copy_frame, turn_at
from hieuhoc.lib.crypto import encrypt_many
from hieuhoc.lib.frames import query
from hieuhoc.people.rosters.match import declarations
from hieuhoc.people.sealing import NUMBER, PHONE
from hieuhoc.sheets.journal import Journal, update_rows
from hieuhoc.sheets.sheet import Run

CITIZEN, NUMBERS, RESIDENCE = "people_citizen", "people_identitynumber", "people_residence"
MEMBERSHIP, CHOICE = "people_membership", "people_matchchoice"
MEMBER = ["citizen_id", "group_id", "unit_id", "branch_id", "role", "is_main", "since"]


def write_new(run: Run, frame: pl.DataFrame, journal: Journal) -> None:
    """`frame`: home, family, clan_id, unit_id, branch_id are ids by now."""
    if not frame.height:
        return
    frame = frame.sort("home", "name_key")
    frame = frame.with_columns(citizen_id=copy_rows(CITIZEN, _citizens(frame), journal))
    # By their indexes, which are spread evenly: neighbours go into one page.
    copy_rows(NUMBERS, numbers_of(frame).sort("number_index"), journal)
    copy_rows(RESIDENCE, frame.select("citizen_id", "since", place_id="home"), journal)
    for memberships in memberships_of(frame):
        copy_rows(MEMBERSHIP, memberships, journal)
    _keep_choices(run, frame, journal)
    journal.touched("citizen", frame.select(subject_id="citizen_id", is_new=pl.lit(True)))


def numbers_of(frame: pl.DataFrame) -> pl.DataFrame:
    """Identity numbers of the rows that have one; expects `citizen_id`."""
    rows = frame.filter(pl.col("number").is_not_null())
    return rows.select(
        "citizen_id",
        pl.Series("number", encrypt_many([text.encode() for text in rows["number"]], purpose=NUMBER), dtype=pl.Binary),
        "number_index",
        pl.col("number").str.len_bytes().alias("digits"),
    )


def phones_of(frame: pl.DataFrame) -> pl.Series:
    texts = [None if text is None else text.encode() for text in frame["phone"]]
    return pl.Series("phone", encrypt_many(texts, purpose=PHONE), dtype=pl.Binary)


def memberships_of(frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """One row per belonging: families, clans, main work units, main branches. Each kind by itself and in the order of its
    bodies: ids of one kind lie close together, which the set reference and the index answer fastest."""
    head = pl.when(pl.col("is_head").fill_null(False)).then(pl.lit("head")).otherwise(pl.lit("member"))
    yield _members(frame, "group_id", "family", head, is_main=False)
    yield _members(frame, "group_id", "clan_id", pl.lit("member"), is_main=False)
    yield _members(frame, "unit_id", "unit_id", pl.lit("staff"), is_main=True)
    yield _members(frame, "branch_id", "branch_id", pl.col("branch_role").fill_null("member"), is_main=True)


def _members(frame: pl.DataFrame, column: str, source: str, role: pl.Expr, *, is_main: bool) -> pl.DataFrame:
    empty = {name: pl.lit(None, pl.Int64) for name in ("group_id", "unit_id", "branch_id") if name != column}
    rows = frame.filter(pl.col(source).is_not_null())
    named = {column: pl.col(source), **empty, "role": role, "is_main": pl.lit(is_main)}
    return rows.select("citizen_id", "since", **named).select(MEMBER).sort(column, "citizen_id")


def _citizens(frame: pl.DataFrame) -> pl.DataFrame:
    noise = os.urandom(16 * frame.height)
    secrets = [noise[start : start + 16] for start in range(0, len(noise), 16)]
    return frame.select(
        "name",
        "given_name",
        "name_key",
        "folded_name",
        "birth_year",
        "sex",
        phones_of(frame),
        "phone_index",
        pl.Series("secret", secrets, dtype=pl.Binary),
        birth_date="birth",
        home_id="home",
    )


def _keep_choices(run: Run, frame: pl.DataFrame, journal: Journal) -> None:
    """A person without a number is known again by the declaration, so that the same file twice changes nothing."""
    rows = frame.filter(pl.col("number").is_null())
    if not rows.height:
        return
    rows = rows.with_columns(declarations(rows))
    statement = "SELECT declaration, id, citizen_id FROM people_matchchoice WHERE declaration = ANY(%s)"
    schema = {"declaration": pl.Binary, "id": pl.Int64, "before": pl.Int64}
    kept = rows.join(query(statement, [rows["declaration"].to_list()], schema), on="declaration")
    # Answered "somebody new": from now on it is this person.
    journal.changed(CHOICE, kept.select("id", citizen_id="before"))
    update_rows(CHOICE, kept.select("id", "citizen_id"))
    new_choices = rows.join(kept.select("declaration"), on="declaration", how="anti").select(
        "citizen_id",
        "declaration",
        decided_by_id=pl.lit(run.actor.pk if run.actor else None, pl.Int64),
        decided_at=pl.lit(run.batch.checked_at),
        is_new_person=pl.lit(True),
    )
    copy_rows(CHOICE, new_choices, journal)


def copy_rows(table: str, frame: pl.DataFrame, journal: Journal) -> pl.Series:
    """The ids they got."""
    if not frame.height:
        return pl.Series("id", [], dtype=pl.Int64)
    with turn_at(table), connection.cursor() as cursor:
        ids = allocate_ids(cursor, table, frame.height)
        frame = frame.with_columns(id=pl.Series(ids, dtype=pl.Int64))
        copy_frame(cursor, table, frame)
    journal.made(table, ids)
    return frame["id"]
