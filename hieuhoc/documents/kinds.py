"""The kinds of official papers there are, each contributed by the room that knows what it says (PAPERS in its
`paper_kinds.py`)."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hieuhoc.documents.rules import OfficialPaper, PaperColumn
from hieuhoc.lib.errors import Refusal

if TYPE_CHECKING:
    from hieuhoc.accounts.models import User


@dataclass(frozen=True)
class PaperKind:
    """`abbreviation` stands in numbers (annex III of Decree 30/2020). `table`, `annex`: the columns of the table between
    its paragraphs and of the list behind it. `signature_count`: 2 for minutes, where the secretary signs on the left.
    `newest`: the last real paper of the kind that somebody may read, for previews; `names_people`: its list is one of
    people, whose reading is noted; `is_number_kept`: it takes its number when it is issued, so none of its numbers is
    spoilt afterwards. `of`: the paper of a record (the audit's kind of subject, its id), None for a record of another
    kind of paper."""

    code: str
    name: str | Promise
    abbreviation: str
    newest: Callable[["User"], OfficialPaper | None]
    table: tuple[PaperColumn, ...] = ()
    annex: tuple[PaperColumn, ...] = ()
    is_across: bool = False
    is_annex_across: bool = True
    has_addressees: bool = False
    has_verdict: bool = False
    signature_count: int = 1
    names_people: bool = False
    is_number_kept: bool = False
    of: Callable[[str, int], OfficialPaper | None] | None = None


_kinds: dict[str, PaperKind] = {}


def add_papers(_label: str, module: ModuleType) -> None:
    _kinds.update({kind.code: kind for kind in module.PAPERS})


def all_kinds() -> list[PaperKind]:
    return list(_kinds.values())


def kind_of(code: str) -> PaperKind:
    try:
        return _kinds[code]
    except KeyError:
        raise Refusal(_("Không có loại văn bản “%(code)s”.") % {"code": code}, code="unknown_paper") from None


def paper_of_record(subject_kind: str, subject_id: int) -> OfficialPaper | None:
    """Of the kind that says it is its own; None: no room draws a paper of that record."""
    papers = (kind.of(subject_kind, subject_id) for kind in all_kinds() if kind.of is not None)
    return next((paper for paper in papers if paper is not None), None)
