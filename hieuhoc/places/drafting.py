"""The words an order is drafted in: each kind of change as the lines (ChangeStep) it is made of. Pure values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

type PlaceOrKey = int | str  # the id of a place that exists, or the key of one this order makes


@dataclass(frozen=True)
class Draft:
    """One line. `place` of a `make` is its key; `attributes` are the values of a make or an amend."""

    verb: str
    place: PlaceOrKey
    other: PlaceOrKey | None = None
    is_whole: bool = False
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NewPlace:
    """A unit the order makes. `parent` None = a province."""

    key: str
    name: str
    kind: str
    tier: str
    parent: PlaceOrKey | None
    code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    area_km2: float | None = None


def make(new: NewPlace) -> Draft:
    values = {name: value for name, value in vars(new).items() if name != "key"}
    return Draft("make", new.key, attributes=values)


def merge(places: Iterable[PlaceOrKey], into: NewPlace | int) -> list[Draft]:
    """Several units become one: a new one, or one of them (or a neighbour) that goes on existing."""
    target = into.key if isinstance(into, NewPlace) else into
    lines = [make(into)] if isinstance(into, NewPlace) else []
    for place in places:
        if place != target:
            lines += [Draft("succeed", place, target, is_whole=True), Draft("end", place)]
    return lines


def split(place: int, into: Sequence[NewPlace | int], villages: Mapping[int, PlaceOrKey] | None = None) -> list[Draft]:
    """One unit is cut between several; `villages` names where each village goes, the others wait to be assigned."""
    lines = [make(part) for part in into if isinstance(part, NewPlace)]
    for part in into:
        lines.append(Draft("succeed", place, part.key if isinstance(part, NewPlace) else part))
    lines.append(Draft("end", place))
    for village, parent in (villages or {}).items():
        lines += transfer(village, parent)
    return lines


def transfer(place: int, parent: PlaceOrKey) -> list[Draft]:
    """The unit itself goes on, under another one."""
    return [Draft("amend", place, attributes={"parent": parent})]


def rename(place: int, name: str) -> list[Draft]:
    return [Draft("amend", place, attributes={"name": name})]


def change_type(place: int, kind: str, code: str | None = None) -> list[Draft]:
    """ "Xã" becomes "Phường", "Tỉnh" becomes "Thành phố": the same unit."""
    return [Draft("amend", place, attributes={"kind": kind} | ({"code": code} if code else {}))]


def dissolve(places: Iterable[int], below: Mapping[int, PlaceOrKey] | None = None) -> list[Draft]:
    """A tier goes: its units end without a successor. `below` says where each unit that lay in them belongs from then
    on; one that is left out needs lines of its own."""
    lines = [line for place, parent in (below or {}).items() for line in transfer(place, parent)]
    return lines + [Draft("end", place) for place in places]


def turn_into(place: int, new: NewPlace, below: Iterable[int] = ()) -> list[Draft]:
    """A unit becomes a unit of another tier (district -> commune): a new place, its whole successor and that of the
    units that lay in it."""
    return merge([place, *below], new)
