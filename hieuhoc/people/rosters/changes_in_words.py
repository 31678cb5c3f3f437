"""What would change about known people, in words an officer reads: names of places and groups, never ids."""

import polars as pl
from django.utils.translation import gettext_noop

from hieuhoc.lib.frames import query
from hieuhoc.people.rosters.places import Homes
from hieuhoc.sheets.sheet import Run

ELSEWHERE = gettext_noop("nơi khác")
HIDDEN = "•••"  # there is a value, and it is not this list's to show
GROUPS = "SELECT id, name FROM people_group WHERE id = ANY(%s::bigint[])"
UNITS = "SELECT id, code FROM people_workunit WHERE id = ANY(%s::bigint[])"
BRANCHES = "SELECT id, code FROM people_associationbranch WHERE id = ANY(%s::bigint[])"
NAMED = {
    "clan": ("their_clan", "clan_id", GROUPS),
    "unit": ("their_unit", "unit_id", UNITS),
    "branch": ("their_branch", "branch_id", BRANCHES),
}


def note_changes(run: Run, changed: pl.DataFrame, fields: tuple[str, ...]) -> None:
    """`changed`: rows of known people with their facts, `goal` and `d.<field>`."""
    homes: Homes = run.looked_up["homes"]
    for field in fields:
        rows = changed.filter(pl.col(f"d.{field}"))
        if rows.height:
            both = _said_ids(rows, *NAMED[field]) if field in NAMED else _said(homes, rows, field)
            both = both.with_columns(field=pl.lit(field))
            run.note_changes(both.filter(pl.col("old").ne_missing(pl.col("new"))))


def _said(homes: Homes, rows: pl.DataFrame, field: str) -> pl.DataFrame:
    if field == "home":
        titles = homes.titles.select("home", "title")
        rows = rows.join(titles.rename({"home": "their_home", "title": "was"}), on="their_home", how="left")
        rows = rows.join(titles.rename({"home": "goal", "title": "will_be"}), on="goal", how="left")
        was = pl.when(pl.col("their_home").is_not_null()).then(pl.col("was").fill_null(ELSEWHERE))
        return rows.select("row", old=was, new=pl.coalesce("will_be", "village"))
    birth = pl.coalesce(pl.col("birth").cast(pl.String), pl.col("birth_year").cast(pl.String))
    their_birth = pl.coalesce(pl.col("their_birth").cast(pl.String), pl.col("their_year").cast(pl.String))
    nothing = pl.lit(None, pl.String)
    sides = {
        "name": (pl.col("their_name"), pl.col("name")),
        "given": (pl.col("their_given"), pl.col("given")),
        "birth": (their_birth, birth),
        "sex": (pl.col("their_sex"), pl.col("sex")),
        "phone": (pl.when(pl.col("their_phone").is_not_null()).then(pl.lit(HIDDEN)), pl.col("phone")),
        "number": (nothing, pl.col("number")),
        "household": (pl.col("their_household"), pl.col("household")),
        "is_head": ((pl.col("their_role") == "head").cast(pl.String), pl.col("is_head").cast(pl.String)),
        "return": (pl.col("left_on").dt.strftime("%d/%m/%Y"), pl.col("since").dt.strftime("%d/%m/%Y")),
    }
    old, new = sides[field]
    return rows.select("row", old=old, new=new)


def _said_ids(rows: pl.DataFrame, theirs: str, ours: str, statement: str) -> pl.DataFrame:
    """A clan that is still to be made has no id: the row's own words stand for it."""
    ids = pl.concat([rows[theirs], rows[ours]]).drop_nulls().unique().to_list()
    words = query(statement, [ids], {"id": pl.Int64, "words": pl.String}) if ids else None
    named = dict(words.iter_rows()) if words is not None else {}
    old, new = ([named.get(value) for value in rows[side]] for side in (theirs, ours))
    written = rows["clan"] if ours == "clan_id" else pl.Series([None] * rows.height, dtype=pl.String)
    return rows.select("row").with_columns(
        old=pl.Series(old, dtype=pl.String), new=pl.Series(new, dtype=pl.String).zip_with(
            pl.Series([value is not None for value in new]), written
        ),
    )  # fmt: skip
