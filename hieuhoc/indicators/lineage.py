"""Where a place stands on the map of a day, forwards and backwards through successions: pure, nothing is split.

A stored place is a village, a commune, a district or a province as it was when the row was written. It stands at the
nearest unit above village level; a unit that ended wholly went on in its successor; of one that was cut only each
person's own assignment tells where he went.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True)
class TierSpell:
    since: date
    until: date
    tier: str
    parent: int | None


class Passing(NamedTuple):
    """A place that went on, wholly or in part, as its successor from that day."""

    place: int
    successor: int
    is_whole: bool
    day: date


@dataclass(frozen=True)
class Standing:
    """`place` = the unit on the map, or None with the `cut` ward where the trace ends and its `province`."""

    place: int | None
    cut: int | None = None
    province: int | None = None


type FollowerKey = tuple[str, int]  # what follows an assignment of its own: the column of its id, the id

NOWHERE = Standing(None)


def _closure(start: set[int], step: Callable[[int], set[int]]) -> set[int]:
    reached: set[int] = set()
    frontier = start
    while frontier:
        reached |= frontier
        frontier = {other for node in frontier for other in step(node)} - reached
    return reached


class Lineage:
    """Spells and applied successions of the places asked about, their ancestors and their successors."""

    def __init__(
        self,
        spells: Iterable[tuple[int, TierSpell]],
        successions: Iterable[Passing],
        assigned: dict[tuple[FollowerKey, int], int] | None = None,
    ) -> None:
        """`assigned`: (follower, cut ward) -> successor."""
        self.spells: dict[int, list[TierSpell]] = {}
        for place, spell in spells:
            self.spells.setdefault(place, []).append(spell)
        for own in self.spells.values():
            own.sort(key=lambda spell: spell.since)
        self.successors: dict[int, list[tuple[int, bool, date]]] = {}
        self.predecessors: dict[int, list[tuple[int, date]]] = {}
        for place, successor, is_whole, day in successions:
            self.successors.setdefault(place, []).append((successor, is_whole, day))
            self.predecessors.setdefault(successor, []).append((place, day))
        self.villages: dict[int, set[int]] = {}
        for place, own in self.spells.items():
            for parent in {spell.parent for spell in own if spell.tier == "village" and spell.parent is not None}:
                self.villages.setdefault(parent, set()).add(place)
        self.assigned = {} if assigned is None else assigned
        self._standing: dict[tuple[int, date], Standing] = {}

    def tier_on(self, place: int, day: date) -> str | None:
        spell = self._spell_on(place, day)
        return spell.tier if spell else None

    def tier_near(self, place: int, day: date) -> str | None:
        """Its tier on the day, or if it was not there, the last one before, else the first one after it."""
        spell = self._spell_on(place, day) or self._nearest_spell(place, day)
        return spell.tier if spell else None

    def counting_place(self, place: int, follower: FollowerKey | None, counted_on: date, day: date) -> Standing:
        """Where on the map of `day` a subject counts that on `counted_on` belonged to `place`: own assignment first."""
        if follower is not None:
            for ward in self.passed_cuts(place, counted_on, day):
                if (follower, ward) in self.assigned:
                    return self.counting_place(self.assigned[follower, ward], follower, day, day)
        return self.standing(place, day)

    def passed_cuts(self, place: int, counted_on: date, day: date) -> list[int]:
        """The cut wards the place lay in, the earlier first: there each person's own assignment goes before the village's."""
        wards = [self.standing(place, day).cut]
        home = self.standing(place, counted_on).place if day > counted_on else None
        if home is not None:
            wards.insert(0, self.standing(home, day).cut)
        return [ward for ward in dict.fromkeys(wards) if ward is not None]

    def standing(self, place: int, day: date) -> Standing:
        known = self._standing.get((place, day))
        if known is None:
            self._standing[(place, day)] = NOWHERE  # a circle in the data ends here instead of never
            known = self._standing[(place, day)] = self._find(place, day)
        return known

    def sources(self, place: int, day: date) -> set[int]:
        """Every stored place whose people may count at this one on that day's map (some of them elsewhere)."""
        before = _closure({place}, lambda node: {origin for origin, _ in self.predecessors.get(node, [])})
        after = _closure({place}, lambda node: {to for to, _, since in self.successors.get(node, []) if since > day})
        # What is noted at another part of a cut ward, for a day before there was that part, is noted at the ward.
        beside = {to for node in before for to, is_whole, _ in self.successors.get(node, []) if not is_whole}
        units = before | after | beside
        return units | _closure(units, lambda node: self.villages.get(node, set()))

    def unassigned_sources(self, province: int, day: date) -> set[int]:
        """Stored places whose people, unless assigned one by one, stand nowhere but in this province."""
        lost = {place for place in self.spells if self._is_lost_in(province, place, day)}
        return lost | {village for place in lost for village in self.villages.get(place, ())}

    def _is_lost_in(self, province: int, place: int, day: date) -> bool:
        standing = self.standing(place, day)
        return standing.place is None and standing.province == province

    def _find(self, place: int, day: date) -> Standing:
        spell = self._spell_on(place, day)
        if spell is not None and spell.tier != "village":
            return Standing(place)
        if spell is not None:
            parent = spell.parent or self._parent_near(place, day)
            return self.standing(parent, day) if parent is not None else NOWHERE
        own = self.spells.get(place, [])
        ended = [spell for spell in own if spell.until <= day]
        if ended:
            return self._after_its_end(place, ended[-1], day)
        return self._before_its_start(place, own[0], day) if own else NOWHERE

    def _after_its_end(self, place: int, last: TierSpell, day: date) -> Standing:
        links = [(successor, is_whole) for successor, is_whole, since in self.successors.get(place, []) if since <= day]
        whole = next((successor for successor, is_whole in links if is_whole), None)
        if whole is not None:
            return self.standing(whole, day)
        if last.tier == "commune" or (links and last.tier != "district"):
            return Standing(None, cut=place, province=self._province(place, day))
        parent = last.parent or self._parent_near(place, day)
        return self.standing(parent, day) if parent is not None else NOWHERE

    def _before_its_start(self, place: int, first: TierSpell, day: date) -> Standing:
        """A place that did not exist yet: the one place it was made of, else the province all of them lay in."""
        if first.tier == "village":
            return self.standing(first.parent, day) if first.parent is not None else NOWHERE
        origins = {self.standing(origin, day) for origin, since in self.predecessors.get(place, []) if since > day}
        if len(origins) == 1:
            return origins.pop()
        provinces = {self._province_of_standing(origin, day) for origin in origins}
        return Standing(None, province=provinces.pop()) if len(provinces) == 1 else NOWHERE

    def _province_of_standing(self, standing: Standing, day: date) -> int | None:
        return standing.province if standing.place is None else self._province(standing.place, day)

    def _province(self, place: int, day: date) -> int | None:
        """The province on that day's map above where the place last belonged."""
        seen: set[int] = set()
        node: int | None = place
        while node is not None and node not in seen:
            seen.add(node)
            spell = self._spell_on(node, day) or self._nearest_spell(node, day)
            if spell is None:
                return None
            if spell.tier == "province":
                return self.standing(node, day).place
            node = spell.parent
        return None

    def _spell_on(self, place: int, day: date) -> TierSpell | None:
        return next((spell for spell in self.spells.get(place, []) if spell.since <= day < spell.until), None)

    def _nearest_spell(self, place: int, day: date) -> TierSpell | None:
        own = self.spells.get(place, [])
        before = [spell for spell in own if spell.until <= day]
        return before[-1] if before else (own[0] if own else None)

    def _parent_near(self, place: int, day: date) -> int | None:
        """The last parent before the day (a village of a cut ward not yet assigned), else the first one after it."""
        own = [spell for spell in self.spells.get(place, []) if spell.parent is not None]
        before = [spell for spell in own if spell.since <= day]
        if before:
            return before[-1].parent
        return own[0].parent if own else None
