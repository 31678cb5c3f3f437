"""What a roster makes beside people: villages, clans, households; for how many rows each, and what there is that is near."""

from itertools import batched

import polars as pl

from hieuhoc.lib.frames import query
from hieuhoc.people.rosters.groups import CLAN_KEYS, CODE_MARK, FAMILIES, FAMILY_KEYS
from hieuhoc.people.rosters.places import Homes, located
from hieuhoc.places.village_names import is_one_slip, nearest
from hieuhoc.sheets.sheet import Run

VILLAGE, CLAN, FAMILY = "village", "clan", "family"
KINDS = pl.Enum([VILLAGE, CLAN, FAMILY])
_NONE, _NOWHERE = pl.lit(None, pl.String), pl.lit(None, pl.Int64)
COMMUNES_AT_ONCE = 10  # whose households are compared: what bounds the memory of a province's roster
SCHEMA = {"kind": pl.String, "title": pl.String, "within": pl.String, "people": pl.Int64, "near": pl.String}


def gathered(frame: pl.DataFrame) -> pl.DataFrame:
    """kind, commune, key, title, home, household, people: what the rows of a chunk need that may have to be made."""
    people = pl.len().cast(pl.Int64).alias("people")
    first = pl.col("village", "clan").first()
    new = frame.filter(pl.col("home").is_null()).group_by("commune", "village_key", maintain_order=True)
    houses = frame.filter(pl.col("household").is_not_null() & pl.col("joins_household"))
    families = houses.group_by("commune", "village_key", "home", "household", maintain_order=True).agg(people)
    clans = frame.filter(pl.col("clan_key").is_not_null() & pl.col("clan_id").is_null() & pl.col("joins_clan"))
    clans = clans.group_by(CLAN_KEYS, maintain_order=True).agg(first, people)
    return pl.concat(
        [
            new.agg(first, people).select(
                pl.lit(VILLAGE).alias("kind"), "commune", _NOWHERE.alias("home"), _NONE.alias("household"), "people",
                key="village_key", title="village",
            ),
            families.select(
                pl.lit(FAMILY).alias("kind"), "commune", "home", "household", "people", key="village_key", title=_NONE
            ),
            clans.select(
                pl.lit(CLAN).alias("kind"), "commune", _NOWHERE.alias("home"), _NONE.alias("household"), "people",
                key="clan_key", title="clan",
            ),
        ]
    )  # fmt: skip


def makings(run: Run, every: pl.DataFrame) -> pl.DataFrame:
    """Of `gathered` only what does not exist, as `Sheet.makings` says it."""
    homes: Homes = run.looked_up["homes"]
    of = {kind: every.filter(pl.col("kind") == kind) for kind in (VILLAGE, CLAN, FAMILY)}
    parts = [_villages(homes, of[VILLAGE]), _clans(run, of[CLAN])]
    for communes in batched(of[FAMILY]["commune"].unique(maintain_order=True).to_list(), COMMUNES_AT_ONCE):
        parts.append(_families(homes, of[FAMILY].filter(pl.col("commune").is_in(communes)), of[VILLAGE]))
    return pl.concat(parts).sort(
        pl.col("kind").cast(KINDS), pl.col("near").is_null(), -pl.col("people"), "title", maintain_order=True
    )


def _villages(homes: Homes, wanted: pl.DataFrame) -> pl.DataFrame:
    each = wanted.group_by("commune", "key", maintain_order=True).agg(pl.col("title").first(), pl.col("people").sum())
    titles = homes.titles_by_commune()
    near = [nearest(title, titles.get(commune, [])) for commune, title in each.select("commune", "title").iter_rows()]
    return _said(VILLAGE, each.with_columns(near=pl.Series(near, dtype=pl.String)), homes)


def _clans(run: Run, wanted: pl.DataFrame) -> pl.DataFrame:
    each = wanted.group_by(pl.col("commune"), pl.col("key"), maintain_order=True).agg(
        pl.col("title").first(), pl.col("people").sum()
    )
    known: dict[int, list[str]] = {}
    for commune, key in run.looked_up["clans"].select(CLAN_KEYS).iter_rows():
        if not key.startswith(CODE_MARK):
            known.setdefault(commune, []).append(key)
    near = [
        next((other for other in known.get(commune, []) if is_one_slip(key, other)), None)
        for commune, key in each.select("commune", "key").iter_rows()
    ]
    return _said(CLAN, each.with_columns(near=pl.Series(near, dtype=pl.String)), run.looked_up["homes"])


def _families(homes: Homes, wanted: pl.DataFrame, villages: pl.DataFrame) -> pl.DataFrame:
    """A household is near one of its village whose code differs by zeros or signs only: H01, H1, H-1."""
    wanted = wanted.select("commune", "home", "household", "people", village_key="key")
    wanted = located(homes, wanted)
    places = wanted["home"].drop_nulls().unique().to_list()
    known = query(FAMILIES, [places], {"family": pl.Int64, "home": pl.Int64, "household": pl.String})
    new = wanted.join(known, on=FAMILY_KEYS, how="anti").with_columns(plain=_plain_code())
    alike = known.with_columns(plain=_plain_code()).group_by("home", "plain").agg(near=pl.col("household").first())
    new = new.join(alike, on=["home", "plain"], how="left", maintain_order="left")
    here = homes.titles.select("home", village="title")
    coming = villages.group_by("commune", village_key="key").agg(coming=pl.col("title").first())
    new = new.join(here, on="home", how="left", maintain_order="left")
    new = new.join(coming, on=["commune", "village_key"], how="left", maintain_order="left")
    new = new.with_columns(title="household", village=pl.coalesce("village", "coming"))
    return _said(FAMILY, new, homes, within="village")


def _plain_code() -> pl.Expr:
    digits = pl.col("household").str.replace_all(r"[^\p{L}\d]", "")
    return digits.str.replace_all(r"(^|\D)0+(\d)", "${1}${2}")


def _said(kind: str, rows: pl.DataFrame, homes: Homes, within: str = "") -> pl.DataFrame:
    if not within:
        communes = homes.communes.select("commune", within=pl.lit("") if homes.only_commune else pl.col("title"))
        rows, within = rows.join(communes, on="commune", how="left", maintain_order="left"), "within"
    return rows.select(pl.lit(kind).alias("kind"), "title", "people", "near", within=within).select(
        pl.col(name).cast(dtype) for name, dtype in SCHEMA.items()
    )
