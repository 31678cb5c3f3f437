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


PIECE = re.compile(r" ?(?:\w+|[^\w ])")  # a word or a mark, with the space before it


type Opcode = tuple[str, int, int, int, int]  # of difflib


@dataclass(frozen=True)
class WordRun:
    """A run of words and marks with the space before it; `kind`: "same", "gone" (only in the earlier text) or "new" (only
    in the later)."""

    kind: str
    text: str


def changed_words(earlier: str, later: str) -> tuple[WordRun, ...]:
    """Both texts in one: without "new" the earlier one, without "gone" the later, behind a space and with spaces as one. A
    comma after a word is no other word."""
    old, new = _pieces(earlier), _pieces(later)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(run for step in _without_lone_marks(steps, old) for run in _runs(step, old, new))


def _without_lone_marks(steps: Sequence[Opcode], old: Sequence[str]) -> list[Opcode]:
    """A comma that stayed between two changes says nothing: they are one change."""
    merged: list[Opcode] = []
    for number, (kind, first, last, new_first, new_last) in enumerate(steps):
        is_lone = 0 < number < len(steps) - 1 and not any(piece.strip().isalnum() for piece in old[first:last])
        now = "equal" if kind == "equal" and not is_lone else "replace"
        if merged and now == merged[-1][0] == "replace":
            merged[-1] = (now, merged[-1][1], last, merged[-1][3], new_last)
        else:
            merged.append((now, first, last, new_first, new_last))
    return merged


def _pieces(text: str) -> list[str]:
    return [piece for word in text.split() for piece in PIECE.findall(f" {word}")]


def _runs(step: Opcode, old: Sequence[str], new: Sequence[str]) -> Iterator[WordRun]:
    kind, first, last, new_first, new_last = step
    if kind == "equal":
        yield WordRun("same", "".join(old[first:last]))
        return
    if first < last:
        yield WordRun("gone", "".join(old[first:last]))
    if new_first < new_last:
        yield WordRun("new", "".join(new[new_first:new_last]))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a criterion, in order; a semicolon ends one too, as decisions write lists."""
    return tuple(filter(None, (part.strip() for part in re.split(r"(?<=[.!?;…])\s+", text))))
