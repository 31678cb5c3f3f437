"""Work units and association branches of the demo: one People's Committee, schools and a health station per commune, offices above."""

import polars as pl
from django.db import connection, transaction

from hieuhoc.demo.ground import OldCommune
from hieuhoc.lib.copying import allocate_ids, copy_frame
from hieuhoc.lib.vietnamese import fold

# (name, level, kind, slots of 60: how many of sixty working adults of the commune work there)
COMMUNE_UNITS = (
    ("Uỷ ban nhân dân {}", "commune", "agency", 1),
    ("Trường Tiểu học {}", "commune", "school", 1),
    ("Trường Trung học cơ sở {}", "commune", "school", 1),
    ("Trạm Y tế {}", "commune", "agency", 1),
)
DISTRICT_UNITS = (
    ("Phòng Giáo dục và Đào tạo", "agency"),
    ("Trường Trung học phổ thông số 1", "school"),
    ("Trung tâm Y tế", "agency"),
)
PROVINCE_UNITS = (
    ("Sở Giáo dục và Đào tạo", "province", "agency"),
    ("Sở Nông nghiệp", "province", "agency"),
    ("Trường Cao đẳng", "province", "school"),
    ("Bệnh viện đa khoa", "province", "agency"),
    ("Công ty Cà phê Tháng Mười", "province", "enterprise"),
    ("Bộ Chỉ huy Quân sự", "province", "armed_forces"),
    ("Kho bạc khu vực", "central", "agency"),
)
DISTRICT_SLOTS, PROVINCE_SLOTS = 2, 2


@transaction.atomic
def make_branches(communes: list[OldCommune]) -> pl.DataFrame:
    """One association of the commune each; columns commune, branch."""
    with connection.cursor() as cursor:
        ids = list(allocate_ids(cursor, "people_associationbranch", len(communes)))
        names = [f"Hội Khuyến học {c.kind.lower()} {c.name}" for c in communes]
        frame = pl.DataFrame(
            {"id": ids, "code": [f"HKH-{pk:05}" for pk in ids], "name": names, "folded_name": [fold(n) for n in names]}
        )
        copy_frame(cursor, "people_associationbranch", frame)
        seats = pl.DataFrame({"branch_id": ids, "place_id": [c.place for c in communes]})
        copy_frame(cursor, "people_branchspell", seats)
    return pl.DataFrame({"commune": [c.place for c in communes], "branch": ids})


@transaction.atomic
def make_units(communes: list[OldCommune]) -> pl.DataFrame:
    """Units with seat and level, and which of sixty draws in a commune works in which: columns commune, slot, unit."""
    plan: list[tuple[str, str, str, int]] = []  # name, level, kind, place
    for commune in communes:
        called = f"{commune.kind.lower()} {commune.name}"
        plan += [(name.format(called), level, kind, commune.place) for name, level, kind, _ in COMMUNE_UNITS]
    districts = sorted({commune.ancestors[0] for commune in communes})
    provinces = sorted({commune.ancestors[1] for commune in communes})
    names = _names_of(districts + provinces)
    plan += [
        (f"{name} {names[place]}", "district", kind, place) for place in districts for name, kind in DISTRICT_UNITS
    ]
    plan += [
        (f"{name} {names[place]}", level, kind, place) for place in provinces for name, level, kind in PROVINCE_UNITS
    ]
    with connection.cursor() as cursor:
        ids = list(allocate_ids(cursor, "people_workunit", len(plan)))
        frame = pl.DataFrame(plan, schema=["name", "level", "kind", "place_id"], orient="row").with_columns(
            id=pl.Series(ids)
        )
        folded = pl.Series("folded_name", [fold(name) for name in frame["name"]])
        copy_frame(
            cursor, "people_workunit", frame.select("id", pl.format("DV-{}", "id").alias("code"), "name", folded)
        )
        copy_frame(cursor, "people_unitspell", frame.select(pl.col("id").alias("unit_id"), "place_id", "level", "kind"))
    return _slots(communes, frame)


def _slots(communes: list[OldCommune], units: pl.DataFrame) -> pl.DataFrame:
    units_of = {place: rows["id"].to_list() for (place,), rows in units.group_by("place_id", maintain_order=True)}
    rows = []
    for commune in communes:
        district, province = commune.ancestors[0], commune.ancestors[1]
        rows += [(commune.place, slot, unit) for slot, unit in enumerate(units_of[commune.place])]
        base = len(COMMUNE_UNITS)
        rows += [
            (commune.place, base + slot, _turn(units_of[district], commune.place + slot))
            for slot in range(DISTRICT_SLOTS)
        ]
        base += DISTRICT_SLOTS
        rows += [
            (commune.place, base + slot, _turn(units_of[province], commune.place * 2 + slot))
            for slot in range(PROVINCE_SLOTS)
        ]
    schema = {"commune": pl.Int64, "slot": pl.Int16, "unit": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _turn(units: list[int], number: int) -> int:
    return units[number % len(units)]


def _names_of(places: list[int]) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT place_id, kind, name FROM places_placespell WHERE since IS NULL AND place_id = ANY(%s)", [places]
        )
        return {place: f"{kind.lower()} {name}" for place, kind, name in cursor.fetchall()}
