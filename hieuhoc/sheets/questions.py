"""What a file leaves open: the officer decides in the preview, and nothing is written meanwhile.

Two see it. The reader sees more than text (`lib.sheet_remarks`: a hidden row, a row crossed out, several sheets); a
column's kind sees text that says something else than it should (`definition.Offer`: an identity number without its first
zero, a year typed into a date cell, a note in a name). All rows of one kind are one question with one answer.

A page shows and asks:

    for question in questions_of(batch):       # in the order they should be asked
        question.sentence, question.count, question.rows     # the first row numbers
        question.choices                       # (value, words) of the possible answers; question.answer is "" while open
        question.must_be_answered              # no writing before; else unanswered means: read as it stands
    cells_of(batch, question.code)             # frame row, column (key, "" = whole row), seen, becomes: personal values,
                                               # so showing them is an audited reading
    actions.answer_questions(batch, {code: value}, actor=user)     # then check again: tasks.check.defer(…)

Counts and preview follow the answers of the last check. `confirm_batch` refuses while `open_questions(batch)` has any.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.sheet_remarks import DAY_BEHIND_YEAR, HIDDEN_ROW, STRUCK_CELL, STRUCK_ROW
from hieuhoc.lib.words import Words
from hieuhoc.sheets import staging
from hieuhoc.sheets.definition import CHANGE, KEEP, LEAVE_OUT, ROW, raw
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.wording import source_text

CELLS = "cells"
MOST_CELLS = 2_000  # kept of one question
NAMED_ROWS = 20
SCHEMA = {"code": pl.String, ROW: pl.UInt32, "column": pl.String, "seen": pl.String, "becomes": pl.String}

READ_HIDDEN, READ_SHOWN = _("Đọc cả các dòng bị ẩn"), _("Chỉ đọc các dòng đang hiện")
READ_STRUCK, LEAVE_STRUCK = _("Vẫn đọc như các dòng khác"), _("Bỏ các dòng bị gạch ngang")


@dataclass(frozen=True)
class Asking:
    """A question before anybody met it: `{}` of the text is the number of rows."""

    code: str
    text: Words
    choices: tuple[tuple[str, Words], ...]
    must_be_answered: bool = True


SEEN_BY_READER = {
    HIDDEN_ROW: Asking(
        HIDDEN_ROW,
        _("{} dòng đang bị ẩn hoặc bị lọc trong tệp: có đọc không?"),
        ((LEAVE_OUT, READ_SHOWN), (KEEP, READ_HIDDEN)),
    ),
    STRUCK_ROW: Asking(
        STRUCK_ROW,
        _("{} dòng bị gạch ngang trong tệp (thường là người đã mất hoặc đã chuyển đi): có đọc không?"),
        ((LEAVE_OUT, LEAVE_STRUCK), (KEEP, READ_STRUCK)),
    ),
    STRUCK_CELL: Asking(
        STRUCK_CELL,
        _("{} ô bị gạch ngang, cả ô hoặc một phần: có đọc chữ bị gạch không?"),
        ((CHANGE, _("Không đọc chữ bị gạch")), (KEEP, _("Đọc cả chữ bị gạch"))),
    ),
    DAY_BEHIND_YEAR: Asking(
        DAY_BEHIND_YEAR,
        _("{} ô chỉ hiện năm nhưng bên trong có cả ngày, tháng: đọc thế nào?"),
        ((KEEP, _("Chỉ đọc năm như đang hiện")), (CHANGE, _("Đọc cả ngày, tháng, năm"))),
    ),
}


@dataclass(frozen=True)
class Question:
    """As a page shows it. `rows`: the first row numbers as the officer sees them."""

    code: str
    column: str
    sentence: str
    count: int
    rows: tuple[int, ...]
    choices: tuple[tuple[str, str], ...]
    answer: str
    must_be_answered: bool

    @property
    def is_open(self) -> bool:
        return self.must_be_answered and not self.answer


def questions_of(batch: Batch) -> list[Question]:
    return [
        Question(
            kept["code"],
            kept["column"],
            _filled(kept["text"]),
            kept["count"],
            tuple(kept["rows"]),
            tuple((value, _filled(words)) for value, words in kept["choices"]),
            batch.answers.get(kept["code"], ""),
            kept["must"],
        )
        for kept in batch.questions
    ]


def open_questions(batch: Batch) -> list[Question]:
    """Those without which nothing is written: unanswered, or answered otherwise than the last check read."""
    applied = {kept["code"]: kept["answer"] for kept in batch.questions}
    return [
        question for question in questions_of(batch) if question.is_open or question.answer != applied[question.code]
    ]


def cells_of(batch: Batch, code: str) -> pl.DataFrame:
    """The cells (or rows) one question is about, the first thousands; empty when the batch has been purged."""
    if not staging.has_file(batch, CELLS):
        return pl.DataFrame(schema=SCHEMA).drop("code")
    return staging.read_frames(batch, CELLS)[0][1].filter(pl.col("code") == code).drop("code")


def _filled(kept: list[str]) -> str:
    text, *parts = kept
    return gettext(text).format(*parts)


@dataclass
class Questions:
    """What one check asks, chunk by chunk; `answers` are those given so far."""

    answers: Mapping[str, str]
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)
    cells: dict[str, list[pl.DataFrame]] = field(default_factory=dict)

    def answer(self, code: str) -> str:
        return self.answers.get(code, "")

    def ask(self, asking: Asking, cells: pl.DataFrame, parts: tuple[str, ...] = ()) -> str:
        """`cells`: row, column (key), seen, becomes of one chunk. Gives the answer, "" while there is none."""
        if not cells.height:
            return self.answer(asking.code)
        known = self.asked.setdefault(asking.code, {"asking": asking, "parts": parts, "count": 0, "rows": []})
        room = MOST_CELLS - known["count"]
        known["count"] += cells.height
        known["column"] = cells["column"][0]
        known["rows"] += cells[ROW].unique(maintain_order=True).head(NAMED_ROWS - len(known["rows"])).to_list()
        if room > 0:
            kept = cells.head(room).select(pl.lit(asking.code).alias("code"), ROW, "column", "seen", "becomes")
            self.cells.setdefault(asking.code, []).append(kept.cast(pl.Schema(SCHEMA)))
        return self.answer(asking.code)

    def ask_of_file(self, asking: Asking, count: int, parts: tuple[str, ...] = ()) -> str:
        """A question about the file and no row of it."""
        self.asked[asking.code] = {"asking": asking, "parts": parts, "count": count, "rows": [], "column": ""}
        return self.answer(asking.code)

    def of_reader(self, frame: pl.DataFrame, remarks: pl.DataFrame, kind: str) -> pl.DataFrame:
        """Asks about one kind of the reader's remarks (row, column as a key, kind, seen, becomes); gives the frame of
        `raw.*` as the answer reads it."""
        about = remarks.filter(pl.col("kind") == kind).join(frame.select(ROW), on=ROW, how="semi")
        if not about.height:
            return frame
        answer = self.ask(SEEN_BY_READER[kind], about)
        if answer == LEAVE_OUT:
            return frame.join(about.select(ROW), on=ROW, how="anti", maintain_order="left")
        return _changed(frame, about) if answer == CHANGE else frame

    def keep(self, batch: Batch) -> None:
        batch.questions = [
            {
                "code": code,
                "column": known["column"],
                "text": [source_text(known["asking"].text), str(known["count"]), *known["parts"]],
                "count": known["count"],
                "rows": known["rows"],
                "choices": [[value, [source_text(words)]] for value, words in known["asking"].choices],
                "must": known["asking"].must_be_answered,
                "answer": self.answer(code),
            }
            for code, known in self.asked.items()
        ]
        if self.cells:
            kept = pl.concat(frame for frames in self.cells.values() for frame in frames)
            staging.keep_frames(batch, CELLS, [({}, kept)])


def _changed(frame: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Each cell holds what it becomes instead of what was seen."""
    for column in cells["column"].unique():
        if (cell := raw(column)) in frame.columns:
            other = cells.filter(pl.col("column") == column).select(ROW, "becomes", is_other=pl.lit(True)).unique(ROW)
            joined = frame.join(other, on=ROW, how="left", maintain_order="left")
            read = pl.when(pl.col("is_other")).then("becomes").otherwise(cell)
            frame = joined.with_columns(read.alias(cell)).drop("becomes", "is_other")
    return frame
