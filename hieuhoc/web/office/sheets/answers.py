"""What a file leaves open, asked on its page: one answer for all rows alike, then the file is read again with it."""

from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.sheets import tasks
from hieuhoc.sheets.actions import answer_questions
from hieuhoc.sheets.jobs import is_busy
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.numbering import row_name
from hieuhoc.sheets.questions import Question, cells_of, questions_of
from hieuhoc.sheets.registry import sheet_of
from hieuhoc.web.guards import needs
from hieuhoc.web.office.sheets.reached import reached
from hieuhoc.web.requests import Request

SHOWN_EXAMPLES = 5
FIELD = "answer."


@dataclass(frozen=True)
class ShownQuestion:
    """`examples`: row number, what stands there, what it would become ("" = nothing)."""

    asked: Question
    field: str
    column: str
    examples: list[tuple[str, str, str]]

    @property
    def more(self) -> int:
        return max(0, self.asked.count - len(self.examples))


def shown_questions(batch: Batch) -> list[ShownQuestion]:
    """Those that hold the writing back first. The examples are personal: only with the rows of the same page."""
    headers = {column.key: str(column.header) for column in sheet_of(batch.sheet).columns}
    sheets = batch.counts.get("sheets", [])
    asked = sorted(questions_of(batch), key=lambda question: (not question.must_be_answered, bool(question.answer)))
    return [
        ShownQuestion(
            question,
            FIELD + question.code,
            headers.get(question.column, ""),
            [
                (row_name(row, sheets), seen or "", becomes or "")
                for row, seen, becomes in cells_of(batch, question.code)
                .head(SHOWN_EXAMPLES)
                .select("row", "seen", "becomes")
                .iter_rows()
            ],
        )
        for question in asked
    ]


@needs("sheets.read_batches", "sheets.import_skills")
def batch_answers(request: Request, pk: int) -> HttpResponse:
    """Keeps the answers and has the file read again."""
    batch = reached(request, pk)
    address = reverse("office:batch", args=[batch.pk])
    if request.method != "POST" or is_busy(batch):
        return redirect(address)
    given = {
        name.removeprefix(FIELD): str(value) for name, value in request.POST.items() if name.startswith(FIELD) and value
    }
    if not given:
        raise Refusal(_("Chưa chọn câu trả lời nào."), code="no_answer")
    with transaction.atomic():
        answer_questions(batch, given, actor=request.user)
        tasks.check.defer(batch_id=batch.pk, user_id=request.user.pk)
    return redirect(address)
