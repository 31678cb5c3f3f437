"""The program that opens a stranger's spreadsheet: a process of its own with little memory, little time and no secrets.

Reads one request (JSON) from its arguments and writes frames to standard output: for each sheet what was found and its
rows as Arrow streams, then the end; or why it cannot be read. Run by `xlsx.open_sheet`.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from hieuhoc.lib.later import when_used
from hieuhoc.lib.reading_csv import open_text
from hieuhoc.lib.sheet_cells import ColumnDecoder, cleaned
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
from hieuhoc.lib.sheet_remarks import BROKEN_CELL, Table
from hieuhoc.lib.workbook_inspection import inspect_file

# A text file, the quickest of all, need not wait for what reads workbooks.
workbooks = when_used("hieuhoc.lib.reading_workbooks")


class SheetAnswer:
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
    answer = SheetAnswer(target, limits)
    if kind == "csv":
        report, table = open_text(path, expects, limits, Path(request["folder"]))
        answer.report(report)
        answer.table(report, table)
    else:
        workbooks.read_workbook(path, kind, request["sheets"], expects, limits, answer)
    answer.end()


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
    if isinstance(error, MemoryError) or _is_out_of_memory(error):
        return CannotRead("too_heavy")
    if isinstance(error, pl.exceptions.ComputeError) and "more fields" in str(error):
        return CannotRead("uneven_rows")
    return CannotRead("broken")


def _is_out_of_memory(error: BaseException) -> bool:
    """The frame library panics when it gets no memory for a buffer, a thread or bytes of Python."""
    words = ("alloc", "memory", "spawn", "pointer is null")
    return type(error).__name__ == "PanicException" and any(word in str(error) for word in words)


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
