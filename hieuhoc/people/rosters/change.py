"""Known people whose rows differ: corrected, moved, moved between groups, set-based, every old value kept for the way back."""

import polars as pl
from django.db import connection
from psycopg import sql

from hieuhoc.audit.private import seal_private
from hieuhoc.lib.frames import query
from hieuhoc.lib.vietnamese_frames import name_sort_keys
from hieuhoc.people.leaving import note_leavings
from hieuhoc.people.rosters.compare import FIELDS, differences, with_facts
from hieuhoc.people.rosters.elsewhere import as_recorded, is_stranger
from hieuhoc.people.rosters.write import (
    CITIZEN,
    MEMBERSHIP,
    NUMBERS,
    RESIDENCE,
    copy_rows,
    numbers_of,
    phones_of,
)
from hieuhoc.sheets.journal import Journal, update_rows
from hieuhoc.sheets.sheet import Run

COLUMNS = {
    "id": pl.Int64,
    "name": pl.String,
    "given_name": pl.String,
    "name_key": pl.String,
    "folded_name": pl.String,
    "birth_date": pl.Date,
    "birth_year": pl.Int16,
    "sex": pl.String,
    "phone": pl.Binary,
    "phone_index": pl.Binary,
    "home_id": pl.Int64,
    "left_on": pl.Date,
    "secret": pl.Binary,
}


def write_changed(run: Run, frame: pl.DataFrame, journal: Journal) -> None:
    """The people are locked and looked at again first: what is no longer different is left alone."""
    if not frame.height:
        return
    before = _locked(frame["citizen"].unique())
    frame = as_recorded(differences(run, with_facts(run, frame)).filter(~is_stranger()))
    frame = frame.filter(pl.any_horizontal(f"d.{field}" for field in FIELDS))
    frame = frame.with_columns(citizen_id="citizen")
    _correct(frame, before, journal)
    copy_rows(NUMBERS, numbers_of(frame.filter("d.number")), journal)
    _respell(
        RESIDENCE, frame.filter("d.home"), "residence_id", "residence_since", {"place_id": pl.col("goal")}, journal
    )
    _end_waiting(frame.filter("d.home"), journal)
    note_leavings(run, frame.filter("d.home"), journal)
    for field, source, target, opened, since in (
        ("d.household", "family", "group_id", "family_id", "family_since"),
        ("d.clan", "clan_id", "group_id", "clan_membership", "clan_since"),
        ("d.unit", "unit_id", "unit_id", "unit_membership", "unit_since"),
        ("d.branch", "branch_id", "branch_id", "branch_membership", "branch_since"),
    ):
        _respell(MEMBERSHIP, frame.filter(field), opened, since, {target: pl.col(source), **_roles(field)}, journal)
    _name_heads(frame.filter(pl.col("d.is_head") & ~pl.col("d.household")), journal)
    journal.touched("citizen", _touched(frame, before))


def _name_heads(rows: pl.DataFrame, journal: Journal) -> None:
    """Whoever the list calls head of their family becomes it, and who it says is not is it no more."""
    journal.changed(MEMBERSHIP, rows.select(id="family_id", role="their_role"))
    update_rows(MEMBERSHIP, rows.select(id="family_id", role=_head_or_member(pl.lit("member"))))


def _head_or_member(unsaid: pl.Expr) -> pl.Expr:
    said = pl.when("is_head").then(pl.lit("head")).otherwise(pl.lit("member"))
    return pl.when(pl.col("is_head").is_null()).then(unsaid).otherwise(said)


def _locked(citizens: pl.Series) -> pl.DataFrame:
    names = ", ".join(COLUMNS)
    return query(
        f"SELECT {names} FROM {CITIZEN} WHERE id = ANY(%s::bigint[]) ORDER BY id FOR UPDATE",
        [citizens.to_list()],
        COLUMNS,
    )


