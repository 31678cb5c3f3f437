"""The fast way through a worksheet's XML: whole pieces as vectors of bytes, without an object per cell.

Programs write cells in one fixed way (`<c r="B5" s="2" t="s"><v>17</v></c>`). A piece written exactly so is cut here; any
other piece (another order of attributes, prefixes, comments, rich text) is left to the parser of `reading_rows`, which
gives the same (a property test holds them equal).
"""

import re

import numpy as np
import numpy.typing as npt
import polars as pl

from hieuhoc.lib.reading_cells import DAY, ERROR, NUMBER, SHARED, TEXT, YES_NO, Ints, RawCells, unescaped_all

type Bytes = npt.NDArray[np.uint8]

ROW, CELL, INLINE, TEXT_TAG, VALUE, FORMULA, END_TEXT, END_VALUE, OTHER_END = range(1, 10)
_CLASS = np.zeros(1 << 16, np.uint8)
for _pair, _class in {
    b"ro": ROW, b"c ": CELL, b"is": INLINE, b"t>": TEXT_TAG, b"t ": TEXT_TAG, b"v>": VALUE, b"f>": FORMULA, b"f ": FORMULA,
    b"/t": END_TEXT, b"/v": END_VALUE, b"/c": OTHER_END, b"/i": OTHER_END, b"/f": OTHER_END, b"/r": OTHER_END,
}.items():  # fmt: skip
    _CLASS[_pair[0] << 8 | _pair[1]] = _class
_KIND = {"s": SHARED, "n": NUMBER, "b": YES_NO, "e": ERROR, "d": DAY}
_HIDDEN = re.compile(rb'<row r="(\d+)"[^>]*?\s(?:hidden="(?:1|true)"|ht="0")')
_MOST_DIGITS = 8
_CUT = 0x1E
_QUOTE, _SPACE, _SLASH, _CLOSE = b'" />'


class _OtherSpelling(Exception):
    """The piece is not written in the one way."""


def cut_cells(piece: bytes) -> RawCells | None:
    """`piece` begins with a row and ends behind one. None for any other spelling."""
    data = np.frombuffer(piece + b" " * 16, np.uint8)
    try:
        tags = _Tags(data, len(piece))
        return _cells(piece, tags)
    except _OtherSpelling:
        return None


class _Tags:
    """Where each tag begins and ends, and which it is."""

    def __init__(self, data: Bytes, size: int) -> None:
        self.data = data
        self.begins = np.flatnonzero(data[:size] == ord("<")).astype(np.int32)
        self.ends = np.flatnonzero(data[:size] == ord(">")).astype(np.int32)
        _refuse_unless(len(self.begins) == len(self.ends) > 0)
        _refuse_unless(bool((self.begins < self.ends).all() and (self.ends[:-1] < self.begins[1:]).all()))
        self.kind = _CLASS[data[self.begins + 1].astype(np.uint16) << 8 | data[self.begins + 2]]
        _refuse_unless(bool(self.kind.all()))

    def of(self, kind: int) -> Ints:
        return np.flatnonzero(self.kind == kind).astype(np.int32)

    def holds(self, starts: Ints, letters: bytes) -> npt.NDArray[np.bool_]:
        """Whether those letters stand at each position."""
        same: npt.NDArray[np.bool_] = self.data[starts] == letters[0]
        for position, letter in enumerate(letters[1:], 1):
            same &= self.data[starts + position] == letter
        return same

    def number(self, starts: Ints) -> tuple[Ints, Ints]:
        """The digits that begin at each position, as numbers, and the positions behind them."""
        value, behind = np.zeros(len(starts), np.int64), starts.copy()
        going = np.ones(len(starts), np.bool_)
        for position in range(_MOST_DIGITS):
            letter = self.data[starts + position]
            going &= (letter >= ord("0")) & (letter <= ord("9"))
            if not going.any():
                break
            value = np.where(going, value * 10 + letter - ord("0"), value)
            behind += going
        return value.astype(np.int32), behind


