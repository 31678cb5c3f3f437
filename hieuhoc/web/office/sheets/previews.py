"""What the page of an import shows of its file: the rows as read, what is wrong, what would be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import record_reading
from hieuhoc.lib.numbers import read_whole
from hieuhoc.sheets.definition import PART
from hieuhoc.sheets.models import Batch, Problem
from hieuhoc.sheets.numbering import row_name
from hieuhoc.sheets.reads import CauseCount, Making, Preview
from hieuhoc.sheets.registry import sheet_of
from hieuhoc.sheets.seen import WARNED, SeenRow, page_of, row_numbers, rows_seen
from hieuhoc.web.office.sheets.wordings import MADE_KINDS, OUTCOMES
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import KeyPage
from hieuhoc.web.ui.shapes import Tile

SHOWN_CELLS = 5
SHOWN_ROWS = 50
SHOWN_HOUSEHOLDS = 10
SHOWS = (*OUTCOMES, WARNED)


@dataclass(frozen=True)
class ShownRow:
    """One row of the table; `number` in words: "5", or "Thôn 2: 5" in a file of several sheets. `cells` in the order of
    the head; `changes`: title, old, new."""

    number: str
    outcome: str
    word: str
    name: str
    cells: list[str]
    changes: list[tuple[str, str, str]]
    problems: list[Problem]


@dataclass(frozen=True)
class RowTable:
    page: KeyPage[ShownRow]
    name_title: str
    titles: list[str]
    show: str


def row_table(request: Request, batch: Batch) -> RowTable | None:
    """A page of rows as they were read; None for who may not read them, or when they are gone. The reading is on record."""
    sheet = sheet_of(batch.sheet)
    if not request.user.has_perm(sheet.ability, batch) or batch.purged_at is not None:
        return None
    show = request.GET.get("show", "")
    numbers = row_numbers(batch, show if show in SHOWS else "")
    if not numbers and not show:
        return None
    wanted = page_of(numbers, _number(request, "after"), _number(request, "before"), SHOWN_ROWS)
    rows = rows_seen(batch, wanted)
    record_reading(
        "sheets.preview",
        actor=request.user,
        subject_kind="batch",
        subject_id=batch.pk,
        place=batch.place_id,
        person_count=len(rows),
    )
    headers = {column.key: str(column.header) for column in sheet.columns}
    filled = [key for key in headers if key != sheet.names_row and any(key in row.cells for row in rows)]
    named = headers | {key: str(words) for key, words in sheet.change_names.items()}
    sheets = batch.counts.get("sheets", [])
    shown = [_shown(row, row_name(row.number, sheets), sheet.names_row, filled, named) for row in rows]
    before = str(wanted[0]) if wanted and wanted[0] != numbers[0] else ""
    after = str(wanted[-1]) if wanted and wanted[-1] != numbers[-1] else ""
    page = KeyPage(shown, before, after, len(numbers))
    return RowTable(page, headers[sheet.names_row], [headers[key] for key in filled], show if show in SHOWS else "")


def _shown(row: SeenRow, number: str, names_row: str, filled: Sequence[str], named: dict[str, str]) -> ShownRow:
    changes = [(named[key], old, new) for key, old, new in row.changes if key in named]
    cells = [row.cells.get(key, "") for key in filled]
    name = row.cells.get(names_row, "–")
    return ShownRow(number, row.outcome, str(OUTCOMES[row.outcome]), name, cells, changes, row.problems)


def _number(request: Request, name: str) -> int | None:
    return read_whole(request.GET.get(name, ""))


def tiles_of(batch: Batch, seen: Preview, table: RowTable | None) -> list[Tile]:
    """Each count leads to its rows, as long as there is a table of them."""
    address, show = reverse("office:batch", args=[batch.pk]), table.show if table else ""

    def tile(key: str, count: int, label: str, tone: str, icon: str = "") -> Tile:
        asked = "" if key == show else "?" + urlencode({"show": key})
        return Tile(label, count, tone, f"{address}{asked}#rows" if count and table else "", key == show, icon)

    tiles = [
        tile("new", seen.new, _("mới"), "done", "plus"),
        tile("changed", seen.changed, _("thay đổi"), "waiting", "pencil"),
        tile("same", seen.same, _("như cũ"), "neutral"),
        tile("refused", seen.refused, _("không nhận"), "failed"),
        tile(WARNED, seen.warned, _("cảnh báo"), "uncertain"),
    ]
    chosen_from = tile("ambiguous", seen.ambiguous, _("cần chọn người"), "waiting", "arrows-exchange")
    return [*tiles[:4], chosen_from, tiles[4]] if seen.ambiguous else tiles


@dataclass(frozen=True)
class MadeKind:
    """All that would be made of one kind: in one sentence, and the first of them."""

    title: str
    count: int
    people: int
    shown: list[Making]

    @property
    def rest(self) -> int:
        return self.count - len(self.shown)


def made_kinds(makings: Sequence[Making]) -> list[MadeKind]:
    """Households are many and usual: those near an existing one and the first few are named; the rest is counted."""
    kinds = []
    for kind, words in MADE_KINDS.items():
        of = [making for making in makings if making.kind == kind]
        if of:
            most = max(SHOWN_HOUSEHOLDS, sum(bool(row.near) for row in of)) if kind == "family" else len(of)
            kinds.append(MadeKind(str(words), len(of), sum(row.people for row in of), of[: min(most, SHOWN_ROWS)]))
    return kinds


def first_cells(batch: Batch) -> dict[tuple[str, str, str], str]:
    """Where the first problems of each cause stand: cells as the officer finds them in the file, rows when the whole row is meant."""
    letters, sheets = batch.counts.get("letters", {}), batch.counts.get("sheets", [])
    cells: dict[tuple[str, str, str], list[str]] = {}
    kept = batch.problems.order_by("row_number").values_list("cause", "column", "message", "row_number")
    for cause, column, message, row in kept[:2000]:
        cells.setdefault((cause, column, message.split(PART)[0]), []).append(
            _cell(letters.get(column, ""), row_name(row, sheets))
        )
    return {
        key: ", ".join(kept[:SHOWN_CELLS]) + ("…" if len(kept) > SHOWN_CELLS else "") for key, kept in cells.items()
    }


def _cell(letter: str, row: str) -> str:
    """D5, or "Thôn 2: D5"."""
    sheet, _colon, number = row.rpartition(": ")
    return f"{sheet}: {letter}{number}" if sheet else letter + number


def causes_of(batch: Batch, seen: Preview) -> list[tuple[CauseCount, str]]:
    """Each cause with the cells it stands in."""
    cells = first_cells(batch)
    keys = {str(column.header): column.key for column in sheet_of(batch.sheet).columns}
    return [(cause, cells.get((cause.cause, keys.get(cause.header, ""), cause.text), "")) for cause in seen.causes]


def in_words(seen: Preview, severity: str) -> list[str]:
    """Why rows will not be written, or are in doubt; the commonest cause first."""
    return [
        _("%(count)s dòng: %(message)s") % {"count": number(cause.count), "message": cause.message}
        for cause in seen.causes
        if cause.severity == severity
    ]