def _correct(frame: pl.DataFrame, before: pl.DataFrame, journal: Journal) -> None:
    personal = ("name", "given", "birth", "sex", "phone", "home", "return")
    rows = frame.filter(pl.any_horizontal(f"d.{field}" for field in personal))
    if not rows.height:
        return
    # A corrected name gets its given name anew unless the row or the record says it.
    rows = rows.with_columns(
        given_name=pl.coalesce("given", pl.when(~pl.col("d.name")).then(pl.col("their_given")), "given_name")
    )
    rows = rows.with_columns(name_sort_keys(rows["name"], rows["given_name"]), phones_of(rows).alias("new_phone"))
    old = before.rename({name: f"old.{name}" for name in COLUMNS if name != "id"})
    rows = rows.join(old, left_on="citizen", right_on="id", how="left", maintain_order="left")
    # A year alone that agrees keeps the known date.
    same_year = pl.col("birth").is_null() & (pl.col("birth_year") == pl.col("old.birth_year"))
    after = rows.select(
        "name",
        "given_name",
        "name_key",
        "folded_name",
        "birth_year",
        id="citizen",
        birth_date=pl.when(same_year).then(pl.col("old.birth_date")).otherwise(pl.col("birth")),
        sex=pl.coalesce("sex", "old.sex"),
        phone=pl.when("d.phone").then(pl.col("new_phone")).otherwise(pl.col("old.phone")),
        phone_index=pl.coalesce("phone_index", "old.phone_index"),
        home_id="goal",
        left_on=pl.lit(None, pl.Date),
    )
    journal.changed(CITIZEN, before.filter(pl.col("id").is_in(after["id"].implode())).select(after.columns))
    update_rows(CITIZEN, after)


def _respell(
    table: str, rows: pl.DataFrame, opened: str, since: str, values: dict[str, pl.Expr], journal: Journal
) -> None:
    """The open spell ends on the day the new one begins; one that began on that day or later is corrected in place: a role
    goes with the body, not with the row."""
    if not rows.height:
        return
    in_place = rows.filter(pl.col(opened).is_not_null() & (pl.col(since) >= pl.col("since")))
    if in_place.height:
        names = [name for name in values if name != "is_main"]
        was = sql.SQL("SELECT id, {} FROM {} WHERE id = ANY(%s::bigint[])").format(
            sql.SQL(", ").join(map(sql.Identifier, names)), sql.Identifier(table)
        )
        schema = {name: pl.String if name == "role" else pl.Int64 for name in ("id", *names)}
        with connection.cursor() as cursor:
            cursor.execute(was, [in_place[opened].to_list()])
            journal.changed(table, pl.DataFrame(cursor.fetchall(), schema=schema, orient="row"))
        update_rows(table, in_place.select(*(values[name].alias(name) for name in names), id=opened))
    ending = rows.filter(pl.col(opened).is_not_null() & (pl.col(since) < pl.col("since")))
    if ending.height:
        journal.changed(table, ending.select(id=opened, until=pl.lit(None, pl.Date)))
        update_rows(table, ending.select(id=opened, until="since"))
    beginning = rows.filter(pl.col(opened).is_null() | (pl.col(since) < pl.col("since")))
    copy_rows(table, beginning.select("citizen_id", "since", **values), journal)


def _end_waiting(rows: pl.DataFrame, journal: Journal) -> None:
    """Who moves no longer waits to be assigned after a cut."""
    statement = """
        SELECT id, citizen_id FROM people_waitingentry
        WHERE citizen_id = ANY(%s::bigint[]) AND assigned_to_id IS NULL AND ended_on IS NULL
    """
    waiting = query(statement, [rows["citizen"].to_list()], {"id": pl.Int64, "citizen": pl.Int64})
    ended = waiting.join(rows.select("citizen", ended_on="since"), on="citizen").select("id", "ended_on")
    journal.changed("people_waitingentry", ended.with_columns(ended_on=pl.lit(None, pl.Date)))
    update_rows("people_waitingentry", ended)


def _roles(field: str) -> dict[str, pl.Expr]:
    if field == "d.unit":
        return {"role": pl.lit("staff"), "is_main": pl.lit(True)}
    if field == "d.branch":
        return {"role": pl.col("branch_role").fill_null("member"), "is_main": pl.lit(True)}
    role = _head_or_member(pl.lit("member")) if field == "d.household" else pl.lit("member")
    return {"role": role, "is_main": pl.lit(False)}


def _touched(frame: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Old → new per person, sealed under the person's own key."""
    shown = {
        "name": ("their_name", "name"),
        "birth": ("their_birth", "birth"),
        "sex": ("their_sex", "sex"),
        "home": ("their_home", "goal"),
        "household": ("their_household", "household"),
        "clan": ("their_clan", "clan_id"),
        "unit": ("their_unit", "unit_id"),
        "branch": ("their_branch", "branch_id"),
    }
    secrets = dict(before.select("id", "secret").iter_rows())
    sealed = []
    for row in frame.iter_rows(named=True):
        changes = {field: [row[old], row[new]] for field, (old, new) in shown.items() if row[f"d.{field}"]}
        changes |= {field: ["…", "…"] for field in FIELDS if field not in shown and row[f"d.{field}"]}
        secret = secrets[row["citizen"]]
        sealed.append(seal_private(changes, secret) if secret else None)
    return frame.select(
        pl.Series("private_changes", sealed, dtype=pl.Binary), subject_id="citizen", is_new=pl.lit(False)
    )
