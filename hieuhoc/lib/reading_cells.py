"""Cells of a worksheet as the file writes them, before anything is known of strings and styles: a piece at a time."""

import re
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from hieuhoc.lib.sheet_reading import CannotRead

NUMBER, SHARED, TEXT, YES_NO, ERROR, DAY = range(6)
KINDS = {"n": NUMBER, "": NUMBER, "s": SHARED, "str": TEXT, "inlineStr": TEXT, "b": YES_NO, "e": ERROR, "d": DAY}
LAST_ROW, FIRST_FAR_COLUMN = 1_048_576, 702  # AAA

type Ints = npt.NDArray[np.int32]
type Flags = npt.NDArray[np.bool_]

_ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_HIDDEN_LETTER = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass
class RawCells:
    """Rows by number; per cell: `row` (position in `numbers`), `column`, `kind`, `style`, `text` ("" when empty) and whether a
    formula made it. `unstruck`: position of a cell whose rich text is partly crossed out → what is left, "" = nothing."""

    numbers: Ints
    row: Ints
    column: Ints
    kind: Ints
    style: Ints
    text: pl.Series
    formula: Flags
    hidden: frozenset[int] = frozenset()
    unstruck: dict[int, str] = field(default_factory=dict)


def unescaped(text: str) -> str:
    """Raises CannotRead for entities that only a document type could define."""
    if "&" in text:
        if text.count("&") != len(_ENTITY.findall(text)):
            raise CannotRead("broken")
        text = _ENTITY.sub(_letter, text)
    return with_letters(text)


def with_letters(text: str) -> str:
    """Office writes letters that XML cannot hold as _x000D_."""
    return _HIDDEN_LETTER.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def unescaped_all(texts: pl.Series) -> pl.Series:
    """Once per text that has something to take off."""
    odd = texts.filter(texts.str.contains("&|_x[0-9A-Fa-f]{4}_")).unique()
    if odd.is_empty():
        return texts
    return texts.replace(odd, pl.Series([unescaped(text) for text in odd], dtype=pl.String))


def _letter(match: re.Match[str]) -> str:
    name, decimal, hexadecimal = match.groups()
    if name:
        return _ENTITIES[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code >= 0x110000 or 0xD800 <= code < 0xE000:
        raise CannotRead("broken")
    return chr(code)
