"""What the records of a history are called and where they open, from the `subjects.py` of the areas: SUBJECTS, kind of the
audit's subject → what names some of them for whoever asks. Only what one reaches is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hieuhoc.audit.models import Entry
    from hieuhoc.web.requests import Request


@dataclass(frozen=True)
class NamedSubject:
    name: str
    url: str


type NameSubjects = Callable[[Request, Collection[int]], dict[int, NamedSubject]]
_naming: dict[str, NameSubjects] = {}


def add_area(_label: str, module: ModuleType) -> None:
    _naming.update(module.SUBJECTS)


def named(request: Request, kind: str, ids: Collection[int]) -> dict[int, NamedSubject]:
    """Those of one kind that whoever asks reaches; of a kind that is not named, none."""
    return _naming[kind](request, ids) if kind in _naming else {}


def subjects_of(request: Request, entries: Iterable[Entry]) -> dict[int, NamedSubject]:
    """Entry (pk) → its subject, of the kinds that are named; one question for each kind, whatever the number of entries."""
    ids: dict[str, dict[int, int]] = defaultdict(dict)
    for entry in entries:
        if entry.subject_id is not None and entry.subject_kind in _naming:
            ids[entry.subject_kind][entry.pk] = entry.subject_id
    named: dict[int, NamedSubject] = {}
    for kind, subjects in ids.items():
        known = _naming[kind](request, set(subjects.values()))
        named |= {entry: known[subject] for entry, subject in subjects.items() if subject in known}
    return named
