"""Households and clans of a roster: found by code or name, made before the rows when they are new."""

from itertools import chain, count

import polars as pl
from django.db import connection

from hieuhoc.lib.copying import allocate_ids, copy_frame
from hieuhoc.lib.frames import query
from hieuhoc.lib.vietnamese_frames import fold_expr, fold_repeated
from hieuhoc.people.models import Group
from hieuhoc.sheets.journal import Journal
from hieuhoc.sheets.sheet import Run

TABLE = Group._meta.db_table
CODE_LENGTH = 40
CLANS = "SELECT id, place_id, code, folded_name FROM people_group WHERE kind = 'clan' AND until IS NULL AND place_id = ANY(%s::bigint[])"
CODES = "SELECT place_id, code FROM people_group WHERE kind = 'clan' AND place_id = ANY(%s::bigint[])"
FAMILIES = "SELECT id, place_id, code FROM people_group WHERE kind = 'family' AND place_id = ANY(%s::bigint[])"
FAMILIES_ASKED = """
    SELECT g.id, g.place_id, g.code FROM unnest(%s::bigint[], %s::text[]) AS w(place_id, code)
    JOIN people_group g ON g.kind = 'family' AND g.place_id = w.place_id AND g.code = w.code
"""
FAMILY_KEYS = ["home", "household"]
CLAN_KEYS = ["commune", "clan_key"]
CODE_MARK = "#"


def clan_key_of(clan: pl.Expr) -> pl.Expr:
    """ "Dòng họ Nguyễn Văn" and "Nguyễn Văn" are one clan of the commune."""
    return fold_repeated(clan).str.replace(r"^(dong ho|toc|ho) ", "").str.slice(0, 40)


def clan_code_key(code: pl.Expr) -> pl.Expr:
    """A code, exactly as it is kept, is another key than a name that folds to the same letters."""
    return pl.format("{}{}", pl.lit(CODE_MARK), code.str.replace_all(r"\s+", "").str.to_uppercase())


def look_up_clans(places: list[int]) -> pl.DataFrame:
    """commune, clan_key, clan_id, namesakes: a clan answers to its code and to its name; `namesakes` has the codes of clans
    that share one name, else null."""
    rows = query(
        CLANS, [places], {"clan_id": pl.Int64, "commune": pl.Int64, "code": pl.String, "folded_name": pl.String}
    )
    codes = pl.col("code").sort().str.join(", ")
    by_name = rows.group_by("commune", clan_key_of(pl.col("folded_name")).alias("clan_key"), maintain_order=True).agg(
        pl.col("clan_id").first(), namesakes=pl.when(pl.len() > 1).then(codes)
    )
    keys = (clan_code_key(pl.col("code")), clan_key_of(pl.col("code")))
    alone = (
        rows.select("commune", key.alias("clan_key"), "clan_id", namesakes=pl.lit(None, pl.String)) for key in keys
    )
    by_code, by_folded_code = alone
    return pl.concat([by_code, by_name, by_folded_code]).unique(CLAN_KEYS, keep="first", maintain_order=True)


def with_clan_keys(clans: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """`clan_key` of the rows: of a code that a clan of their commune has, else of a name."""
    frame = frame.with_columns(clan_key=clan_key_of(pl.col("clan")))
    if frame["clan"].null_count() == frame.height:
        return frame
    said = frame.select("row", "commune", clan_key=clan_code_key(pl.col("clan")))
    coded = said.join(clans, on=CLAN_KEYS, how="semi").select("row", by_code="clan_key")
    frame = frame.join(coded, on="row", how="left", maintain_order="left")
    return frame.with_columns(clan_key=pl.coalesce("by_code", "clan_key")).drop("by_code")


def with_clans(clans: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `clan_id` and `clan_namesakes` by the rows' keys."""
    frame = frame.drop("clan_id", "clan_namesakes", strict=False)
    return frame.join(clans.rename({"namesakes": "clan_namesakes"}), on=CLAN_KEYS, how="left", maintain_order="left")


def make_families(run: Run, wanted: pl.DataFrame, journal: Journal) -> pl.DataFrame:
    """home, household, family: all of `wanted` (home, household), made where missing."""
    wanted = wanted.unique(FAMILY_KEYS, maintain_order=True)
    asked = [wanted[key].to_list() for key in FAMILY_KEYS]
    known = query(FAMILIES_ASKED, asked, {"family": pl.Int64, "home": pl.Int64, "household": pl.String})
    # In the order of the file, as the people will be: the memberships of a chunk then fall close together in the index.
    missing = wanted.join(known, on=FAMILY_KEYS, how="anti", maintain_order="left")
    families = missing.with_columns(name=pl.format("Hộ {}", pl.col("household")), kind=pl.lit("family"))
    ids = _make(run, families.rename({"home": "place_id", "household": "code"}), journal)
    return pl.concat([known.select(*FAMILY_KEYS, "family"), missing.select(FAMILY_KEYS).with_columns(family=ids)])


def make_clans(run: Run, wanted: pl.DataFrame, journal: Journal) -> None:
    """`wanted`: commune, clan_key, clan; adds what it makes to the looked-up clans."""
    if not wanted.height:
        return
    communes = wanted["commune"].unique().to_list()
    # Codes first: a clan that somebody makes between the two is known by its name, one made later is refused by its code.
    taken = set(query(CODES, [communes], {"commune": pl.Int64, "code": pl.String}).iter_rows())
    known = pl.concat([look_up_clans(communes), run.looked_up["clans"]]).unique(
        CLAN_KEYS, keep="first", maintain_order=True
    )
    missing = wanted.unique(CLAN_KEYS, maintain_order=True).join(known, on=CLAN_KEYS, how="anti")
    title = pl.col("clan").str.replace(r"^(?i)(dòng họ|tộc|họ) ", "")
    codes = _free_codes(missing, taken)
    clans = missing.with_columns(name=pl.format("Dòng họ {}", title), kind=pl.lit("clan"), code=codes)
    ids = _make(run, clans.rename({"commune": "place_id"}), journal)
    run.looked_up["clans"] = pl.concat(
        [known, missing.select(CLAN_KEYS).with_columns(clan_id=ids, namesakes=pl.lit(None, pl.String))]
    )


def _free_codes(clans: pl.DataFrame, taken: set[tuple[int, str]]) -> pl.Series:
    """From the name; with a number where the commune has that code already, for a clan that ended or has another name."""
    codes = []
    for commune, key in clans.select(CLAN_KEYS).iter_rows():
        plain = key.replace(" ", "-").upper()
        numbered = (f"{plain[: CODE_LENGTH - len(end)]}{end}" for end in (f"-{number}" for number in count(2)))
        code = next(code for code in chain([plain], numbered) if (commune, code) not in taken)
        taken.add((commune, code))
        codes.append(code)
    return pl.Series("code", codes, dtype=pl.String)


def _make(run: Run, frame: pl.DataFrame, journal: Journal) -> pl.Series:
    with connection.cursor() as cursor:
        ids = allocate_ids(cursor, TABLE, frame.height)
        rows = frame.select(
            pl.Series("id", ids, dtype=pl.Int64),
            "kind",
            pl.col("name").str.slice(0, 160),
            fold_expr(pl.col("name")).str.slice(0, 160).alias("folded_name"),
            "code",
            "place_id",
            pl.lit(run.settings["since"]).alias("since"),
        )
        copy_frame(cursor, TABLE, rows)
    journal.made(TABLE, ids)
    journal.touched("group", pl.DataFrame({"subject_id": rows["id"]}).with_columns(is_new=pl.lit(True)))
    return rows["id"]
