"""Where the rows of a roster live: communes by code, villages by name, new villages when the officer allows them."""

from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.vietnamese_frames import fold_expr, fold_repeated
from hieuhoc.places.actions import locking
from hieuhoc.places.actions.villages import NewVillage, add_villages
from hieuhoc.places.reads import CALLED
from hieuhoc.places.village_names import KINDS, USUAL_KIND, village_name
from hieuhoc.sheets.definition import Check, Problems
from hieuhoc.sheets.journal import Journal
from hieuhoc.sheets.sheet import Run

# Names of sheets, and headings in a list, that are names of villages.
VILLAGE_SHEET = r"(?i)^(?:(?:tổ dp|" + "|".join(KINDS) + r")[\s_.:]+[\p{L}\d]|(?:tổ|tdp|kp)[\s_.]*\d)"
UNKNOWN_COMMUNE = gettext_lazy("Không có xã, phường nào mang mã này ở nơi nhập; xem mã trong tệp mẫu.")
UNKNOWN_VILLAGE = gettext_lazy(
    "Xã chưa có thôn, buôn tên này; chọn đúng tên trong danh sách, hoặc cho phép lập thôn, buôn mới."
)
TWO_VILLAGES = gettext_lazy(
    "Xã có nhiều thôn, buôn cùng tên; ghi rõ Thôn, Buôn hay Tổ dân phố, thêm tên xã cũ trong ngoặc, ví dụ: Thôn 1 (Ea Sar)."
)
COMMUNES = """
    SELECT p.place_id, p.code, p.kind || ' ' || p.name FROM places_placespell p
    JOIN places_ancestry a ON a.descendant_id = p.place_id AND a.until IS NULL
    WHERE a.ancestor_id = %s AND p.tier = 'commune' AND p.until IS NULL
"""
VILLAGES = f"""
    SELECT v.place_id, v.parent_id, v.kind, v.name, coalesce((
        SELECT {CALLED} FROM places_placespell was JOIN places_placespell above ON above.place_id = was.parent_id
        WHERE was.place_id = v.place_id AND was.parent_id <> v.parent_id ORDER BY was.until DESC, above.until DESC LIMIT 1
    ), (SELECT {CALLED} FROM places_placespell above WHERE above.place_id = v.parent_id AND above.until IS NULL)) AS origin
    FROM places_placespell v
    WHERE v.tier = 'village' AND v.until IS NULL AND v.parent_id = ANY(%s::bigint[])
"""
BEGUN = """
    SELECT place_id, min(since) FROM places_placespell WHERE place_id = ANY(%s::bigint[])
    GROUP BY place_id HAVING bool_and(since IS NOT NULL)
"""


@dataclass(frozen=True)
class Homes:
    """Communes under the place of the batch, and their villages by folded name with and without the kind."""

    communes: pl.DataFrame  # commune, commune_code, title
    villages: pl.DataFrame  # commune, village_key, home
    begun: pl.DataFrame  # place, begun: first day of places made since the data begin
    only_commune: int | None
    titles: pl.DataFrame  # home, commune, title: villages as rosters write them, then the communes themselves

    def titles_by_commune(self) -> dict[int, list[str]]:
        """The villages of each commune."""
        titles: dict[int, list[str]] = {}
        villages = self.titles.filter(pl.col("home") != pl.col("commune"))
        for commune, title in villages.select("commune", "title").iter_rows():
            titles.setdefault(commune, []).append(title)
        return titles

    def known_keys(self) -> set[tuple[int, str]]:
        """Commune and folded wording of every village there is."""
        return set(self.villages.select("commune", "village_key").iter_rows())


def look_up_homes(place: int) -> Homes:
    communes = _query(COMMUNES, [place], {"commune": pl.Int64, "commune_code": pl.String, "title": pl.String})
    if not communes.height:
        raise Refusal(
            _("Nơi nhập không có xã, phường nào đang tồn tại; chọn xã hoặc tỉnh hiện nay."), code="no_communes"
        )
    rows = _query(
        VILLAGES,
        [communes["commune"].to_list()],
        {"home": pl.Int64, "commune": pl.Int64, "kind": pl.String, "name": pl.String, "origin": pl.String},
    )
    only = communes["commune"].item() if communes.height == 1 else None
    places = [*communes["commune"], *rows["home"]]
    begun = _query(BEGUN, [places], {"place": pl.Int64, "begun": pl.Date})
    return Homes(communes, _by_every_name(rows), begun, only, _titles(communes, rows))


