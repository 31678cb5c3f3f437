"""Names of funds that come to stand in one place."""

from collections.abc import Collection
from itertools import count


def free_name(name: str, origin: str, taken: Collection[str]) -> str:
    """The name with where it comes from, unlike all others there; places of one name may become one, too."""
    plain = f"{name[:100]} ({origin})"
    return next(way for number in count(1) if (way := plain if number == 1 else f"{plain} {number}") not in taken)
