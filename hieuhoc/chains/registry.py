"""What the rooms contribute to chains, discovered like admin.py. A room writes `hieuhoc/<room>/chains.py` with

KINDS: tuple[ChainKind, ...]                # kinds of titles that go by a chain
HOLDERS: dict[Who, StepTaker]                  # who takes a step of that body, where no role by place says it
BODIES: dict[Who, ActingBody]                     # where a level or body exists, and who of those with the role act for it
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

from django.utils.functional import Promise

from hieuhoc.chains.rules import Act, Who

if TYPE_CHECKING:
    from hieuhoc.accounts.models import User


class ChainSubject(Protocol):
    """What goes through a chain: where it is handled, and the work unit it goes by, if any."""

    @property
    def place_id(self) -> int: ...
    @property
    def unit_id(self) -> int | None: ...


@dataclass(frozen=True)
class ChainKind:
    """`whos`: who can take a step of it. `has_begun`: whether titles of that year are under way; their chain stays. `acts`: what
    its steps may do; without points and lists where nobody gives or makes any."""

    code: str
    name: Promise
    whos: frozenset[Who]
    has_begun: Callable[[int], bool]
    acts: frozenset[Act] = frozenset(Act)


@dataclass(frozen=True)
class ActingBody:
    """`exists` at a place on a day; `members`: ids of the users who act for it there, none: whoever holds the role."""

    exists: Callable[[int, date], bool]
    members: Callable[[int, date], frozenset[int]] | None = None


type StepTaker = Callable[["User", ChainSubject], bool]


class ChainRegistry:
    def __init__(self) -> None:
        self.kinds: dict[str, ChainKind] = {}
        self.holders: dict[Who, StepTaker] = {}
        self.bodies: dict[Who, ActingBody] = {}

    def add_room(self, _room: str, module: ModuleType) -> None:
        self.kinds |= {kind.code: kind for kind in getattr(module, "KINDS", ())}
        self.holders.update(getattr(module, "HOLDERS", {}))
        self.bodies.update(getattr(module, "BODIES", {}))

    def choices(self) -> list[tuple[str, str]]:
        return [(kind.code, str(kind.name)) for kind in self.kinds.values()]


registry = ChainRegistry()
