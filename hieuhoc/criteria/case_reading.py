"""A CASE package read as a draft: what has parts is a competence, what has none a criterion. Pure: bytes in, plain values
or a `NotCase` out. Written by strangers, so every text, number and list has a bound."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_BYTES = 1_000_000
MOST_ITEMS, MOST_CRITERIA, MOST_POINTS = 200, 40, 100
LONGEST_NAME, LONGEST_TEXT = 300, 2_000
USUAL_POINTS = 10


class NotCase(Exception):
    """Why the file cannot be read as criteria: a code, and the words of the item it is about."""

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(code)
        self.code, self.about = code, about


@dataclass(frozen=True)
class CaseCriterion:
    text: str
    max_points: int
    source: str
    certainty: str


@dataclass(frozen=True)
class CaseCompetence:
    name: str
    criteria: tuple[CaseCriterion, ...]


@dataclass(frozen=True)
class CaseGroup:
    """`wordings`: position of a criterion, from 1 → its words for this group."""

    code: str
    name: str
    wordings: Mapping[int, str]


@dataclass(frozen=True)
class CaseDraft:
    title: str
    note: str
    source: str
    competences: tuple[CaseCompetence, ...]
    rules: tuple[tuple[str, int, int, str], ...]  # area class, min total, min each, source
    groups: tuple[CaseGroup, ...]
    english: Mapping[str, str]


def read_case(content: bytes) -> CaseDraft:
    """Raises NotCase."""
    package = _package(content)
    document, items = _dict(package.get("CFDocument")), _list(package.get("CFItems"))
    if len(items) > MOST_ITEMS:
        raise NotCase("too_many_items")
    by_id = {_text(item.get("identifier"), LONGEST_NAME): item for item in map(_dict, items)}
    children = _children(package, by_id)
    weights = _weights(package)
    below = {child for parts in children.values() for child in parts}
    competences = [
        CaseCompetence(
            _statement(by_id[top], LONGEST_NAME),
            tuple(_criterion(by_id[leaf], weights.get(leaf)) for leaf in _leaves(top, children, set())),
        )
        for top in _ordered(children, [name for name in by_id if name not in below])
        if children.get(top)
    ]
    told = sum(len(competence.criteria) for competence in competences)
    if not 0 < told <= MOST_CRITERIA:
        raise NotCase("no_criteria" if not told else "too_many_criteria")
    own = _dict(package.get("extensions"))
    return CaseDraft(
        title=_text(document.get("title"), LONGEST_NAME, "CFDocument"),
        note=_text(document.get("notes", ""), LONGEST_TEXT),
        source=_text(document.get("description", ""), LONGEST_TEXT),
        competences=tuple(competences),
        rules=tuple(_rule(_dict(rule)) for rule in _list(own.get("passRules"))[:20]),
        groups=tuple(_group(_dict(group), told) for group in _list(own.get("applicantGroups"))[:20]),
        english=dict(_english([document, *by_id.values()], "title", "fullStatement"))
        | dict(_english(_list(own.get("applicantGroups")), "name")),
    )


def _package(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise NotCase("too_large")
    try:
        package = json.loads(content)
    except (ValueError, RecursionError):
        raise NotCase("no_json") from None
    package = _dict(package)
    return _dict(package.get("CFPackage", package))  # some programmes wrap it


def _children(package: Mapping[str, Any], by_id: Mapping[str, Any]) -> dict[str, list[str]]:
    """Item → its parts in order; what lies directly below the document is nobody's part."""
    numbered: dict[str, list[tuple[float, int, str]]] = {}
    for turn, link in enumerate(map(_dict, _list(package.get("CFAssociations")))):
        if link.get("associationType") != "isChildOf":
            continue
        child, parent = (_dict(link.get(end)).get("identifier") for end in ("originNodeURI", "destinationNodeURI"))
        if child in by_id and parent in by_id and child != parent:
            number = link.get("sequenceNumber")
            step = float(number) if isinstance(number, int) else float(MOST_ITEMS)
            numbered.setdefault(str(parent), []).append((step, turn, str(child)))
    return {parent: [child for _step, _turn, child in sorted(rows)] for parent, rows in numbered.items()}


def _ordered(children: Mapping[str, Sequence[str]], tops: Sequence[str]) -> Sequence[str]:
    if not tops:
        raise NotCase("going_round" if children else "no_criteria")
    return tops


def _leaves(name: str, children: Mapping[str, Sequence[str]], seen: set[str]) -> Iterator[str]:
    if name in seen:
        raise NotCase("going_round")
    seen.add(name)
    for child in children.get(name, ()):
        if children.get(child):
            yield from _leaves(child, children, seen)
        else:
            yield child


def _weights(package: Mapping[str, Any]) -> dict[str, Any]:
    criteria = [
        part for rubric in _list(package.get("CFRubrics")) for part in _list(_dict(rubric).get("CFRubricCriteria"))
    ]
    return {str(_dict(part.get("CFItemURI")).get("identifier")): part.get("weight") for part in map(_dict, criteria)}


def _criterion(item: Mapping[str, Any], weight: Any) -> CaseCriterion:
    text = _statement(item, LONGEST_TEXT)
    points = USUAL_POINTS if weight is None else weight
    if not isinstance(points, int | float) or isinstance(points, bool) or points != points // 1:
        raise NotCase("no_whole_points", text)
    if not 1 <= points <= MOST_POINTS:
        raise NotCase("points_out_of_range", text)
    certainty = _dict(item.get("extensions")).get("certainty")
    known = certainty if certainty in {"seen", "inferred", "uncertain"} else "uncertain"
    return CaseCriterion(text, int(points), _text(item.get("notes", ""), LONGEST_TEXT), known)


def _rule(rule: Mapping[str, Any]) -> tuple[str, int, int, str]:
    area, source = _text(rule.get("areaClass", ""), 24), _text(rule.get("source", ""), LONGEST_TEXT)
    total, each = rule.get("minTotal"), rule.get("minEach")
    if not all(isinstance(mark, int) and 0 <= mark <= MOST_POINTS * MOST_CRITERIA for mark in (total, each)):
        raise NotCase("no_pass_rule", area)
    return area, int(total or 0), int(each or 0), source


def _group(group: Mapping[str, Any], count: int) -> CaseGroup:
    name = _text(group.get("name"), LONGEST_NAME, "applicantGroups")
    own = _dict(group.get("wordings"))
    wordings = {
        int(position): _text(words, LONGEST_TEXT)
        for position, words in own.items()
        if position.isascii() and position.isdecimal() and 1 <= int(position[:4]) <= count
    }
    return CaseGroup(_text(group.get("code", ""), 40), name, wordings)


def _english(parts: Sequence[Any], *keys: str) -> Iterator[tuple[str, str]]:
    for part in map(_dict, parts):
        said = part.get("english", _dict(part.get("extensions")).get("english"))
        for text in (part.get(key) for key in keys):
            if isinstance(text, str) and isinstance(said, str) and said.strip():
                yield text, said[:LONGEST_TEXT]


def _statement(item: Mapping[str, Any], longest: int) -> str:
    return _text(item.get("fullStatement"), longest, "fullStatement")


def _text(value: Any, longest: int, needed: str = "") -> str:
    """`needed`: what it is called, when it must be there."""
    text = value.strip() if isinstance(value, str) else ""
    if (needed and not text) or (value is not None and not isinstance(value, str)) or "\0" in text:
        raise NotCase("no_text", needed)
    if len(text) > longest:
        raise NotCase("text_too_long", text)
    return text


def _dict(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise NotCase("not_case")
    return value


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise NotCase("not_case")
    return value
