"""The tables that can be taken along. An area of the web contributes its own in `exports.py`: EXPORTS, kind -> what makes
the table for a user and their wishes, and asks whether they may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, BinaryIO

from django.core.exceptions import PermissionDenied

from hieuhoc.lib.scope import Scope
from hieuhoc.lib.workbook_writing import WrittenColumn

if TYPE_CHECKING:
    from hieuhoc.accounts.models import User

type Wishes = dict[str, Any]  # plain values; they may hold a typed name, so they are kept sealed
type ExportCells = Sequence[object]


@dataclass(frozen=True)
class ExportTable:
    """`rows(limit)`: the first so many, or all. `purpose`: what the list of readings says; `scope`: what it was made
    within, asked again when the file is fetched."""

    title: str
    file_name: str
    columns: Sequence[WrittenColumn]
    rows: Callable[[int | None], Iterable[ExportCells]]
    scope: Scope
    purpose: str
    subject: str = "list"
    place: int | None = None
    subject_id: int | None = None


@dataclass(frozen=True)
class ExportFile:
    """What is no table of rows. `write(target)` gives how many people are in it; `is_short`: written within a request."""

    title: str
    file_name: str
    write: Callable[[Path | BinaryIO], int]
    is_short: bool
    scope: Scope
    purpose: str
    subject: str
    place: int | None
    subject_id: int | None


def written(content: bytes, target: Path | BinaryIO) -> None:
    """A file made in one piece."""
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


type Exported = ExportTable | ExportFile
type MakeTable = Callable[[User, Wishes], Exported]
_tables: dict[str, MakeTable] = {}


def add_tables(_label: str, module: ModuleType) -> None:
    _tables.update(module.EXPORTS)


def table_of(kind: str, user: User, wishes: Wishes) -> Exported:
    """Raises PermissionDenied for whoever may not (any more)."""
    if not user.is_active:
        raise PermissionDenied(kind)
    return _tables[kind](user, wishes)
