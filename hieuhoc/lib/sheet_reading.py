"""What the reading child and its parent both speak of: limits, refusals by code, what was found. Plain values, no
Django."""

import struct
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO

FRAME = struct.Struct(">cI")
REPORT, REMARKED, CHUNK, REFUSED, END = b"H", b"M", b"C", b"R", b"E"
ROW = "_row"  # the column of every chunk that holds the row number as the person's program shows it


@dataclass(frozen=True)
class ReadLimits:
    file_bytes: int = 300_000_000
    workbook_bytes: int = 60_000_000
    unpacked_bytes: int = 800_000_000
    unpacked_ratio: int = 150
    parts: int = 2_000
    columns: int = 200
    rows: int = 1_500_000
    header_within: int = 20  # rows
    broken_cells: int = 10_000
    memory_bytes: int = 1_500_000_000  # of address space; polars reserves about 1 GB that it never touches
    text_memory_bytes: int = 2_500_000_000
    cpu_seconds: int = 300
    silent_seconds: int = 120  # longest wait for the next chunk
    chunk_rows: int = 50_000


class CannotRead(Exception):
    """Raised in the child; the parent makes a sentence of the code and its values."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass
class Note:
    """Something the person should know though reading went on."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class Found:
    """What was found before the first row is read."""

    kind: str
    sheet: str = ""
    encoding: str = ""
    separator: str = ""
    header_row: int = 0
    headers: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)  # of the column each header stands in
    rows_expected: int = 0
    notes: list[Note] = field(default_factory=list)
    untitled: list[str] = field(default_factory=list)  # of the headers: columns of data without a title
    sheets: list[str] = field(default_factory=list)  # all that hold a list, this one among them
    formulas: int = 0  # known at the end

    def as_values(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_values(values: dict[str, Any]) -> "Found":
        notes = [Note(**note) for note in values.pop("notes")]
        return Found(**values, notes=notes)


def write_frame(target: BinaryIO, kind: bytes, content: bytes) -> None:
    target.write(FRAME.pack(kind, len(content)))
    target.write(content)
    target.flush()


def column_letters(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def column_index(letters: str) -> int:
    """A → 0, AA → 26."""
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - 64
    return index - 1


def cell_name(row: int, column: int) -> str:
    """Both from 0: (4, 1) → B5."""
    return f"{column_letters(column)}{row + 1}"
