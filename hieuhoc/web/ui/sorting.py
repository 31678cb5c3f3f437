"""Lists that can be turned by a head of their table: the way is kept in the address, each way has a key for its pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class SortWay:
    """`order`: columns that are not null, ending in a unique one; ascending (`key_page`)."""

    key: str
    order: Sequence[str]


@dataclass(frozen=True)
class Sorting:
    """How a list stands: by which way, from the end or not."""

    way: SortWay
    is_down: bool = False

    @property
    def order(self) -> list[str]:
        return [f"-{column}" for column in self.way.order] if self.is_down else list(self.way.order)

    def standing(self, key: str) -> str:
        """As `aria-sort` has it; "" for a head the list is not sorted by."""
        if key != self.way.key:
            return ""
        return "descending" if self.is_down else "ascending"

    def next_of(self, key: str) -> str:
        """What the head asks for: its own way, turned when the list stands by it already."""
        return f"-{key}" if self.standing(key) == "ascending" else key


BY_NAME_OR_CODE = (SortWay("name", ("name_key", "id")), SortWay("code", ("code", "id")))


def sorting_of(request: HttpRequest, *ways: SortWay, is_down: bool = False) -> Sorting:
    """`sort=name` or `sort=-name` of the address; anything else is the first way (`is_down`: from its end)."""
    asked = request.GET.get("sort", "")
    chosen = next((way for way in ways if way.key == asked.removeprefix("-")), None)
    return Sorting(ways[0], is_down) if chosen is None else Sorting(chosen, asked.startswith("-"))
