"""What somebody may reach: plain values, so that every room can speak of them without knowing users or places."""

from dataclasses import dataclass, field
from datetime import date

type Ability = str  # "<room>.<verb>_<noun>", the same words as the action and the audit deed


@dataclass(frozen=True)
class Scope:
    """Everything under `places` (ids of root places) as of `on`, and the members of `units` and `groups`."""

    on: date
    places: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()
    everything: bool = False
    reasons: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_empty(self) -> bool:
        return not (self.everything or self.places or self.units or self.groups)

    @property
    def words(self) -> tuple[object, ...]:
        """Equal for two scopes that reach the same on one day: to keep by what was drawn for it."""
        return self.on, self.everything, sorted(self.places), sorted(self.units), sorted(self.groups)


def whole_system(on: date) -> Scope:
    """The scope of jobs and commands that act for nobody in particular."""
    return Scope(on=on, everything=True)
