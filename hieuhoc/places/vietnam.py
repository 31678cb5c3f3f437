"""The map of Vietnam as the public dataset (vietnamadminunits, MIT) gives it, as plain values.

Where the dataset is wrong by what others say too, `data/corrections.json` corrects it, each kind with its source; what
is corrected and what stays doubtful is listed in docs/places.md.
"""

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, replace
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
    """By the code of the new province, corrected."""
    return {code: _corrected(reform) for code, reform in reforms_as_given().items()}


@cache
def reforms_as_given() -> dict[str, Reform]:
    """The same as the dataset has it."""
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


@cache
def corrections() -> dict[str, dict[str, Any]]:
    """kinds and points: by code of the new unit; successors: code of the old ward -> the codes that it really went to.
    Each: {"source": words, "of": {code: value}}."""
    text = (files("hieuhoc.places") / "data" / "corrections.json").read_text(encoding="utf-8")
    read: dict[str, dict[str, Any]] = json.loads(text)
    return read


def _corrected(reform: Reform) -> Reform:
    kinds, points, successors = (corrections()[name]["of"] for name in ("kinds", "points", "successors"))
    communes = []
    for unit in reform.communes:
        latitude, longitude = points.get(unit.code, (unit.latitude, unit.longitude))
        communes.append(replace(unit, kind=kinds.get(unit.code, unit.kind), latitude=latitude, longitude=longitude))
    codes = {unit.key: unit.code for unit in reform.communes}
    old_codes = {unit.key: unit.code for unit in old_map().wards}
    went_whole, were_cut = dict(reform.went_whole), {}
    for old, parts in reform.were_cut.items():
        true = successors.get(old_codes.get(old, ""), [codes[part] for part in parts])
        kept = tuple(part for part in parts if codes[part] in true)
        if len(kept) == 1:
            went_whole[old] = kept[0]
        else:
            were_cut[old] = kept
    return replace(reform, communes=tuple(communes), went_whole=went_whole, were_cut=were_cut)


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
