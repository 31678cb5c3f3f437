"""What two public datasets say differently about the wards cut on 1/7/2025: listed, never resolved.

`python -m tests.places.disagreements` rewrites the list. The second dataset is GPL and only a development tool.
"""

from collections.abc import Iterator
from pathlib import Path

from vietnam_provinces import Ward
from vietnam_provinces import _ward_conversion_2025 as second

from hieuhoc.places import vietnam

LIST = Path(__file__).resolve().parents[2] / "docs" / "places-disagreements.md"
HEAD = """# Old wards on whose successors the two public datasets disagree

Made by `python -m tests.places.disagreements`; a test keeps it current. The map is loaded from the first dataset
(vietnamadminunits 1.0.4, MIT); the second (vietnam-provinces, GPL, development only) is a second opinion. Nothing is
resolved silently: until somebody reads the resolution of the province, the first dataset stands and every order of the
reform is marked "suy ra" (inferred).

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


def page() -> str:
    titles = {unit.code: f"{unit.kind} {unit.name}" for unit in vietnam.old_map().wards}
    districts = {unit.key: f"{unit.kind} {unit.name}" for unit in vietnam.old_map().districts}
    paths = {unit.code: f"{unit.kind} {unit.name}, {districts[unit.parent or '']}" for unit in vietnam.old_map().wards}
    communes = {f"{ward.code:05d}": ward.name for ward in Ward.iter_all()}
    rows = [
        f"| {code} | {paths[code]} | {_named(mine, communes)} | {_named(theirs, communes)} |"
        for code, mine, theirs in disagreements()
    ]
    missing = ", ".join(f"{code} {titles[code]}" for code in unknown_to_the_second())
    return HEAD + "\n".join(rows) + f"\n\n{len(rows)} wards. Not in the second dataset at all: {missing}.\n"


def _named(codes: frozenset[str], names: dict[str, str]) -> str:
    return "; ".join(f"{names[code]} ({code})" for code in sorted(codes))


if __name__ == "__main__":
    LIST.write_text(page(), encoding="utf-8")