def _titles(communes: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Namesakes of one commune say the commune they came from (places.reads.told_apart)."""
    titled = pl.concat_str([pl.col("kind"), pl.col("name")], separator=" ")
    is_shared = pl.len().over("commune", "kind", "name") > 1
    apart = pl.when(is_shared & pl.col("origin").is_not_null()).then(pl.format("{} ({})", titled, "origin"))
    villages = rows.select("home", "commune", title=apart.otherwise(titled))
    return pl.concat([villages, communes.select("commune", "title", home="commune").select("home", "commune", "title")])


def _by_every_name(rows: pl.DataFrame) -> pl.DataFrame:
    """Bare name, name with its kind, and that with the commune it came from: "1", "Thôn 1", "Thôn 1 (Ea Sar)", "Thôn 1
    (Phường 4)" and "Thôn 1 (4)". A wording that several villages of one commune share has no `home`; a merger makes such
    namesakes."""
    titled = pl.concat_str([pl.col("kind"), pl.col("name")], separator=" ")
    origins = (pl.col("origin"), pl.col("origin").str.replace(r"^\S+ (\d+)$", "${1}"))
    wordings = (titled, *(pl.format("{} ({})", titled, origin) for origin in origins), pl.col("name"))
    known = pl.DataFrame(schema={"commune": pl.Int64, "village_key": pl.String, "home": pl.Int64})
    for wording in wordings:
        other_names = (
            rows.with_columns(village_key=fold_expr(wording))
            .drop_nulls("village_key")
            .group_by("commune", "village_key")
            .agg(pl.when(pl.len() == 1).then(pl.col("home").first()).alias("home"))
        )
        known = pl.concat([known, other_names.join(known, on=["commune", "village_key"], how="anti")])
    return known.with_columns(is_known=pl.lit(True))


def with_titles(place: int, rows: pl.DataFrame) -> pl.DataFrame:
    """For exports: `home` (an id) becomes `village`, as an import knows it again; null for who lives in no village."""
    homes = look_up_homes(place).titles.filter(pl.col("home") != pl.col("commune"))
    titles = homes.select("home", village="title")
    return rows.join(titles, on="home", how="left", maintain_order="left").drop("home")


def clipped(homes: Homes, frame: pl.DataFrame) -> pl.DataFrame:
    """Nobody lived in a place before it was made (homes.clip_to_place): `since` begins with the place."""
    frame = frame.with_columns(place=pl.coalesce("home", "commune"))
    frame = frame.join(homes.begun, on="place", how="left", maintain_order="left")
    return frame.with_columns(since=pl.max_horizontal("since", "begun")).drop("place", "begun")


def standing(homes: Homes) -> pl.Series:
    """Ids of all places somebody may live in now."""
    return pl.concat([homes.communes["commune"], homes.villages["home"].drop_nulls()]).unique()


def lock_map() -> None:
    """The map stays as it is until the commit (places.actions.locking)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtext('places.map'))")


def located(homes: Homes, frame: pl.DataFrame) -> pl.DataFrame:
    """Fills `home` of rows whose village has been made since they were read."""
    if not frame["home"].has_nulls():
        return frame
    homes_found = homes.villages.select("commune", "village_key", made_home="home")
    frame = frame.join(homes_found, on=["commune", "village_key"], how="left", maintain_order="left")
    return frame.with_columns(home=pl.coalesce("home", "made_home")).drop("made_home")


def with_homes(run: Run, homes: Homes, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    """Adds commune, village_key and home (null while its village is still to be made)."""
    if homes.only_commune is not None:
        code = homes.communes["commune_code"].item()
        frame = frame.with_columns(commune=pl.lit(homes.only_commune, pl.Int64))
        other = pl.col("commune_code").is_not_null() & (pl.col("commune_code") != code)
    else:
        frame = frame.join(homes.communes.drop("title"), on="commune_code", how="left", maintain_order="left")
        other = pl.col("commune").is_null()
    frame = frame.with_columns(village_key=fold_repeated(pl.col("village")))
    frame = frame.join(homes.villages, on=["commune", "village_key"], how="left", maintain_order="left")
    frame = frame.with_columns(
        home=pl.when(pl.col("village_key").is_null()).then(pl.col("commune")).otherwise(pl.col("home"))
    )
    checks = [
        Check(other, "unknown_commune", UNKNOWN_COMMUNE, column="commune_code"),
        Check(pl.col("is_known") & pl.col("home").is_null(), "two_villages", TWO_VILLAGES, column="village"),
    ]
    if not run.settings.get("make_villages"):
        unknown = pl.col("village_key").is_not_null() & pl.col("is_known").is_null() & pl.col("commune").is_not_null()
        checks.append(Check(unknown, "unknown_village", UNKNOWN_VILLAGE, column="village"))
    problems.apply(frame, tuple(checks))
    return frame.drop("is_known")


def make_villages(run: Run, wanted: pl.DataFrame, journal: Journal) -> None:
    """`wanted`: commune, village (as written). Made by the deed of places, then looked up again."""
    names = [(commune, village_name(village)) for commune, village in wanted.select("commune", "village").iter_rows()]
    locking.lock_map()  # nobody else's villages come between, to be taken back as ours
    newest = _query("SELECT coalesce(max(id), 0) FROM places_place", [], {"id": pl.Int64})["id"].item()
    add_villages(
        [NewVillage(commune, new_village.kind or USUAL_KIND, new_village.name) for commune, new_village in names],
        actor=run.actor,
    )
    run.looked_up["homes"] = look_up_homes(run.place)
    new_homes = run.looked_up["homes"].villages.filter(pl.col("home") > newest)["home"].unique().to_list()
    for table, column in (
        ("places_place", "id"),
        ("places_placespell", "place_id"),
        ("places_ancestry", "descendant_id"),
    ):
        journal.made(
            table,
            _query(f"SELECT id FROM {table} WHERE {column} = ANY(%s::bigint[])", [new_homes], {"id": pl.Int64})["id"],
        )


def _query(statement: str, values: list[Any], schema: dict[str, Any]) -> pl.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return pl.DataFrame(cursor.fetchall(), schema=schema, orient="row")
