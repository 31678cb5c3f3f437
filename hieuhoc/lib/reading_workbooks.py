"""A workbook of a stranger, of whichever kind: which of its sheets are read, and their tables."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import python_calamine as calamine

from hieuhoc.lib.reading_ods import ods_sheets
from hieuhoc.lib.reading_sheets import SheetOfFile, xlsx_sheets
from hieuhoc.lib.reading_table import Near, in_chunks, near_rows, open_table
from hieuhoc.lib.reading_xls import xls_sheets
from hieuhoc.lib.sheet_cells import titles_met
from hieuhoc.lib.sheet_reading import CannotRead, Found, Note, ReadLimits

if TYPE_CHECKING:
    from hieuhoc.lib.reading_child import SheetAnswer

SHEETS = {"xlsx": xlsx_sheets, "xls": xls_sheets, "ods": ods_sheets}
_LEAST_TITLES = 2  # that a sheet must have for holding a list beside another


def read_workbook(
    path: Path, kind: str, wanted: list[str], expects: frozenset[str], limits: ReadLimits, answer: "SheetAnswer"
) -> None:
    try:
        _read(path, kind, wanted, expects, limits, answer)
    except calamine.PasswordError:
        raise CannotRead("encrypted") from None


def _read(
    path: Path, kind: str, wanted: list[str], expects: frozenset[str], limits: ReadLimits, answer: "SheetAnswer"
) -> None:
    with SHEETS[kind](path) as known:
        visible = [sheet for sheet in known if sheet.is_visible]
        if not visible:
            raise CannotRead("no_sheet")
        near = {sheet.name: near_rows(sheet, limits) for sheet in visible}
        lists = [sheet for sheet in visible if sheet.name in _with_lists(near, expects)]
        read = [sheet for sheet in lists if sheet.name in wanted] or lists
        for position, sheet in enumerate(read):
            report = Found(kind, sheet=sheet.name, sheets=[listed.name for listed in lists])
            if not position:
                report.notes += _notes_of_sheets(known, read)
            table = open_table(sheet, near[sheet.name], report, expects, limits)
            answer.report(report)
            answer.table(report, in_chunks(table, limits.chunk_rows))


def _with_lists(near: dict[str, Near], expects: frozenset[str]) -> list[str]:
    """Sheets that have the titles we look for, at least half as many as the best of them (a guide beside the list names
    some too); when none has, the first that is not empty, else the first."""
    met = {name: titles_met(rows.rows, expects) for name, rows in near.items()}
    least = max(_LEAST_TITLES, (max(met.values()) + 1) // 2)
    lists = [name for name, count in met.items() if count >= least]
    if lists:
        return lists
    best = max(met, key=lambda name: met[name])
    filled = [name for name, rows in near.items() if any(cell.strip() for row in rows.rows for cell in row)]
    return [best] if met[best] else filled[:1] or list(near)[:1]


def _notes_of_sheets(known: list[SheetOfFile], read: list[SheetOfFile]) -> Iterator[Note]:
    hidden = [sheet.name for sheet in known if not sheet.is_visible]
    if hidden:
        yield Note("hidden_sheets", {"sheets": ", ".join(hidden)[:200]})
    others = [sheet.name for sheet in known if sheet.is_visible and sheet not in read]
    if others:
        said = {"sheet": ", ".join(sheet.name for sheet in read)[:200], "sheets": ", ".join(others)[:200]}
        yield Note("other_sheets", said)
