"""From the reader's chunks to rows of data under the sheet's own keys: titles matched sheet by sheet, names put together,
what the officer answered applied, what is no data set aside; all of it said or asked."""

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.lib.sheet_reading import Found
from hieuhoc.lib.sheet_remarks import DAY_BEHIND_YEAR, HIDDEN_ROW, STRUCK_CELL, STRUCK_ROW
from hieuhoc.lib.words import Words, told
from hieuhoc.sheets.blocks import Blocks
from hieuhoc.sheets.broken_cells import BrokenCells, broken_cells
from hieuhoc.sheets.definition import CHANGE, ERROR, LEAVE_OUT, ROW, Column, cleaned, is_day, raw, with_all_columns
from hieuhoc.sheets.dittos import Dittos
from hieuhoc.sheets.halves import Halves
from hieuhoc.sheets.headers import Matched, match_headers, nearly, not_used, only_resembles
from hieuhoc.sheets.questions import Asking, Questions
from hieuhoc.sheets.reading import RowSource
from hieuhoc.sheets.sheet import Sheet
from hieuhoc.sheets.strays import Strays
from hieuhoc.sheets.subheadings import Subheadings
from hieuhoc.sheets.wording import source_text

SHEETS, EVERY_SHEET, UNTITLED = "sheets", "*", "untitled"
SEVERAL_SHEETS = gettext_lazy("Tệp có {} trang tính cùng mẫu ({}): đọc những trang nào?")
READ_ALL = gettext_lazy("Đọc tất cả các trang")
NO_TITLE = gettext_lazy("Cột {1} có dữ liệu ở {0} dòng nhưng không có tiêu đề. Nếu cần, ghi tiêu đề rồi gửi lại tệp.")
SKIP_COLUMN = gettext_lazy("Bỏ qua cột này")
RIVALS = gettext_lazy("Tệp có {} cột cùng là “{}” ({}): đọc cột nào?")
NEARLY = gettext_lazy("{} ô ở cột “{}” giống dữ liệu của “{}”: đọc cột này thế nào?")
READ_BOTH = gettext_lazy("Đọc tất cả: ô trống ở cột đứng trước lấy ở cột đứng sau")
ALL_OF_THEM = "*all"
OVERRULED = gettext_lazy("%(count)s dòng ghi khác nhau ở các cột %(headers)s: chỉ đọc cột đứng trước.")
READ_AS_THAT = gettext_lazy("Đọc như cột đó")
LOOKED_AT = 200  # rows by which a column with nearly a title is known
_SERIAL = r"^\d{1,7}$"
_MEANINGLESS = r"(?i)^(sheet|trang tính|trang|bảng|danh sách|ds|data|dữ liệu)?[\s_]*\d*$"

type Rows = tuple[pl.DataFrame, BrokenCells]


def wanted_sheets(answers: dict[str, Any]) -> list[str]:
    """The sheets the officer chose; none = all."""
    chosen = answers.get(SHEETS, EVERY_SHEET)
    return [] if chosen == EVERY_SHEET else [chosen]


