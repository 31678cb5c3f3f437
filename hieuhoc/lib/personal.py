"""What a room keeps of people, how long, and how it ends. A room contributes `hieuhoc/<room>/personal.py` with

    KINDS: tuple[Kind, ...]        # kinds of personal data, each with its columns and folders
    IMPERSONAL: frozenset[str]     # the room's other tables ("places_place") and columns ("people_group.code"): nobody's

Every column of text, JSON or bytes in the database stands in exactly one of the two (tests/privacy/test_kinds.py).
The periods themselves are data of the province (privacy.models.KeepingPeriod); `days` is what we ship.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

UNDECIDED = gettext_lazy("Chưa có căn cứ; tỉnh quyết định.")
NAMELESS = "(đã xoá thông tin)"  # stands where a name stood
TECHNICAL = gettext_lazy("Thời hạn kỹ thuật của phần mềm, không đặt được.")


@dataclass(frozen=True)
class Person:
    """Somebody by the ids of their rows: every record that turned out to be theirs, and their accounts."""

    citizens: tuple[int, ...]
    users: tuple[int, ...] = ()


class Purge(Protocol):
    def __call__(self, before: datetime, limit: int, /) -> int:
        """Ends at most `limit` of those whose day is before that moment, in the caller's transaction; how many ended.
        Fewer than `limit`: no more are left. What ended is not found again."""
        ...


@dataclass(frozen=True)
class Kind:
    """`counts_from`: from which day the period counts. `days` None: kept until the province sets a period. `batch`: how
    many end in one transaction. `purge` None: it has no period of its own, and goes with the person or stays.

    `held` counts a person's; `erase` ends them when the person asks for it and gives how many there were. Without `erase`
    they stay, and `stays` says why.
    """

    code: str
    name: Promise
    counts_from: Promise | None = None
    end: Promise | None = None
    days: int | None = None
    source: Promise = UNDECIDED
    batch: int = 1_000
    columns: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    purge: Purge | None = None
    held: Callable[[Person], int] | None = None
    erase: Callable[[Person], int] | None = None
    stays: Promise | None = None
    is_found_by_name: bool = False  # ends before the name does, whichever room keeps it

    @property
    def is_fixed(self) -> bool:
        """Not the province's to set."""
        return self.source is TECHNICAL


def columns(table: str, *names: str) -> frozenset[str]:
    return frozenset(f"{table}.{name}" for name in names)
