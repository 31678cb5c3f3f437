"""What the person looking at a record may do next, as its page offers it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse

from hieuhoc.accounts.models import User


@dataclass(frozen=True)
class NextDeed:
    name: str
    text: str
    icon: str
    url: str


class OfferedDeed(NamedTuple):
    """`name` of its page, the ability it asks for, and whether the record is in a state for it."""

    name: str
    ability: str
    text: str
    icon: str
    is_possible: bool


def offered(user: User, record: Any, deeds: Iterable[OfferedDeed], *, place: Any = None) -> list[NextDeed]:
    """Those that are possible and that this account may do; `place` = what the power is asked at, none = anywhere."""
    return [
        NextDeed(deed.name, deed.text, deed.icon, reverse(f"office:{deed.name}", args=[record.pk]))
        for deed in deeds
        if deed.is_possible and user.has_perm(deed.ability, place)
    ]
