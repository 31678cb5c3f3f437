"""A sheet of OpenDocument, row by row, in bounded memory."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from hieuhoc.lib.reading_cells import unescaped
from hieuhoc.lib.reading_grid import Grids
from hieuhoc.lib.reading_ods_rows import OdsRows
from hieuhoc.lib.reading_sheets import SheetFacts, SheetOfFile
from hieuhoc.lib.sheet_reading import CannotRead

_PIECE = 1 << 18
_OVERLAP = 4096
_ROWS = 2_000
_TABLE = re.compile(rb"<table:table\s[^>]*>")
_NAME, _STYLE = re.compile(rb'table:name="([^"]*)"'), re.compile(rb'table:style-name="([^"]*)"')
_HIDDEN = re.compile(
    rb'<style:style [^>]*style:name="([^"]*)"[^>]*style:family="table"[^>]*>\s*<style:table-properties[^>]*table:display="false"'
)


@contextmanager
def ods_sheets(path: Path) -> Iterator[list[SheetOfFile]]:
    with zipfile.ZipFile(path) as archive:
        yield [_sheet(archive, position, name, shows) for position, (name, shows) in enumerate(_tables(archive))]


def _sheet(archive: zipfile.ZipFile, position: int, name: str, is_visible: bool) -> SheetOfFile:
    def facts() -> SheetFacts:
        collected = OdsRows(position)
        for _grid in _grids(archive, collected):
            pass
        return collected.facts

    return SheetOfFile(name, is_visible, lambda: _grids(archive, OdsRows(position)), facts)


def _tables(archive: zipfile.ZipFile) -> Iterator[tuple[str, bool]]:
    """Names in order, and whether the sheet shows."""
    hidden: set[bytes] = set()
    kept = b""
    with archive.open("content.xml") as content:
        while fresh := content.read(_PIECE):
            text = kept + fresh
            hidden |= set(_HIDDEN.findall(text))
            end = 0
            for table in _TABLE.finditer(text):
                name, style = _NAME.search(table[0]), _STYLE.search(table[0])
                yield unescaped(name[1].decode() if name else ""), not style or style[1] not in hidden
                end = table.end()
            kept = text[max(end, len(text) - _OVERLAP) :]


def _grids(archive: zipfile.ZipFile, rows: OdsRows) -> Grids:
    try:
        if "styles.xml" in archive.namelist():
            with archive.open("styles.xml") as styles:
                while piece := styles.read(_PIECE):
                    rows.feed_styles(piece)
        with archive.open("content.xml") as content:
            while (piece := content.read(_PIECE)) and not rows.is_over:
                rows.feed(piece)
                if rows.waiting >= _ROWS:
                    yield rows.take()
        yield rows.take()
    except expat.ExpatError as error:
        raise CannotRead("broken") from error