def _cells(piece: bytes, tags: _Tags) -> RawCells:
    rows = tags.of(ROW)
    row_begins = tags.begins[rows]
    _refuse_unless(bool(tags.holds(row_begins, b'<row r="').all()))
    numbers, behind_number = tags.number(row_begins + 8)
    every = tags.of(CELL)
    is_filled = tags.data[tags.ends[every] - 1] != _SLASH
    cells = every[is_filled]
    begins = tags.begins[cells]
    _refuse_unless(bool(tags.holds(begins, b'<c r="').all()))
    row = (np.searchsorted(rows, cells) - 1).astype(np.int32)
    _refuse_unless(not len(row) or int(row[0]) >= 0)
    column, behind_letters = _columns(tags, begins + 6)
    quote = behind_letters + (behind_number - row_begins - 8)[row]
    style, kind = _attributes(tags, quote, tags.ends[cells])
    owner, text_starts, text_ends = _values(tags, cells)
    starts, ends = (np.zeros(len(cells), np.int32) for _ in range(2))
    starts[owner], ends[owner] = text_starts, text_ends
    formula = np.zeros(len(cells), np.bool_)
    formula[np.searchsorted(cells, tags.of(FORMULA), "right") - 1] = True
    is_hidden = b'hidden="' in piece or b'ht="0"' in piece
    hidden = frozenset(int(number) for number in _HIDDEN.findall(piece)) if is_hidden else frozenset[int]()
    text = texts_of(tags.data, starts, ends)
    text = unescaped_all(text) if b"&" in piece or b"_x" in piece else text
    return RawCells(numbers, row, column, kind, style, text, formula, hidden)


def _columns(tags: _Tags, letters: Ints) -> tuple[Ints, Ints]:
    """A to ZZZ as 0 …, and the places behind the letters."""
    column, behind = np.zeros(len(letters), np.int32), letters.copy()
    going = np.ones(len(letters), np.bool_)
    for position in range(3):
        letter = tags.data[letters + position].astype(np.int32)
        going &= (letter >= ord("A")) & (letter <= ord("Z"))
        column = np.where(going, column * 26 + letter - 64, column)
        behind += going
    return column - 1, behind


def _attributes(tags: _Tags, quote: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Style and kind of each cell; every attribute must have been understood up to the end of the tag."""
    data = tags.data
    _refuse_unless(bool((data[quote] == _QUOTE).all()))
    style, after_style = np.zeros(len(quote), np.int32), quote.copy()
    styled = np.flatnonzero(tags.holds(quote, b'" s="')).astype(np.int32)
    if len(styled):
        style[styled], after_style[styled] = tags.number(quote[styled] + 5)
    kind = np.full(len(quote), NUMBER, np.int32)
    typed = np.flatnonzero(tags.holds(after_style, b'" t="')).astype(np.int32)
    first, second = data[after_style[typed] + 5], data[after_style[typed] + 6]
    # The letters and how many: n, s, b, e, d; str; inlineStr.
    for letter, of in _KIND.items():
        kind[typed[(first == ord(letter)) & (second == _QUOTE)]] = of
    is_str, is_inline = tags.holds(after_style[typed], b'" t="str"'), tags.holds(after_style[typed], b'" t="inlineStr"')
    kind[typed[is_str | is_inline]] = TEXT
    is_single = (second == _QUOTE) & np.isin(first, [ord(letter) for letter in _KIND])
    after_style[typed] += (5 + np.where(is_inline, 9, np.where(is_str, 3, 1))).astype(np.int32)
    _refuse_unless(bool((is_single | is_str | is_inline).all()))
    _refuse_unless(bool((data[after_style] == _QUOTE).all() and (after_style + 1 == ends).all()))
    return style, kind


def _values(tags: _Tags, cells: Ints) -> tuple[Ints, Ints, Ints]:
    """Which cell each text or value belongs to, and where it begins and ends."""
    values = np.flatnonzero((tags.kind == TEXT_TAG) | (tags.kind == VALUE)).astype(np.int32)
    if not len(values):
        return values, values, values
    closing = np.where(tags.kind[values] == TEXT_TAG, END_TEXT, END_VALUE)
    _refuse_unless(int(values[-1]) + 1 < len(tags.kind) and bool((tags.kind[values + 1] == closing).all()))
    _refuse_unless(bool((tags.data[tags.ends[values] - 1] != _SLASH).all()))
    owner = (np.searchsorted(cells, values) - 1).astype(np.int32)
    _refuse_unless(bool((np.diff(owner) > 0).all()) and int(owner[0]) >= 0)
    return owner, tags.ends[values] + 1, tags.begins[values + 1]


def texts_of(data: Bytes, starts: Ints, ends: Ints) -> pl.Series:
    """The bytes from each start up to its end, as texts. Raises an error for what is no UTF-8."""
    if not len(starts):
        return pl.Series([], dtype=pl.String)
    # One long text, cut again by a letter that XML cannot hold; each takes the byte behind it for that letter.
    behind = np.cumsum(ends - starts + 1, dtype=np.int32)
    places = np.repeat(ends - behind + 1, ends - starts + 1) + np.arange(behind[-1], dtype=np.int32)
    letters = data[places]
    letters[behind - 1] = _CUT
    whole = pl.Series([letters[:-1].tobytes()], dtype=pl.Binary).cast(pl.String)
    return whole.str.split(chr(_CUT)).explode()


def _refuse_unless(condition: bool) -> None:
    if not condition:
        raise _OtherSpelling
