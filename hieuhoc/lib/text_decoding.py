"""Text files from anywhere: which encoding, which separator, where the table begins."""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from hieuhoc.lib.legacy_text import detect_legacy, marked_words, spelled_share
from hieuhoc.lib.sheet_reading import CannotRead

SEPARATORS = ";,\t|"
_SAMPLE = 1 << 18
_PIECE = 1 << 22
_READ = 1 << 17

csv.field_size_limit(_PIECE)  # a line is no longer than that; with the wrong separator it is one cell


def find_encoding(path: Path) -> str:
    """A codec name. Raises CannotRead when nothing fits."""
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig" if _decodes(path, "utf-8-sig") else _refuse()
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16" if _decodes(path, "utf-16") else _refuse()
    if _decodes(path, "utf-8"):
        return "utf-8"
    return _one_byte_encoding(_sample_with_marks(path))


def _refuse() -> str:
    raise CannotRead("unknown_encoding")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _sample_with_marks(path: Path) -> bytes:
    """Lines with letters beyond ASCII, wherever in the file they first come."""
    lines: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                lines.append(line)
                size += len(line)
            if size > _SAMPLE:
                break
    return b"".join(lines)


def _one_byte_encoding(sample: bytes) -> str:
    """Windows-1258 when its words are Vietnamese; latin-1 when they are TCVN3 or VNI, which the columns then turn
    into Unicode."""
    windows = unicodedata.normalize("NFC", sample.decode("cp1258", errors="replace"))
    western = sample.decode("latin-1")
    share = spelled_share(marked_words(windows))
    kind = detect_legacy(western)
    if kind is None and share < 0.5:
        return _refuse()
    return "latin-1" if kind and spelled_share(marked_words(windows)) < 0.6 else "cp1258"


def to_utf8(path: Path, encoding: str, folder: Path) -> Path:
    """The file itself when it is UTF-8 already (polars skips the mark), else a copy in `folder`; so also when its lines
    end as on the first Macs."""
    has_old_ends = _has_old_ends(path, encoding)
    if encoding in {"utf-8", "utf-8-sig"} and not has_old_ends:
        return path
    target = folder / "utf8.csv"
    newline = None if has_old_ends else ""
    with (
        path.open(encoding=encoding, newline=newline) as source,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        tail = ""
        while piece := source.read(_PIECE):
            # A mark follows its letter (Windows-1258): the last letter waits for what comes next.
            piece = tail + piece
            cut = len(piece) - 1
            while cut > 0 and unicodedata.combining(piece[cut]):
                cut -= 1
            copy.write(unicodedata.normalize("NFC", piece[:cut]))
            tail = piece[cut:]
        copy.write(unicodedata.normalize("NFC", tail))
    return target


def _has_old_ends(path: Path, encoding: str) -> bool:
    with path.open(encoding=encoding, newline="") as source:
        start = source.read(_SAMPLE)
    return "\r" in start and "\n" not in start


def first_lines(path: Path) -> str:
    """The start of a UTF-8 file up to a whole line."""
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
        is_whole = not file.read(1)
    text = start.decode("utf-8-sig", errors="ignore")
    return text if is_whole else text[: text.rfind("\n") + 1] or text


def find_separator(text: str) -> str:
    """The one that cuts most lines into equally many cells; a comma when there is one column."""

    def fit(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in rows_of(text, separator)[:50] if any(row)]
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) if usual > 1 else 0), usual

    best = max(SEPARATORS, key=fit)
    return best if fit(best)[0] else ","


def rows_of(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise CannotRead("broken") from None


def lines_until(text: str, separator: str, rows: int) -> int:
    """How many physical lines the first rows take: a quoted cell may hold line breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    for _ in range(rows):
        next(reader)
    return reader.line_num


def count_lines(path: Path) -> int:
    """Raises CannotRead for a line of several megabytes (no row of people is that long) and for a quote that is never
    closed."""
    lines = quotes = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            breaks = piece.count(b"\n")
            if not breaks and len(piece) == _PIECE:
                raise CannotRead("long_line", limit=_PIECE >> 20)
            lines += breaks
            quotes += piece.count(b'"')
    if quotes % 2:
        raise CannotRead("open_quote", row=_open_quote(path))
    return lines


def _open_quote(path: Path) -> int:
    """The line of the last quote that nothing closes."""
    opened = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.count(b'"') % 2:
                opened = 0 if opened else number
    return opened


def row_pieces(path: Path, skipped_lines: int, rows: int) -> Iterator[bytes]:
    """The file after its first lines, cut at ends of rows into pieces of about `rows`: a line break between quotes ends
    none. Memory holds one piece, however long the file."""
    with path.open("rb") as file:
        for _ in range(skipped_lines):
            file.readline()
        piece = bytearray()
        while fresh := file.read(_READ):
            piece += fresh
            while cut := _row_end(piece, rows):
                yield bytes(piece[:cut])
                del piece[:cut]
        if piece:
            yield bytes(piece)


def _row_end(piece: bytearray, lines: int) -> int:
    """Behind the first line break after so many that stands between no quotes; 0 when there is none yet."""
    if piece.count(b"\n") < lines:
        return 0
    end = len(piece) - len(piece.split(b"\n", lines)[-1])
    quotes = piece.count(b'"', 0, end)
    while quotes % 2:
        begin, end = end, piece.find(b"\n", end) + 1
        if not end:
            return 0
        quotes += piece.count(b'"', begin, end)
    return end
