"""As much of the old Office container (compound file, [MS-CFB]) as is needed to know what an .xls carries: macros, a
password. Formulas are read by the value that the file keeps with each."""

import struct
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from hieuhoc.lib.sheet_reading import BrokenCell, CannotRead, ReadLimits

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_FORMULA, _PASSWORD, _SHEET, _END_OF_PART = 0x0006, 0x002F, 0x0085, 0x000A
_ERROR = 2  # what a formula's kept value is when its last two bytes are FFFF
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_END = 0xFFFFFFFA  # this and above are marks, not sectors
_SMALL_STREAM, _SMALL_SECTOR = 4096, 64


def inspect_xls(path: Path) -> None:
    """Raises CannotRead for macros, passwords and containers that are no workbook."""
    try:
        container = _Container(path.read_bytes())
    except (struct.error, LookupError, ValueError) as error:
        raise CannotRead("broken") from error
    names = set(container.streams)
    if "EncryptedPackage" in names:
        raise CannotRead("encrypted")
    if names & {"_VBA_PROJECT_CUR", "VBA", "Macros"}:
        raise CannotRead("macro")
    book = next((name for name in ("Workbook", "Book") if name in names), None)
    if book is None:
        raise CannotRead("not_a_sheet")
    try:
        is_locked = any(kind == _PASSWORD for kind, _content in _globals(container.read(book)))
    except (struct.error, LookupError, ValueError) as error:
        raise CannotRead("broken") from error
    if is_locked:
        raise CannotRead("encrypted")


def broken_xls_cells(path: Path, sheet: int, limits: ReadLimits) -> tuple[list[BrokenCell], int]:
    """Formulas of that sheet (from 0, as the book lists them) whose kept value is an error, and how many formulas it
    has. Raises CannotRead for more than a person would mend one by one."""
    try:
        container = _Container(path.read_bytes())
        formulas = list(_formulas(container.read("Workbook" if "Workbook" in container.streams else "Book"), sheet))
    except (struct.error, LookupError, ValueError) as error:
        raise CannotRead("broken") from error
    found = []
    for content in formulas:
        row, column, _look, kind, _pad, code, _rest, mark = struct.unpack_from("<HHHBBB3sH", content)
        if mark == 0xFFFF and kind == _ERROR:
            found.append(BrokenCell(row + 1, column, _ERRORS.get(code, "#N/A")))
    if len(found) > limits.broken_cells:
        raise CannotRead("formula_somewhere")
    return found, len(formulas)


def _formulas(stream: bytes, sheet: int) -> Iterator[bytes]:
    starts = [struct.unpack_from("<I", content)[0] for kind, content in _globals(stream) if kind == _SHEET]
    end = min((start for start in starts if start > starts[sheet]), default=len(stream))
    return (content for kind, content in _records(stream, starts[sheet], end) if kind == _FORMULA)


def _globals(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of the book itself, before those of its sheets."""
    return takewhile(lambda record: record[0] != _END_OF_PART, _records(stream, 0, len(stream)))


class _Container:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.sector_size = 1 << struct.unpack_from("<H", content, 30)[0]
        if self.sector_size not in {512, 4096}:
            raise ValueError("not a sector size")
        self.table = self._sector_table()
        self.streams = dict(self._directory(struct.unpack_from("<I", content, 48)[0]))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.sector_size
        return self.content[start : start + self.sector_size]

    def _numbers(self, sector: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])

    def _sector_table(self) -> list[int]:
        listed = list(struct.unpack_from("<109I", self.content, 76))
        more, left = struct.unpack_from("<II", self.content, 68)
        while more < _END and left > 0:
            numbers = self._numbers(self._sector(more))
            listed += numbers[:-1]
            more, left = numbers[-1], left - 1
        return [entry for number in listed if number < _END for entry in self._numbers(self._sector(number))]

    def _chain(self, number: int) -> bytes:
        parts: list[bytes] = []
        for _ in range(len(self.table) + 1):
            if number >= _END:
                return b"".join(parts)
            parts.append(self._sector(number))
            number = self.table[number]
        raise ValueError("a chain of sectors that never ends")

    def _directory(self, start: int) -> Iterator[tuple[str, tuple[int, int]]]:
        content = self._chain(start)
        for at in range(0, len(content) - 127, 128):
            length = struct.unpack_from("<H", content, at + 64)[0]
            if 2 <= length <= 64:
                name = content[at : at + length - 2].decode("utf-16-le", errors="replace")
                yield name, struct.unpack_from("<II", content, at + 116)

    def read(self, name: str) -> bytes:
        start, size = self.streams[name]
        if size >= _SMALL_STREAM:
            return self._chain(start)[:size]
        # Small streams lie in pieces of 64 bytes within the stream of the root, with a table of their own.
        table = self._numbers(self._chain(struct.unpack_from("<I", self.content, 60)[0]))
        shared = self._chain(self.streams["Root Entry"][0])
        parts: list[bytes] = []
        while start < _END and len(parts) <= len(table):
            parts.append(shared[start * _SMALL_SECTOR : (start + 1) * _SMALL_SECTOR])
            start = table[start]
        return b"".join(parts)[:size]


def _records(stream: bytes, at: int, end: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
