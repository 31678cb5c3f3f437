"""Writing the invented people: citizens, numbers, residences, families, clans, work units and association branches."""

import os
from dataclasses import dataclass

import numpy as np
import polars as pl
from django.db import connection, transaction
from numpy.random import Generator

from hieuhoc.demo.population import FIRST_DAY, draw_people, identity_digits, phone_numbers
from hieuhoc.lib.copying import allocate_ids, copy_frame
from hieuhoc.lib.crypto import blind_index_many, encrypt_many
from hieuhoc.lib.vietnamese_frames import fold_expr, name_sort_keys
from hieuhoc.people.sealing import NUMBER, PHONE

HOUSEHOLDS_AT_ONCE = 30_000
CLAN_SHARE = 0.45
MEMBER_SHARE = 0.19
OFFICER_SHARE = 0.012


@dataclass
class Tally:
    people: int = 0
    families: int = 0
    clans: int = 0


def write_residents(random: Generator, households: pl.DataFrame, branches: pl.DataFrame, jobs: pl.DataFrame) -> Tally:
    """Household slices in transactions of their own, so that a million people need little memory."""
    tally = Tally()
    clans = _clan_rows(random, households)
    with transaction.atomic(), connection.cursor() as cursor:
        clans = clans.with_columns(id=pl.Series(allocate_ids(cursor, "people_group", clans.height), dtype=pl.Int64))
        copy_frame(cursor, "people_group", clans.select("id", "kind", "name", "folded_name", "code", "place_id"))
    tally.clans = clans.height
    for part in households.iter_slices(HOUSEHOLDS_AT_ONCE):
        tally.people += _write_slice(random, part, clans, branches, jobs)
        tally.families += part.height
    return tally


@transaction.atomic
def _write_slice(
    random: Generator, households: pl.DataFrame, clans: pl.DataFrame, branches: pl.DataFrame, jobs: pl.DataFrame
) -> int:
    people = draw_people(random, households)
    numbers, phones = identity_digits(random, people), phone_numbers(random, people)
    with connection.cursor() as cursor:
        people = people.with_columns(
            id=pl.Series(allocate_ids(cursor, "people_citizen", people.height), dtype=pl.Int64)
        )
        families = _family_rows(households, people, allocate_ids(cursor, "people_group", households.height))
        copy_frame(cursor, "people_group", families.select("id", "kind", "name", "folded_name", "code", "place_id"))
        copy_frame(cursor, "people_citizen", _citizen_rows(people, phones))
        _copy_numbers(cursor, people, numbers)
        copy_frame(cursor, "people_residence", people.select(_residence_columns()))
        copy_frame(cursor, "people_membership", _membership_rows(random, people, families, clans, branches, jobs))
    return people.height


def _citizen_rows(people: pl.DataFrame, phones: pl.Series) -> pl.DataFrame:
    plain = phones.to_list()
    secrets = os.urandom(16 * people.height)
    return people.select(
        "id",
        "name",
        "given_name",
        name_sort_keys(people["name"], people["given_name"]).alias("name_key"),
        fold_expr(pl.col("name")).alias("folded_name"),
        "birth_date",
        "birth_year",
        "sex",
        "died_on",
        "left_on",
        pl.col("village").alias("home_id"),  # of the dead and the gone, the last one
        pl.Series("phone", encrypt_many([p.encode() if p else None for p in plain], purpose=PHONE), dtype=pl.Binary),
        pl.Series("phone_index", blind_index_many(plain, purpose=PHONE), dtype=pl.Binary),
        pl.Series("secret", [secrets[start : start + 16] for start in range(0, len(secrets), 16)], dtype=pl.Binary),
    )


def _copy_numbers(cursor: object, people: pl.DataFrame, numbers: pl.Series) -> None:
    known = people.select("id", numbers.alias("digits")).drop_nulls()
    plain = known["digits"].to_list()
    rows = known.select(
        pl.col("id").alias("citizen_id"),
        pl.Series("number", encrypt_many([p.encode() for p in plain], purpose=NUMBER), dtype=pl.Binary),
        pl.Series("number_index", blind_index_many(plain, purpose=NUMBER), dtype=pl.Binary),
        pl.lit(12, dtype=pl.Int16).alias("digits"),
    )
    with connection.cursor() as check:
        check.execute(
            "SELECT number_index FROM people_identitynumber WHERE number_index = ANY(%s)",
            [rows["number_index"].to_list()],
        )
        taken = pl.Series([bytes(row[0]) for row in check.fetchall()], dtype=pl.Binary)
    copy_frame(cursor, "people_identitynumber", rows.filter(~pl.col("number_index").is_in(taken.implode())))


