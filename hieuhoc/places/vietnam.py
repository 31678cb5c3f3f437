"""The map of Vietnam as the public dataset (vietnamadminunits, MIT) gives it, as plain values."""

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

REFORM_COLUMNS = (
    "provinceKey, wardKey, provinceCode, province, provinceShort, provinceLat, provinceLon,"
    " wardCode, wardType, wardShort, wardLat, wardLon, wardAreaKm2"
)
OLD_COLUMNS = (
    "provinceKey, districtKey, wardKey, provinceCode, province, provinceShort, provinceLat, provinceLon,"
    " districtCode, districtType, districtShort, districtLat, districtLon,"
    " wardCode, wardType, wardShort, wardLat, wardLon"
)


@dataclass(frozen=True)
class Unit:
    """`key` joins the tables of the dataset: province, province_district, province_district_ward; province/ward."""

    key: str
    parent: str | None
    code: str
    kind: str
    name: str
    latitude: float | None
    longitude: float | None
    area_km2: float | None = None


@dataclass(frozen=True)
class OldMap:
    provinces: tuple[Unit, ...]
    districts: tuple[Unit, ...]
    wards: tuple[Unit, ...]


@dataclass(frozen=True)
class Reform:
    """One province of the two-tier map: what it is made of. `wards` of the old map go to communes by key."""

    province: Unit
    old_provinces: tuple[str, ...]  # keys
    communes: tuple[Unit, ...]
    went_whole: dict[str, str]  # key of an old ward (or island district) -> key of the commune
    were_cut: dict[str, tuple[str, ...]]


@cache
def old_map() -> OldMap:
    provinces: dict[str, Unit] = {}
    districts: dict[str, Unit] = {}
    wards: list[Unit] = []
    for row in _rows(f"SELECT {OLD_COLUMNS} FROM admin_units_legacy"):
        province, district = row["provinceKey"], f"{row['provinceKey']}_{row['districtKey']}"
        provinces.setdefault(province, _province(row))
        districts.setdefault(district, _unit(district, province, row, "district"))
        if row["wardKey"]:
            wards.append(_unit(f"{district}_{row['wardKey']}", district, row, "ward"))
    return OldMap(tuple(provinces.values()), tuple(districts.values()), tuple(wards))


@cache
def reforms() -> dict[str, Reform]:
    """By the code of the new province."""
    converter = json.loads((files("vietnamadminunits") / "data" / "converter_2025.json").read_text(encoding="utf-8"))
    provinces: dict[str, Unit] = {}
    communes: dict[str, list[Unit]] = defaultdict(list)
    for row in _rows(f"SELECT {REFORM_COLUMNS} FROM admin_units"):
        provinces.setdefault(row["provinceKey"], _province(row))
        key = f"{row['provinceKey']}/{row['wardKey']}"
        communes[row["provinceKey"]].append(_unit(key, row["provinceKey"], row, "ward", row["wardAreaKm2"]))
    return {
        unit.code: Reform(
            province=unit,
            old_provinces=tuple(converter["DICT_PROVINCE"][key]),
            communes=tuple(communes[key]),
            went_whole={
                _old_key(old): f"{key}/{ward}"
                for ward, olds in converter["DICT_PROVINCE_WARD_NO_DIVIDED"][key].items()
                for old in olds
            },
            were_cut={
                _old_key(old): tuple(f"{key}/{part['newWardKey']}" for part in parts)
                for old, parts in converter["DICT_PROVINCE_WARD_DIVIDED"].get(key, {}).items()
            },
        )
        for key, unit in provinces.items()
    }


def _rows(query: str) -> list[sqlite3.Row]:
    path = files("vietnamadminunits") / "data" / "dataset.db"
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def _old_key(key: str) -> str:
    """The five island districts had no wards: the dataset writes them with an empty ward."""
    return key.removesuffix("_")


def _province(row: sqlite3.Row) -> Unit:
    name: str = row["provinceShort"]
    kind = row["province"].removesuffix(name).strip()
    return Unit(row["provinceKey"], None, row["provinceCode"], kind, name, row["provinceLat"], row["provinceLon"])


def _unit(key: str, parent: str, row: Any, prefix: str, area: float | None = None) -> Unit:
    return Unit(
        key=key,
        parent=parent,
        code=row[f"{prefix}Code"],
        kind=row[f"{prefix}Type"],
        name=row[f"{prefix}Short"].removeprefix(f"{row[f'{prefix}Type']} "),  # "Quận 1" is the unit 1 of kind Quận
        latitude=row[f"{prefix}Lat"],
        longitude=row[f"{prefix}Lon"],
        area_km2=area,
    )
