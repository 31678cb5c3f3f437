"""What a change order does to the map, on plain values: spells that end and begin, successions, refusals."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

VILLAGE = "village"
CHANGEABLE = ("code", "name", "folded_name", "kind", "tier", "parent")


@dataclass(frozen=True)
class MapSpell:
    """A spell of a place; `parent` and `place` are place ids, `id` None = to be opened."""

    id: int | None
    place: int
    since: date | None
    code: str
    name: str
    folded_name: str
    kind: str
    tier: str
    parent: int | None

    @property
    def title(self) -> str:
        return f"{self.kind} {self.name}".strip()


@dataclass(frozen=True)
class OrderStep:
    """A resolved line of an order: every place has an id. `attributes` are the new values of CHANGEABLE."""

    verb: str  # make | end | succeed | amend
    place: int
    other: int | None = None
    is_whole: bool = False
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Moves:
    """What rooms need to move their rows. All ids are of places."""

    on: date
    whole: Mapping[int, int]  # ended place -> the one place it went into
    cut: Mapping[int, tuple[int, ...]]  # ended place -> the several places it was cut between
    ended: frozenset[int]  # every place that ended, with or without a successor
    villages: Mapping[int, tuple[int, int | None]]  # village -> (old parent, new parent; None = waits to be assigned)
    upward: Mapping[int, int]  # ended without successor (a dissolved tier) -> the living place above it
    made: frozenset[int] = frozenset()
    amended: frozenset[int] = frozenset()

    @property
    def touched(self) -> frozenset[int]:
        """Every place whose figures may change."""
        parts = [self.ended, self.made, self.amended, self.whole.values(), *self.cut.values(), self.upward.values()]
        return frozenset(place for part in parts for place in part)


@dataclass(frozen=True)
class OrderProblem:
    """Why an order cannot be applied: a code the action puts into words, and the unit it is about: by its title, or
    where the map of that day does not know it by its id, which the action names."""

    code: str
    title: str = ""
    place: int | None = None


@dataclass(frozen=True)
class Plan:
    moves: Moves
    closing: tuple[MapSpell, ...]  # end on moves.on
    opening: tuple[MapSpell, ...]  # since = moves.on
    overwriting: tuple[MapSpell, ...]  # began on this very day: changed in place, a spell is never empty
    successions: tuple[tuple[int, int, bool], ...]  # predecessor, successor, whole
    problems: tuple["OrderProblem", ...]


def plan(
    on: date,
    steps: Sequence[OrderStep],
    known: Mapping[int, MapSpell],
    children: Iterable[MapSpell],
    coded: Iterable[MapSpell] = (),
) -> Plan:
    """`known`: the open spell of every place the steps name; `children`: open spells right below the ended places;
    `coded`: open spells that hold a code the steps give out."""
    problems = [*_problems(on, steps, known), *_problems_of_codes(steps, known, coded)]
    ended = frozenset(step.place for step in steps if step.verb == "end")
    whole, cut = _heirs(steps, ended)
    amended = _amended(steps)
    new_places = frozenset(step.place for step in steps if step.verb == "make")
    spells = {step.place: _made(on, step) for step in steps if step.verb == "make"}
    closing = [known[place] for place in ended if place in known]
    opening, overwriting = list(spells.values()), []
    villages: dict[int, tuple[int, int | None]] = {}
    changes = [(known[place], attributes) for place, attributes in amended.items() if place in known]
    for child in children:
        if child.place in ended or "parent" in amended.get(child.place, {}):
            continue
        parent = child.parent or 0
        if parent not in whole and not (child.tier == VILLAGE and parent in cut):
            problems.append(OrderProblem("child_left_behind", child.title))
            continue
        changes.append((child, {"parent": whole.get(parent), **amended.get(child.place, {})}))
    for spell, attributes in changes:
        after = replace(spell, since=on, **{key: attributes[key] for key in CHANGEABLE if key in attributes})
        if after.tier == VILLAGE and after.parent != spell.parent:
            villages[spell.place] = (spell.parent or 0, after.parent)
        if spell.since == on:
            overwriting.append(after)
        else:
            closing.append(spell)
            opening.append(replace(after, id=None))
    moves = Moves(
        on=on,
        whole=whole,
        cut=cut,
        ended=ended,
        villages=villages,
        upward=_upward(ended - set(whole) - set(cut), whole, known),
        made=new_places,
        amended=frozenset(amended),
    )
    successions = tuple((step.place, step.other or 0, step.is_whole) for step in steps if step.verb == "succeed")
    return Plan(moves, _once(closing), _once(opening), _once(overwriting), successions, tuple(problems))


def _amended(steps: Sequence[OrderStep]) -> dict[int, dict[str, Any]]:
    """Several lines may change one unit, each something else of it: "Xã" becomes "Phường" and takes a new name."""
    amended: dict[int, dict[str, Any]] = defaultdict(dict)
    for step in steps:
        if step.verb == "amend":
            amended[step.place].update(step.attributes)
    return dict(amended)


def _heirs(steps: Sequence[OrderStep], ended: frozenset[int]) -> tuple[dict[int, int], dict[int, tuple[int, ...]]]:
    """A part that leaves a place which goes on existing moves nobody by itself: its villages are named in the order."""
    whole: dict[int, int] = {}
    parts: dict[int, list[int]] = defaultdict(list)
    for step in steps:
        if step.verb == "succeed" and step.place in ended and step.other is not None:
            if step.is_whole:
                whole[step.place] = step.other
            else:
                parts[step.place].append(step.other)
    return whole, {place: tuple(others) for place, others in parts.items()}


def _upward(orphans: frozenset[int], whole: Mapping[int, int], known: Mapping[int, MapSpell]) -> dict[int, int]:
    upward: dict[int, int] = {}
    for place in orphans:
        above = known[place].parent if place in known else None
        while above in orphans and above in known:
            above = known[above].parent
        if above is not None:
            upward[place] = whole.get(above, above)
    return upward


def _made(on: date, step: OrderStep) -> MapSpell:
    values = dict(step.attributes)
    return MapSpell(
        id=None,
        place=step.place,
        since=on,
        code=str(values.get("code", "")),
        name=str(values["name"]),
        folded_name=str(values["folded_name"]),
        kind=str(values.get("kind", "")),
        tier=str(values["tier"]),
        parent=values.get("parent"),  # None for a province
    )


def _once(spells: Iterable[MapSpell]) -> tuple[MapSpell, ...]:
    return tuple({spell.place: spell for spell in spells}.values())


def _problems(on: date, steps: Sequence[OrderStep], known: Mapping[int, MapSpell]) -> Iterable[OrderProblem]:
    if not steps:
        yield OrderProblem("no_steps")
    new_places = frozenset(step.place for step in steps if step.verb == "make")
    ended = frozenset(step.place for step in steps if step.verb == "end")
    for step in steps:
        own = step.attributes.get("name", "") if step.verb == "make" else ""
        title = known[step.place].title if step.place in known else str(own)
        if step.attributes.get("parent") in ended:
            yield OrderProblem("parent_ends", title, step.place)
        if step.verb != "make" and step.place not in new_places:
            yield from _problems_of(on, step, known, ended, title)
        if step.verb == "succeed" and (
            step.other in ended or (step.other not in new_places and step.other not in known)
        ):
            yield OrderProblem("successor_missing", title, step.place)
    yield from _problems_of_heirs(steps, known)


def _problems_of(
    on: date, step: OrderStep, known: Mapping[int, MapSpell], ended: frozenset[int], title: str
) -> Iterable[OrderProblem]:
    spell = known.get(step.place)
    if spell is None:
        yield OrderProblem("place_missing", title, step.place)
        return
    if spell.since is not None and spell.since > on:
        yield OrderProblem("changed_later", title)
    if step.verb == "end" and spell.since == on:
        yield OrderProblem("began_same_day", title)
    if step.verb == "amend" and step.place in ended:
        yield OrderProblem("amended_and_ended", title)


def _problems_of_heirs(steps: Sequence[OrderStep], known: Mapping[int, MapSpell]) -> Iterable[OrderProblem]:
    parts: dict[int, list[bool]] = defaultdict(list)
    named: Counter[tuple[int, str]] = Counter()
    for step in steps:
        if step.verb == "succeed":
            parts[step.place].append(step.is_whole)
        elif step.verb == "end":
            named[step.place, step.verb] += 1
        elif step.verb == "amend":
            named.update((step.place, what) for what in step.attributes)
    for place, wholes in parts.items():
        if any(wholes) and len(wholes) > 1:
            yield OrderProblem("whole_and_part", known[place].title if place in known else "", place)
    twice = {place for (place, _what), times in named.items() if times > 1}
    for place in sorted(twice):
        yield OrderProblem("named_twice", known[place].title if place in known else "", place)


def _problems_of_codes(
    steps: Sequence[OrderStep], known: Mapping[int, MapSpell], coded: Iterable[MapSpell]
) -> Iterable[OrderProblem]:
    """A code means one unit of its tier at a time (Decision 19/2025/QĐ-TTg); villages number within their commune."""
    freed = {step.place for step in steps if step.verb == "end" or (step.verb == "amend" and "code" in step.attributes)}
    holders: dict[tuple[str, str], set[int]] = defaultdict(set)
    for spell in coded:
        if spell.place not in freed:
            holders[spell.tier, spell.code].add(spell.place)
    for step in steps:
        code = str(step.attributes.get("code") or "")
        tier = str(step.attributes.get("tier") or (known[step.place].tier if step.place in known else ""))
        if code and tier != VILLAGE and step.verb in {"make", "amend"}:
            holders[tier, code].add(step.place)
            if holders[tier, code] != {step.place}:
                yield OrderProblem("code_taken", code)
