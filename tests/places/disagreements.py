"""What two public datasets say differently about the wards cut on 1/7/2025: decided by distance or listed as open.

`python -m tests.places.disagreements` rewrites the list. The second dataset is GPL and only a development tool.
"""

from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from vietnam_provinces import _ward_conversion_2025 as second

from hieuhoc.places import vietnam

LIST = Path(__file__).resolve().parents[2] / "docs" / "places-disagreements.md"
FAR_APART_KM = 20
EARTH_RADIUS_KM = 6371
HEAD = f"""# Old wards on whose successors the two public datasets disagree

Made by `python -m tests.places.disagreements`; a test keeps it current. The map is loaded from the first dataset
(vietnamadminunits 1.0.4, MIT); the second (vietnam-provinces, GPL, development only) is a second opinion. Every order
of the reform is marked "suy ra" (inferred): the resolutions themselves were not read.

## Decided by distance

The first dataset puts one ward into communes more than {FAR_APART_KM} km apart, mostly because of a namesake. The map keeps those
near the ward, where the second dataset says the same (`hieuhoc/places/data/corrections.json`).

| old code | old ward | kept | left out, its distance from the ward |
|---|---|---|---|
"""
OPEN_HEAD = """
## Open

Until somebody reads the resolution of the province, the first dataset stands.

| old code | old ward | first dataset: successors | second dataset: successors |
|---|---|---|---|
"""


def first_opinion() -> dict[str, frozenset[str]]:
    """Code of an old ward -> codes of its successors, as loaded."""
    wards = {unit.key: unit.code for unit in vietnam.old_map().wards}
    found: dict[str, frozenset[str]] = {}
    for reform in vietnam.reforms().values():
        communes = {unit.key: unit.code for unit in reform.communes}
        parts = {old: (into,) for old, into in reform.went_whole.items()} | reform.were_cut
        found |= {wards[old]: frozenset(communes[key] for key in keys) for old, keys in parts.items() if old in wards}
    return found


def second_opinion() -> dict[str, frozenset[str]]:
    return {
        f"{code:05d}": frozenset(f"{new.code:05d}" for new in entry.new_wards)
        for code, entry in second.OLD_TO_NEW.items()
    }


def disagreements() -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    other = second_opinion()
    for code, successors in sorted(first_opinion().items()):
        if code in other and other[code] != successors:
            yield code, successors, other[code]


def unknown_to_the_second() -> list[str]:
    return sorted(first_opinion().keys() - second_opinion().keys())


def as_given() -> dict[str, frozenset[str]]:
    """The same of the decided wards, before they were decided: what the dataset itself says."""
    wards = {unit.key: unit.code for unit in vietnam.old_map().wards}
    decided = vietnam.corrections()["successors"]["of"]
    found: dict[str, frozenset[str]] = {}
    for reform in vietnam.reforms_as_given().values():
        communes = {unit.key: unit.code for unit in reform.communes}
        parts = reform.were_cut.items()
        found |= {
            wards[old]: frozenset(communes[key] for key in keys) for old, keys in parts if wards.get(old) in decided
        }
    return found


def kilometres(here: vietnam.Unit, there: vietnam.Unit) -> float:
    """Along the great circle."""
    (south, west), (north, east) = _point(here), _point(there)
    across = cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(sin((north - south) / 2) ** 2 + across))


def _point(unit: vietnam.Unit) -> tuple[float, float]:
    """Latitude and longitude in radians; every unit of the dataset has them."""
    return radians(unit.latitude or 0), radians(unit.longitude or 0)


def page() -> str:
    wards = {unit.code: unit for unit in vietnam.old_map().wards}
    new = {unit.code: unit for reform in vietnam.reforms().values() for unit in reform.communes}
    districts = {unit.key: f"{unit.kind} {unit.name}" for unit in vietnam.old_map().districts}
    paths = {code: f"{unit.kind} {unit.name}, {districts[unit.parent or '']}" for code, unit in wards.items()}
    communes = {code: f"{unit.kind} {unit.name}" for code, unit in new.items()}
    decided = [
        f"| {code} | {paths[code]} | {_named(first_opinion()[code], communes)} | "
        + "; ".join(
            f"{communes[gone]} ({gone}), {kilometres(wards[code], new[gone]):.0f} km"
            for gone in sorted(given - first_opinion()[code])
        )
        + " |"
        for code, given in sorted(as_given().items())
    ]
    still_open = [
        f"| {code} | {paths[code]} | {_named(mine, communes)} | {_named(theirs, communes)} |"
        for code, mine, theirs in disagreements()
    ]
    missing = ", ".join(f"{code} {wards[code].kind} {wards[code].name}" for code in unknown_to_the_second())
    ending = f"{len(still_open)} wards. Not in the second dataset at all: {missing}."
    return (
        HEAD
        + "\n".join(decided)
        + f"\n\n{len(decided)} wards.\n"
        + OPEN_HEAD
        + "\n".join(still_open)
        + f"\n\n{ending}\n"
    )


def _named(codes: frozenset[str], names: dict[str, str]) -> str:
    return "; ".join(f"{names[code]} ({code})" for code in sorted(codes))


if __name__ == "__main__":
    LIST.write_text(page(), encoding="utf-8")
