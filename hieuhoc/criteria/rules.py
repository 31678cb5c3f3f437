"""When a version may change, what must be in it before it is promulgated, and how two versions differ. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

CHANGEABLE = frozenset({"draft"})  # what people are asked about is no longer rewritten
PROMULGABLE = frozenset({"draft", "consulted"})
KEPT = frozenset({"in_force", "retired"})


@dataclass(frozen=True)
class Content:
    """What a version says, as plain values: points by criterion and (area class, min total, min each) by rule."""

    group_count: int
    max_points: tuple[int, ...]
    pass_rules: tuple[tuple[str, int, int], ...]


def may_change(status: str) -> bool:
    return status in CHANGEABLE


def may_promulgate(status: str) -> bool:
    return status in PROMULGABLE


def may_retire(status: str) -> bool:
    return status == "in_force"


def may_assess(status: str) -> bool:
    """A round may name a version in force, or a retired one for a year in which it was in force."""
    return status in KEPT


def gaps(content: Content) -> tuple[str, ...]:
    """Codes of what is missing or impossible; empty = fit to be promulgated."""
    total = sum(content.max_points)
    missing = []
    if not content.group_count:
        missing.append("no_group")
    if not content.max_points:
        missing.append("no_criterion")
    if not any(area_class == "" for area_class, _total, _each in content.pass_rules):
        missing.append("no_general_rule")
    if any(not 0 < min_total <= total for _area, min_total, _each in content.pass_rules):
        missing.append("total_out_of_reach")
    lowest = min(content.max_points, default=0)
    if any(not 0 <= min_each <= lowest for _area, _total, min_each in content.pass_rules):
        missing.append("each_out_of_reach")
    return tuple(missing)


@dataclass(frozen=True)
class AskedCriterion:
    """A criterion as it is compared: `root` = the first criterion it was copied from, else its own id."""

    root: int
    text: str
    max_points: int


def asked_before(draft: Sequence[AskedCriterion], earlier: Sequence[AskedCriterion]) -> tuple[int | None, ...]:
    """For each question of the draft where it stands among the earlier ones (from 0): the same by descent, else by its
    words; None = never asked. No earlier question answers two."""
    roots = {question.root: number for number, question in enumerate(earlier)}
    taken = {roots[question.root] for question in draft if question.root in roots}
    words = {question.text.strip(): number for number, question in enumerate(earlier) if number not in taken}
    return tuple(
        roots[question.root] if question.root in roots else words.pop(question.text.strip(), None) for question in draft
    )


@dataclass(frozen=True)
class WordRun:
    """A run of words; `kind`: "same", "gone" (only in the earlier text) or "new" (only in the later)."""

    kind: str
    text: str


def changed_words(earlier: str, later: str) -> tuple[WordRun, ...]:
    """Both texts in one, word by word: without "new" the earlier one, without "gone" the later, spaces as one."""
    old, new = earlier.split(), later.split()
    matched = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(run for step in matched.get_opcodes() for run in _runs(step, old, new))


def _runs(step: tuple[str, int, int, int, int], old: Sequence[str], new: Sequence[str]) -> Iterator[WordRun]:
    kind, first, last, new_first, new_last = step
    if kind == "equal":
        yield WordRun("same", " ".join(old[first:last]))
        return
    if first < last:
        yield WordRun("gone", " ".join(old[first:last]))
    if new_first < new_last:
        yield WordRun("new", " ".join(new[new_first:new_last]))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a criterion, in order; a semicolon ends one too, as decisions write lists."""
    return tuple(filter(None, (part.strip() for part in re.split(r"(?<=[.!?;…])\s+", text))))
