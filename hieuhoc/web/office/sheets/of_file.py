"""What the page of an import shows out of its stored files: a lost or damaged one is said, and the page stays of use."""

from dataclasses import dataclass, field

from hieuhoc.lib.errors import Refusal
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.reads import makings_of
from hieuhoc.web.office.sheets.answers import ShownQuestion, shown_questions
from hieuhoc.web.office.sheets.previews import MadeKind, RowTable, made_kinds, row_table
from hieuhoc.web.requests import Request


@dataclass(frozen=True)
class OfFile:
    """`lost`: what cannot be read any more and what to do, "" when all can."""

    table: RowTable | None = None
    questions: list[ShownQuestion] = field(default_factory=list)
    made: list[MadeKind] = field(default_factory=list)
    lost: str = ""


def shown_of_file(request: Request, batch: Batch, *, with_rows: bool = True) -> OfFile:
    try:
        table = row_table(request, batch) if with_rows else None
        return OfFile(table, shown_questions(batch) if table else [], made_kinds(makings_of(batch)))
    except Refusal as refusal:
        return OfFile(lost=f"{refusal.sentence} {refusal.remedy}")
