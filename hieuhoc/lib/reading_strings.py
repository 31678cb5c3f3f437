"""The shared strings of a workbook: each text once, and which are crossed out in part."""

import re
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat

import polars as pl

from hieuhoc.lib.reading_cells import unescaped_all, with_letters
from hieuhoc.lib.reading_rows import new_parser, plain
from hieuhoc.lib.sheet_reading import CannotRead

_PIECE = 1 << 20
_PLAIN = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_OFF = ("0", "false", "off")
_BEGIN = re.compile(rb"<sst[^>]*>")


@dataclass
class SharedStrings:
    """`unstruck`: position of a text that is partly crossed out → what is left, "" = nothing."""

    texts: pl.Series = field(default_factory=lambda: pl.Series([], dtype=pl.String))
    unstruck: dict[int, str] = field(default_factory=dict)


def read_strings(part: IO[bytes]) -> SharedStrings:
    """In pieces: most are cut as plain texts, the others parsed."""
    strings, texts = SharedStrings(), list[pl.Series]()
    head, kept, count = b"", b"", 0
    while fresh := part.read(_PIECE):
        kept += fresh
        if not head:
            begin = _BEGIN.search(kept)
            if begin is None or b"<!" in kept[: begin.start()] or b"\0" in kept[:100]:
                return _parsed_whole(kept, part)
            head, kept = kept[: begin.end()], kept[begin.end() :]
        cut = kept.rfind(b"</si>") + 5
        if cut > 4:
            texts.append(_cut(kept[:cut], head, count, strings))
            count += len(texts[-1])
            kept = kept[cut:]
        elif len(kept) > 16 * _PIECE:
            raise CannotRead("too_heavy")
    if kept.replace(b"</sst>", b"").strip():
        texts.append(_parsed(kept, head, count, strings))
    strings.texts = pl.concat(texts) if texts else strings.texts
    return strings


def _cut(piece: bytes, head: bytes, count: int, strings: SharedStrings) -> pl.Series:
    try:
        text = piece.decode()
    except UnicodeDecodeError:
        raise CannotRead("broken") from None
    plain_texts = _PLAIN.findall(text)
    if len(plain_texts) != text.count("<") // 4:
        return _parsed(piece, head, count, strings)
    return unescaped_all(pl.Series(plain_texts, dtype=pl.String))


def _parsed(piece: bytes, head: bytes, count: int, strings: SharedStrings) -> pl.Series:
    parser = _StringParser(count)
    parser.feed(head)
    parser.feed(piece)
    strings.unstruck |= parser.unstruck
    return pl.Series(parser.texts, dtype=pl.String)


def _parsed_whole(begun: bytes, part: IO[bytes]) -> SharedStrings:
    parser = _StringParser(0)
    parser.feed(begun)
    while piece := part.read(_PIECE):
        parser.feed(piece)
    return SharedStrings(pl.Series(parser.texts, dtype=pl.String), parser.unstruck)


class _StringParser:
    def __init__(self, count: int) -> None:
        self.parser = new_parser()
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._letters
        self.count = count
        self.texts: list[str] = []
        self.unstruck: dict[int, str] = {}
        self.parts: list[tuple[bool, str]] = []
        self.is_struck = self.is_text = self.is_phonetic = False

    def feed(self, content: bytes) -> None:
        try:
            self.parser.Parse(content, False)
        except expat.ExpatError as error:
            raise CannotRead("broken") from error

    def _begin(self, name: str, attributes: dict[str, Any]) -> None:
        name = plain(name)
        if name == "si":
            self.parts = []
        if name in ("r", "si"):
            self.is_struck = False
        if name == "strike":
            self.is_struck = attributes.get("val", "1") not in _OFF
        self.is_phonetic = self.is_phonetic or name == "rPh"
        self.is_text = name == "t"

    def _letters(self, text: str) -> None:
        if self.is_text and not self.is_phonetic:
            self.parts.append((self.is_struck, text))

    def _end(self, name: str) -> None:
        name = plain(name)
        self.is_text = False
        if name == "rPh":
            self.is_phonetic = False
        if name == "si":
            if any(struck for struck, _part in self.parts):
                rest = "".join(part for struck, part in self.parts if not struck)
                self.unstruck[self.count + len(self.texts)] = with_letters(rest)
            self.texts.append(with_letters("".join(part for _struck, part in self.parts)))