def _residence_columns() -> list[pl.Expr]:
    end = pl.coalesce("died_on", "left_on")
    return [pl.col("id").alias("citizen_id"), pl.col("village").alias("place_id"), pl.col("since"), end.alias("until")]


def _family_rows(households: pl.DataFrame, people: pl.DataFrame, ids: range) -> pl.DataFrame:
    heads = people.filter(pl.col("rank") == 0).select("household", pl.col("name").alias("head"))
    name = pl.format("Gia đình {}", pl.col("head"))
    return (
        households.with_columns(id=pl.Series(ids, dtype=pl.Int64))
        .join(heads, on="household", how="left")
        .select(
            "id",
            "household",
            pl.lit("family").alias("kind"),
            name.alias("name"),
            fold_expr(name).alias("folded_name"),
            pl.format("HGD-{}", pl.col("household").cast(pl.String).str.zfill(7)).alias("code"),
            pl.col("village").alias("place_id"),
        )
    )


def _clan_rows(random: Generator, households: pl.DataFrame) -> pl.DataFrame:
    """Clans gather the households of one name in one commune, where at least four bear it."""
    clans = (
        households.group_by("commune", "clan", "people")
        .len()
        .filter(pl.col("len") >= 4)
        .sort("commune", "clan", "people")
    )
    clans = clans.filter(pl.Series(random.random(clans.height) < 2 * CLAN_SHARE))
    name = pl.format("Dòng họ {}", pl.col("clan"))
    return clans.with_row_index("number").select(
        pl.lit("clan").alias("kind"),
        name.alias("name"),
        fold_expr(name).alias("folded_name"),
        pl.format("DH-{}", pl.col("number").cast(pl.String).str.zfill(6)).alias("code"),
        pl.col("commune").alias("place_id"),
        "clan",
        "people",
    )


def _membership_rows(
    random: Generator,
    people: pl.DataFrame,
    families: pl.DataFrame,
    clans: pl.DataFrame,
    branches: pl.DataFrame,
    jobs: pl.DataFrame,
) -> pl.DataFrame:
    end = pl.coalesce("died_on", "left_on").alias("until")
    blank = pl.lit(None, dtype=pl.Int64)
    own = [pl.col("id").alias("citizen_id"), pl.lit(FIRST_DAY).alias("since"), end]
    role = pl.when(pl.col("rank") == 0).then(pl.lit("head")).otherwise(pl.lit("member")).alias("role")

    def rows(frame: pl.DataFrame, kind: str, target: str, role_of: pl.Expr, is_main: bool) -> pl.DataFrame:
        columns = {name: blank.alias(f"{name}_id") for name in ("group", "unit", "branch")}
        columns[kind] = pl.col(target).alias(f"{kind}_id")
        return frame.select(*own, *columns.values(), role_of, pl.lit(is_main).alias("is_main"))

    member = pl.lit("member").alias("role")
    in_family = people.join(families.select("household", pl.col("id").alias("target")), on="household")
    in_clan = people.join(
        clans.select(pl.col("place_id").alias("commune"), "clan", "people", pl.col("id").alias("target")),
        on=["commune", "clan", "people"],
    )
    adult = people.filter(pl.col("birth_year") <= 2006)
    luck = pl.Series("luck", random.random(adult.height))
    of_branch = adult.with_columns(luck).filter(pl.col("luck") < MEMBER_SHARE).join(branches, on="commune")
    officer = pl.when(pl.col("luck") < OFFICER_SHARE).then(pl.lit("officer")).otherwise(pl.lit("member")).alias("role")
    working = adult.filter(pl.col("birth_year") >= 1963)
    chosen = working.with_columns(slot=pl.Series(random.integers(0, 60, size=working.height, dtype=np.int16))).join(
        jobs, on=["commune", "slot"]
    )
    staff = pl.lit("staff").alias("role")
    return pl.concat(
        [
            rows(in_family, "group", "target", role, False),
            rows(in_clan, "group", "target", member, False),
            rows(of_branch, "branch", "branch", officer, True),
            rows(chosen, "unit", "unit", staff, True),
        ]
    )
