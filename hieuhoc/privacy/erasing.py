"""Ending what is kept of one person, room by room; and the list of the erased that outlives the database.

The list stands outside the database (`<HIEUHOC_DATA>/erasures`, and beside the seals in `HIEUHOC_SEALS_FOLDER`): a backup
that is older than an erasure still has the person, and is cleaned by it when it is restored. A line holds the id of a record
and a keyed mark of the key that was destroyed, so that another record which got the same id is never meant.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from hieuhoc.lib.crypto import blind_index
from hieuhoc.lib.personal import Kind, Person
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.kinds import kinds
from hieuhoc.privacy.models import Erasure

FOLDER, LIST, MARK = "erasures", "list.log", "privacy.erased"

type Marks = dict[str, str]  # id of a record -> mark of its key, hex


@dataclass(frozen=True)
class HeldOfPerson:
    """`count` things of a kind that go, or stay because of `kind.stays`."""

    kind: Kind
    count: int


def person_of(citizen: Citizen) -> Person:
    """With every record that was joined into theirs."""
    records = Citizen.objects.filter(pk=citizen.pk) | Citizen.objects.filter(joined_into=citizen)
    users = records.filter(user__isnull=False).values_list("user", flat=True)
    return Person(tuple(records.order_by("pk").values_list("pk", flat=True)), tuple(filter(None, users)))


def what_goes(person: Person) -> list[HeldOfPerson]:
    return [HeldOfPerson(kind, kind.held(person)) for kind in kinds if kind.erase is not None and kind.held is not None]


def what_stays(person: Person) -> list[HeldOfPerson]:
    """Of kinds that count a person's: those of which there is some. The others stay whoever it is."""
    staying = [HeldOfPerson(kind, kind.held(person) if kind.held else 0) for kind in kinds if kind.stays is not None]
    return [held for held in staying if held.count or held.kind.held is None]


def erase(person: Person) -> Mapping[str, int]:
    """kind -> how many ended. In the caller's transaction; stored files go with its commit."""
    in_order = sorted(kinds, key=lambda kind: not kind.is_found_by_name)
    return {kind.code: kind.erase(person) for kind in in_order if kind.erase is not None}


def marks_of(person: Person) -> Marks:
    """Before their keys are destroyed."""
    records = Citizen.objects.filter(pk__in=person.citizens).exclude(secret=b"").values_list("pk", "secret")
    return {str(pk): mark_of(bytes(secret)) for pk, secret in records}


def mark_of(secret: bytes) -> str:
    return blind_index(secret.hex(), purpose=MARK).hex()


def places_outside() -> list[Path]:
    roots = [Path(settings.DATA_DIR), *([Path(settings.SEALS_FOLDER)] if settings.SEALS_FOLDER else [])]
    return [root / FOLDER / LIST for root in roots]


def keep_outside(marks: Marks) -> None:
    """One line more in each place; begun anew, for the one before may be torn."""
    line = f"\n{json.dumps(marks)}\n"
    for path in places_outside():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("a", encoding="ascii") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())


def kept_outside() -> Iterator[Marks]:
    """Everything ever kept, in all places; a line torn by a crash counts for nothing."""
    for path in places_outside():
        if path.exists():
            with path.open(encoding="ascii", errors="replace") as file:
                yield from (marks for marks in map(_read, file) if marks)


def keep_missing() -> int:
    """What a crash kept from being written outside is written now; how many."""
    known = {mark for marks in kept_outside() for mark in marks.values()}
    done = Erasure.objects.filter(status=Erasure.Status.DONE).order_by("pk").values_list("marks", flat=True)
    missing = [marks for marks in done.iterator() if not known.issuperset(marks.values())]
    for marks in missing:
        keep_outside(marks)
    return len(missing)


def come_back() -> Iterator[Citizen]:
    """People of the list whose records stand again with their names: an older backup was restored."""
    for marks in kept_outside():
        yield from _still_named(marks)


def _still_named(marks: Marks) -> Iterable[Citizen]:
    records = Citizen.objects.filter(pk__in=[int(pk) for pk in marks]).exclude(secret=b"")
    return [record for record in records if mark_of(bytes(record.secret)) == marks[str(record.pk)]]


def _read(line: str) -> Marks | None:
    try:
        return {str(int(pk)): str(mark) for pk, mark in json.loads(line).items()}
    except (ValueError, TypeError, AttributeError):
        return None
