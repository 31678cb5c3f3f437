"""Target sets as plain values: those of now, and those a closed year was measured by when it was closed."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from hieuhoc.indicators.models import Revision, TargetSet
from hieuhoc.indicators.published import english_beside
from hieuhoc.indicators.rules import IssuedTargets

SETS = ("code", "name", "place", "since", "until", "settings")


def current_sets() -> list[IssuedTargets]:
    """In the order of their codes; one query for the sets and their numbers."""
    sets: dict[str, IssuedTargets] = {}
    numbers: dict[str, dict[str, dict[int, Decimal | None]]] = {}
    of_each = ("english", "targets__indicator", "targets__year", "targets__number")
    for row in TargetSet.objects.order_by("code").values(*SETS, *of_each):
        of_set = numbers.setdefault(row["code"], {})
        english = english_beside(row["english"])
        sets[row["code"]] = IssuedTargets(**{word: row[word] for word in SETS}, numbers=of_set, english=english)
        if row["targets__indicator"]:
            of_set.setdefault(row["targets__indicator"], {})[row["targets__year"]] = row["targets__number"]
    return list(sets.values())


def sets_of(revision: Revision | None) -> list[IssuedTargets]:
    """What this revision is measured by, wherever it is in force; those of now while its year is open."""
    kept = None if revision is None else revision.target_sets
    return current_sets() if kept is None else [_read(words) for words in kept]


def sets_to_keep(year: int) -> list[dict[str, Any]]:
    """Those of now that are in force on the last day of the year, as a revision keeps them."""
    return [_kept(other_set) for other_set in current_sets() if other_set.is_in_force(date(year, 12, 31))]


def follower_of(target_set: TargetSet, sets: Iterable[TargetSet]) -> TargetSet | None:
    """The set of the same place that is asked before this one, from the day it begins."""
    ends = target_set.until or date.max
    later = [
        other_set
        for other_set in sets
        if other_set.place_id == target_set.place_id
        and other_set.since
        and (target_set.since or date.min) < other_set.since < ends
    ]
    return min(later, key=lambda other_set: other_set.since or date.max, default=None)


def _kept(target_set: IssuedTargets) -> dict[str, Any]:
    return {
        "code": target_set.code,
        "name": target_set.name,
        "place": target_set.place,
        "since": target_set.since and target_set.since.isoformat(),
        "until": target_set.until and target_set.until.isoformat(),
        "settings": dict(target_set.settings),
        "numbers": {
            indicator: {str(year): None if number is None else str(number) for year, number in of.items()}
            for indicator, of in target_set.numbers.items()
        },
        "english": {text: words for text, words in target_set.english.items() if text == target_set.name},
    }


def _read(words: dict[str, Any]) -> IssuedTargets:
    return IssuedTargets(
        code=words["code"],
        name=words["name"],
        place=words["place"],
        since=words["since"] and date.fromisoformat(words["since"]),
        until=words["until"] and date.fromisoformat(words["until"]),
        settings=words["settings"],
        numbers={
            indicator: {int(year): None if number is None else Decimal(number) for year, number in of.items()}
            for indicator, of in words["numbers"].items()
        },
        english=english_beside(words.get("english", {})),
    )
