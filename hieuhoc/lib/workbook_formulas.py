"""Formulas in a workbook's XML: read by the value their program kept; found here are those that have none.

The spreadsheet library gives kept values and nothing where there is none, without a word: a cell that shows something
in Excel would be read as blank.
"""

import re
import zipfile
from collections.abc import Iterator

from hieuhoc.lib.sheet_reading import BrokenCell, CannotRead, ReadLimits, column_index

UNCALCULATED = "#CÔNG THỨC!"  # what stands in such a cell of the workbook given back
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)</")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_MARKS = (b"<f", b":f", b't="e"')
_FAR_COLUMN = re.compile(rb'r="[A-Z]{3}[0-9]')
_ODS_FORMULA = re.compile(rb"<table:table-cell\b[^>]*\btable:formula=[^>]*>")
_PIECE = 1 << 20
_LONGEST = 8 << 20  # of what is waited for an end of a cell
_OVERLAP = 4096


def broken_cells(archive: zipfile.ZipFile, part: str, limits: ReadLimits) -> tuple[list[BrokenCell], int]:
    """Cells of the sheet without a readable value, and how many formulas there are. Raises CannotRead for far-off
    columns and for more such cells than a person would mend one by one."""
    found: list[BrokenCell] = []
    formulas = 0
    for text in _whole_cells(archive, part):
        if _FAR_COLUMN.search(text):
            raise CannotRead("far_columns")
        if not any(mark in text for mark in _MARKS):
            continue
        for cell in _CELL.finditer(text):
            is_formula, broken = _look_at(*cell.groups())
            formulas += is_formula
            found += [broken] if broken else []
        if len(found) > limits.broken_cells:
            raise CannotRead("formula_somewhere")
    return found, formulas


def _look_at(attributes: bytes, content: bytes) -> tuple[bool, BrokenCell | None]:
    is_formula, value = _FORMULA.search(content) is not None, _VALUE.search(content)
    is_error = b't="e"' in attributes
    has_text = b't="str"' in attributes or value is not None
    if not is_error and (has_text or not is_formula):
        return is_formula, None
    place = _PLACE.search(attributes)
    if place is None:
        raise CannotRead("formula_somewhere")
    said = value[1].decode(errors="replace")[:20] if is_error and value else UNCALCULATED
    return is_formula, BrokenCell(int(place[2]), column_index(place[1].decode()), said)


def _whole_cells(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that end behind a cell, so that none is cut in two."""
    kept = b""
    with archive.open(part) as file:
        while fresh := file.read(_PIECE):
            text = kept + fresh
            cut = max(text.rfind(b"</c>") + 4, text.rfind(b":c>") + 3)
            if cut > 4 or len(text) > _LONGEST:
                cut = cut if cut > 4 else len(text) - _OVERLAP
                yield text[:cut]
                kept = text[cut:]
            else:
                kept = text
    yield kept


def refuse_broken_ods(pieces: Iterator[bytes]) -> None:
    """An OpenDocument sheet counts its cells by repetition, so that no place can be told: one broken cell refuses it."""
    for piece in pieces:
        for cell in _ODS_FORMULA.finditer(piece):
            if b"office:value-type=" not in cell[0] or b'calcext:value-type="error"' in cell[0]:
                raise CannotRead("formula_somewhere")
