"""Who hears of the places and years that deeds mark: rooms that judge anew what deeds below touch.

A room contributes `hieuhoc/<room>/touched.py` with

    hear(place_ids, years) -> None     # in the deed's transaction: what counts there and then may have changed

Nothing below names the room; `indicators.mark_stale` tells everybody who wants to hear.
"""

from collections.abc import Collection
from types import ModuleType
from typing import Protocol, cast


class RoomHearing(Protocol):
    def hear(self, place_ids: Collection[int], years: Collection[int]) -> None: ...


registry: dict[str, RoomHearing] = {}


def add_room(room: str, module: ModuleType) -> None:
    registry[room] = cast(RoomHearing, module)


def tell(place_ids: Collection[int], years: Collection[int]) -> None:
    for room in registry.values():
        room.hear(place_ids, years)
