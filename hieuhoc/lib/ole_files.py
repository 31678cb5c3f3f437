"""As much of the old Office container (compound file, [MS-CFB]) as is needed to know what an .xls carries: macros, a
password, formulas."""

import struct
from collections.abc import Iterator
from pathlib import Path

from hieuhoc.lib.sheet_reading import CannotRead, cell_name

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_FORMULA, _PASSWORD = 0x0006, 0x002F
_END = 0xFFFFFFFA  # this and above are marks, not sectors
_SMALL_STREAM = 4096


def inspect_xls(path: Path) -> None:
    """Raises CannotRead for macros, passwords, formulas and containers that are no workbook."""
    try:
        container = _Container(path.read_bytes())
    except (struct.error, IndexError, ValueError) as error:
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
        _check_records(container.read(book))
    except (struct.error, IndexError, ValueError) as error:
        raise CannotRead("broken") from error


def _check_records(stream: bytes) -> None:
    for kind, content in _records(stream):
        if kind == _PASSWORD:
            raise CannotRead("encrypted")
        if kind == _FORMULA:
            row, column = struct.unpack_from("<HH", content)
            raise CannotRead("formula", cell=cell_name(row, column))


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
        """Streams under 4096 bytes live elsewhere and hold no sheet worth a look: nothing is given for them."""
        start, size = self.streams[name]
        return self._chain(start)[:size] if size >= _SMALL_STREAM else b""


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind in {_FORMULA, _PASSWORD}:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
