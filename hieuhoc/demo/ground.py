"""The demo's villages: places made below the old communes of Đắk Lắk and Phú Yên, as rosters and officers would have made them."""

from dataclasses import dataclass

import polars as pl
from django.db import connection
from numpy.random import Generator

from hieuhoc.demo.population import VillageSeat
from hieuhoc.lib.copying import allocate_ids, copy_frame
from hieuhoc.lib.vietnamese import fold

PROVINCE_CODES = ("54", "66")
VILLAGES_PER_COMMUNE = (4, 9)
BUON_NAMES = (
    "Akŏ Dhông",
    "Êa Bông",
    "Kli",
    "Dur",
    "Tring",
    "Krông",
    "Jŭ",
    "Alê",
    "Kô Sier",
    "Păn Lăm",
    "Sah",
    "Drai",
    "Mlơk",
    "Tơng Jŭ",
)


@dataclass(frozen=True)
class OldCommune:
    place: int
    name: str
    kind: str
    province_code: str
    ancestors: tuple[int, ...]  # nearest first


def old_communes() -> list[OldCommune]:
    """Communes of the old map below the two old provinces, in code order."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT s.place_id, s.name, s.kind, p.code, array_agg(a.ancestor_id ORDER BY a.depth) FILTER (WHERE a.depth > 0)
            FROM places_placespell s
            JOIN places_ancestry a ON a.descendant_id = s.place_id AND a.since IS NULL
            JOIN places_placespell p ON p.tier = 'province' AND p.since IS NULL AND p.code = ANY(%s)
            WHERE s.tier = 'commune' AND s.since IS NULL
              AND EXISTS (SELECT FROM places_ancestry up
                          WHERE up.descendant_id = s.place_id AND up.ancestor_id = p.place_id AND up.since IS NULL)
            GROUP BY s.place_id, s.name, s.kind, p.code, s.code ORDER BY s.code
            """,
            [list(PROVINCE_CODES)],
        )
        return [
            OldCommune(place, name, kind, code, tuple(above)) for place, name, kind, code, above in cursor.fetchall()
        ]


def make_villages(random: Generator, communes: list[OldCommune]) -> list[VillageSeat]:
    """Villages (buôn, thôn, tổ dân phố by kind of commune) with their spells and ancestry, in three COPYs."""
    counts = random.integers(*VILLAGES_PER_COMMUNE, size=len(communes))
    with connection.cursor() as cursor:
        ids = iter(allocate_ids(cursor, "places_place", int(counts.sum())))
        seats, spells, ancestry = [], [], []
        for commune, count in zip(communes, counts, strict=True):
            for number, (kind, name) in enumerate(_village_names(random, commune, int(count))):
                place = next(ids)
                seats.append(VillageSeat(place, commune.place, commune.province_code))
                spells.append((place, f"{number + 1:02}", name, fold(name), kind, "village", commune.place))
                ancestry += [(up, place, depth) for depth, up in enumerate((place, commune.place, *commune.ancestors))]
        copy_frame(cursor, "places_place", pl.DataFrame({"id": [seat.place for seat in seats]}))
        copy_frame(
            cursor,
            "places_placespell",
            pl.DataFrame(
                spells, schema=["place_id", "code", "name", "folded_name", "kind", "tier", "parent_id"], orient="row"
            ),
        )
        copy_frame(
            cursor,
            "places_ancestry",
            pl.DataFrame(ancestry, schema=["ancestor_id", "descendant_id", "depth"], orient="row"),
        )
    return seats


def _village_names(random: Generator, commune: OldCommune, count: int) -> list[tuple[str, str]]:
    if commune.kind != "Xã":
        return [("Tổ dân phố", str(number + 1)) for number in range(count)]
    buon = int(random.integers(0, 4)) if commune.province_code == "66" else 0
    chosen = random.choice(BUON_NAMES, size=min(buon, count - 1), replace=False).tolist()
    return [("Buôn", name) for name in chosen] + [("Thôn", str(number + 1)) for number in range(count - len(chosen))]
