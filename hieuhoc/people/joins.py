"""What hangs on a person in the rooms above: how it goes over when two records turn out to be one person, and back.

A room contributes `hieuhoc/<room>/joins.py` with

    move(kept, joined) -> dict[str, list[int]]     # noun -> ids of the rows it pointed from `joined` to `kept`
    move_back(kept, joined, moved) -> None         # exactly those rows, and only while they still point to `kept`
    counting_places(citizens) -> set[int]          # optional: places whose figures these people's rows touch
    follow_assignment(entry_ids, successor_id)     # optional: rows of people assigned after a cut go with them

What `kept` already has (the same year's title, the same training) stays with the joined record, which never counts.
"""

from collections.abc import Collection, Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, cast

from django.db.models import Model

if TYPE_CHECKING:
    from hieuhoc.people.models import Citizen

type Moved = dict[str, list[int]]


class RoomJoins(Protocol):
    def move(self, kept: "Citizen", joined: "Citizen") -> Moved: ...

    def move_back(self, kept: "Citizen", joined: "Citizen", moved: Mapping[str, Sequence[int]]) -> None: ...


registry: dict[str, RoomJoins] = {}


def add_room(room: str, module: ModuleType) -> None:
    registry[room] = cast(RoomJoins, module)


def point_rows(model: type[Model], ids: Sequence[int], *, away_from: "Citizen", to: "Citizen") -> int:
    """Rows of a table with a `citizen` column; only those that still are `away_from`'s."""
    rows = model._default_manager.filter(pk__in=ids, citizen=away_from)
    return rows.update(citizen=to)


def places_counted_by_rooms(citizens: Collection[int]) -> set[int]:
    counted: set[int] = set()
    for room in registry.values():
        places = getattr(room, "counting_places", None)
        if places is not None:
            counted |= places(citizens)
    return counted


def follow_assignment(entry_ids: Sequence[int], successor_id: int) -> None:
    for room in registry.values():
        follow = getattr(room, "follow_assignment", None)
        if follow is not None:
            follow(entry_ids, successor_id)
