"""The program that opens a stranger's spreadsheet: a process of its own with little memory, little time and no secrets.

Reads one request (JSON) from its arguments and writes frames to standard output: for each sheet what was found and its
rows as Arrow streams, then the end; or why it cannot be read. Run by `xlsx.open_sheet`.
"""

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl
import python_calamine as calamine

from hieuhoc.lib.reading_csv import open_text
from hieuhoc.lib.reading_ods import ods_sheets
from hieuhoc.lib.reading_sheets import SheetOfFile, xlsx_sheets
from hieuhoc.lib.reading_table import Near, Table, in_chunks, near_rows, open_table
from hieuhoc.lib.reading_xls import xls_sheets
from hieuhoc.lib.sheet_cells import ColumnDecoder, cleaned, titles_met
from hieuhoc.lib.sheet_reading import (
    CHUNK,
    END,
    REFUSED,
    REMARKED,
    REPORT,
    CannotRead,
    Found,
    Note,
    ReadLimits,
    write_frame,
)
from hieuhoc.lib.sheet_remarks import BROKEN_CELL
from hieuhoc.lib.workbook_inspection import inspect_file

SHEETS = {"xlsx": xlsx_sheets, "xls": xls_sheets, "ods": ods_sheets}
_LEAST_TITLES = 2  # that a sheet must have for holding a list beside another


class _Answer:
    """What has been written to the parent so far."""

    def __init__(self, target: BinaryIO, limits: ReadLimits) -> None:
        self.target, self.limits = target, limits
        self.rows = self.broken = 0
        self.notes: list[Note] = []

    def report(self, report: Found) -> None:
        if not report.headers:
            raise CannotRead("no_header")
        write_frame(self.target, REPORT, json.dumps(report.as_values()).encode())

    def table(self, report: Found, table: Table) -> None:
        decoder = ColumnDecoder()
        for chunk, remarks in table:
            frame = cleaned(decoder.decode(chunk, report.headers), report.headers)
            self.rows += frame.height
            self.broken += int((remarks["kind"] == BROKEN_CELL).sum()) if remarks.height else 0
            if self.broken > self.limits.broken_cells:
                raise CannotRead("formula_somewhere")
            if frame.height:
                if remarks.height:
                    write_frame(self.target, REMARKED, remarks.write_ipc_stream(None).getvalue())
                write_frame(self.target, CHUNK, frame.write_ipc_stream(None).getvalue())
        self.notes += decoder.notes
        if report.formulas:
            self.notes.append(Note("formulas", {"count": report.formulas}))

    def end(self) -> None:
        if not self.rows:
            raise CannotRead("no_rows")
        notes = [{"code": note.code, "values": note.values} for note in self.notes]
        write_frame(self.target, END, json.dumps({"rows": self.rows, "notes": notes}).encode())


def read(request: dict[str, Any], limits: ReadLimits, target: BinaryIO) -> None:
    path, expects = Path(request["path"]), frozenset(request["expects"])
    kind = inspect_file(path, request["declared_name"], limits)
    limit_memory(limits.text_memory_bytes if kind == "csv" else limits.memory_bytes)
    answer = _Answer(target, limits)
    if kind == "csv":
        report, table = open_text(path, expects, limits, Path(request["folder"]))
        answer.report(report)
        answer.table(report, table)
    else:
        _read_workbook(SHEETS[kind](path), kind, request["sheets"], expects, limits, answer)
    answer.end()


def _read_workbook(
    sheets: AbstractContextManager[list[SheetOfFile]],
    kind: str,
    wanted: list[str],
    expects: frozenset[str],
    limits: ReadLimits,
    answer: _Answer,
) -> None:
    with sheets as known:
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


def limit_memory(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def limit_myself(limits: ReadLimits) -> None:
    limit_memory(max(limits.memory_bytes, limits.text_memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_FSIZE, (4 * limits.file_bytes, 4 * limits.file_bytes))


def refusal_of(error: BaseException) -> CannotRead:
    """Whatever a parser says of a hostile file, the person hears one of our sentences."""
    if isinstance(error, CannotRead):
        return error
    if isinstance(error, calamine.PasswordError):
        return CannotRead("encrypted")
    if isinstance(error, MemoryError) or _is_out_of_memory(error):
        return CannotRead("too_heavy")
    if isinstance(error, pl.exceptions.ComputeError) and "more fields" in str(error):
        return CannotRead("uneven_rows")
    return CannotRead("broken")


def _is_out_of_memory(error: BaseException) -> bool:
    """The frame library panics when it gets no memory for a buffer or a thread."""
    return type(error).__name__ == "PanicException" and any(word in str(error) for word in ("alloc", "memory", "spawn"))


def main() -> int:
    request = json.loads(sys.argv[1])
    limits = ReadLimits(**request["limits"])
    limit_myself(limits)
    target = sys.stdout.buffer
    try:
        read(request, limits, target)
    except BrokenPipeError:
        return 1  # the reader lost interest
    except BaseException as error:
        refusal = refusal_of(error)
        write_frame(target, REFUSED, json.dumps({"code": refusal.code, "values": refusal.values}).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