class Gathering:
    """One reading of a file; `notes` are complete after the last rows."""

    def __init__(self, source: RowSource, sheet: Sheet, questions: Questions) -> None:
        self.source, self.sheet, self.questions = source, sheet, questions
        self.cells = [raw(column.key) for column in sheet.columns]
        self.strays, self.dittos = Strays(self.cells), Dittos(sheet.columns)
        self.blocks, self.subheadings = Blocks(sheet.columns), Subheadings(sheet.columns)
        self.said: list[str] = []
        self.letters: dict[str, str] = {}
        self.overruled: dict[str, int] = {}  # columns that complete each other → rows where they say different things
        self._begin_sheet()

    def rows(self) -> Iterator[Rows]:
        """Neither blank nor a total, a signature or the like; as the officer's answers read them."""
        for chunk, seen in self.source.pieces:
            if self.source.found is not self.found:
                self._begin_sheet()
            remarks = _with_keys(seen, self.matched)
            frame = self.subheadings.without(chunk, self._with_columns(chunk))
            frame = self.strays.without(frame, self._unread(chunk))
            frame = self.subheadings.filled(frame, self.questions)
            frame = self._with_sheet_name(self._as_seen(frame, remarks))
            frame = self.blocks.filled(frame, self.questions)
            if frame.height:
                yield frame, broken_cells(remarks)

    def notes(self) -> list[str]:
        overruled = [
            told(source_text(OVERRULED), {"count": count, "headers": headers})
            for headers, count in self.overruled.items()
            if count
        ]
        notes = [
            *overruled,
            *self.source.notes,
            *self.said,
            *self.halves.notes,
            *self.dittos.notes(),
            *self.strays.notes(self.source.sheets),
        ]
        return list(dict.fromkeys(notes))

    def _begin_sheet(self) -> None:
        """Every sheet has its own titles."""
        self.found: Found = self.source.found
        self.matched: Matched = match_headers(
            [header for header in self.source.headers if header not in self.found.untitled], self.sheet.columns
        )
        self.completing: dict[str, list[str]] = {}  # header that is read → those that fill its blank cells, in order
        self._ask_about_rivals()
        self.halves = Halves(self.matched, self.source.headers, self.found.untitled)
        self.says_days = self.has_asked_titles = False
        self.said += self.matched.notes()
        self.letters = self.letters or {key: self.source.letters[header] for header, key in self.matched.keys().items()}
        self.dittos.above = {}
        self.subheadings.begin_sheet()
        self.strays.is_first = True
        if len(self.found.sheets) > 1:
            names = ", ".join(self.found.sheets)[:200]
            choices: tuple[tuple[str, Words], ...] = (
                (EVERY_SHEET, READ_ALL),
                *((name, name) for name in self.found.sheets),
            )
            self.questions.ask_of_file(Asking(SHEETS, SEVERAL_SHEETS, choices), len(self.found.sheets), (names,))

    def _unread(self, chunk: pl.DataFrame) -> pl.DataFrame:
        """The cells of columns that the sheet does not read."""
        taken_in = [header for headers in self.completing.values() for header in headers]
        return chunk.drop(*self.matched.keys(), *self.halves.used, *taken_in, strict=False)

    def _with_columns(self, chunk: pl.DataFrame) -> pl.DataFrame:
        for header, others in self.completing.items():
            lists = chunk.select(pl.concat_list(others).list.drop_nulls().list.n_unique().alias("different"))
            names = ", ".join(f"“{other}”" for other in others)
            self.overruled[names] = self.overruled.get(names, 0) + int((lists["different"] > 1).sum())
            chunk = chunk.with_columns(pl.coalesce(others).alias(header))
        chunk = self.halves.joined(chunk)
        self._ask_about_untitled(chunk)
        self._ask_about_near_titles(chunk)
        matched = self.matched
        if not self.says_days and any(chunk.select(is_day(header).any()).item() for header in matched.holds):
            self.says_days = True
            headers = ", ".join(f"“{header}”" for header in matched.holds)
            words = _("Cột %(headers)s có ngày hoặc năm: đọc cả hai, giới tính theo cột và ngày theo ô.")
            self.said.append(told(words, {"headers": headers}))
        return with_all_columns(chunk, self.sheet.columns, matched.mapping, matched.ticked, matched.holds)

    def _ask_about_rivals(self) -> None:
        """Of several columns that mean one, the officer says which is read."""
        titles = {column.key: str(column.header) for column in self.sheet.columns}
        for key, headers in self.matched.rivals.items():
            choices: tuple[tuple[str, Words], ...] = (
                *((header, header) for header in headers),
                (ALL_OF_THEM, READ_BOTH),
            )
            parts = (titles[key], ", ".join(headers)[:200])
            chosen = self.questions.ask_of_file(Asking(f"twice.{key}", RIVALS, choices), len(headers), parts)
            if chosen == ALL_OF_THEM:
                self.completing[headers[0]] = headers
            elif chosen in headers:
                self.matched.mapping.pop(headers[0])
                self.matched.mapping[chosen] = key

    def _ask_about_untitled(self, chunk: pl.DataFrame) -> None:
        for title in self.found.untitled:
            if title in self.halves.used:
                continue
            filled = chunk[title].drop_nulls()
            if filled.is_empty() or filled.str.contains(_SERIAL).all():
                continue
            letters = self.source.letters[title]
            asking = Asking(f"{UNTITLED}.{letters}", NO_TITLE, ((LEAVE_OUT, SKIP_COLUMN),))
            known = self.questions.asked.get(asking.code, {"count": 0})["count"]
            self.questions.ask_of_file(asking, known + len(filled), (letters,))

    def _ask_about_near_titles(self, chunk: pl.DataFrame) -> None:
        """Once a sheet: a column whose title is nearly one of ours, and whose cells could stand there, is never just left out."""
        if self.has_asked_titles or not chunk.height:
            return
        self.has_asked_titles = True
        known = {*self.matched.mapping.values(), *(key for key, _word in self.matched.ticked.values())}
        free = [column for column in self.sheet.columns if column.key not in known and not column.is_from_exports]
        unread = [header for header in self.matched.unknown if header not in self.matched.ends.values()]
        for header, column in nearly(unread, free).items():
            filled = chunk[header].drop_nulls()
            seen = filled.head(LOOKED_AT)
            if filled.is_empty() or not _fits(seen, column, self.sheet.columns):
                continue
            if only_resembles(header, column) and 2 * seen.str.contains(column.sheet_name).sum() < len(seen):
                continue
            asking = Asking(
                f"title.{column.key}.{self.source.letters[header]}",
                NEARLY,
                ((CHANGE, READ_AS_THAT), (LEAVE_OUT, SKIP_COLUMN)),
            )
            is_read = self.questions.ask_of_file(asking, len(filled), (header, str(column.header))) == CHANGE
            self.said = [note for note in self.said if note != not_used(header)]
            if is_read and column.key not in self.matched.mapping.values():
                self.matched.mapping[header] = column.key
                self.letters.setdefault(column.key, self.source.letters[header])

    def _as_seen(self, frame: pl.DataFrame, remarks: pl.DataFrame) -> pl.DataFrame:
        """A mark repeats the row that shows above it, also when that one is crossed out."""
        frame = self.questions.of_reader(frame, remarks, HIDDEN_ROW)
        frame = self.dittos.filled(frame)
        for kind in (STRUCK_ROW, STRUCK_CELL, DAY_BEHIND_YEAR):
            frame = self.questions.of_reader(frame, remarks, kind)
        return frame

    def _with_sheet_name(self, frame: pl.DataFrame) -> pl.DataFrame:
        for column in self.sheet.columns:
            if column.sheet_name and self._says(column) and frame[cell := raw(column.key)].has_nulls():
                frame = frame.with_columns(pl.col(cell).fill_null(self.found.sheet))
                words = _("Trang “%(sheet)s”: ô trống ở cột “%(header)s” lấy theo tên trang.")
                self.said.append(told(words, {"sheet": self.found.sheet, "header": str(column.header)}))
        return frame

    def _says(self, column: Column) -> bool:
        """Whether the sheet's name is a value of the column: it looks like one, or several sheets lack the column."""
        name = pl.Series([self.found.sheet])
        if name.str.contains(column.sheet_name).item():
            return True
        lacks = column.key not in self.matched.mapping.values()
        return lacks and len(self.found.sheets) > 1 and not name.str.contains(_MEANINGLESS).item()


def _fits(cells: pl.Series, column: Column, columns: Sequence[Column]) -> bool:
    """Whether most of these cells are ones of the column."""
    texts = {raw(other.key): pl.lit(None, pl.String) for other in columns} | {raw(column.key): cells}
    frame = pl.DataFrame({ROW: range(len(cells))}, schema={ROW: pl.UInt32}).with_columns(**texts)
    frame, problems = cleaned(frame, tuple(columns))
    wrong = problems.frame().filter((pl.col("severity") == ERROR) & (pl.col("column") == column.key))[ROW]
    unread = frame.filter(pl.col(column.key).is_null())[ROW]
    return 2 * pl.concat([wrong, unread]).n_unique() < len(cells)


def _with_keys(remarks: pl.DataFrame, matched: Matched) -> pl.DataFrame:
    """About whole rows or columns that are read; titles become keys."""
    keys = matched.keys() | {"": ""}
    known = remarks.filter(pl.col("column").is_in(list(keys)))
    return known.with_columns(pl.col("column").replace(keys))
