"""What an .xls carries, seen in its container (compound file, [MS-CFB]) before anything reads it: macros, a password, the
stream of the workbook."""

import struct
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import olefile

from hieuhoc.lib.sheet_reading import CannotRead

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
PASSWORD, END_OF_PART = 0x002F, 0x000A

type Record = tuple[int, bytes]  # kind, content


def inspect_xls(path: Path) -> None:
    """Raises CannotRead for macros, passwords and containers that are no workbook."""
    stream = workbook_stream(path)
    if any(kind == PASSWORD for kind, _content in records_of_book(stream)):
        raise CannotRead("encrypted")


def workbook_stream(path: Path) -> bytes:
    try:
        with olefile.OleFileIO(str(path)) as container:
            names = {name for entry in container.listdir(streams=True, storages=True) for name in entry}
            if "EncryptedPackage" in names:
                raise CannotRead("encrypted")
            if names & {"_VBA_PROJECT_CUR", "VBA", "Macros"}:
                raise CannotRead("macro")
            book = next((name for name in ("Workbook", "Book") if name in names), None)
            if book is None:
                raise CannotRead("not_a_sheet")
            content: bytes = container.openstream(book).read()
            return content
    except (OSError, struct.error, LookupError, ValueError, TypeError, AttributeError) as error:
        raise CannotRead("broken") from error


def records_of_book(stream: bytes) -> Iterator[Record]:
    """Those of the book itself, before those of its sheets."""
    return takewhile(lambda record: record[0] != END_OF_PART, records(stream, 0))


def records(stream: bytes, start: int) -> Iterator[Record]:
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + length]
        start += 4 + length
