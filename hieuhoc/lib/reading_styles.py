"""The styles of a workbook, as far as the eye reads them: the number format and the line through the text."""

from dataclasses import dataclass, field

from hieuhoc.lib.reading_formats import BUILT_IN, NUMBER, Format, format_of
from hieuhoc.lib.reading_package import Element, local


@dataclass(frozen=True)
class Styles:
    """By the number that a cell carries as its style."""

    formats: list[Format] = field(default_factory=list)
    struck: list[bool] = field(default_factory=list)

    def format(self, style: int) -> Format:
        return self.formats[style] if 0 <= style < len(self.formats) else NUMBER


def read_styles(tree: Element) -> Styles:
    """`tree`: styles.xml, transitional or strict."""
    codes = dict(BUILT_IN)
    for node in tree.iter():
        if local(node.tag) == "numFmt" and node.get("numFmtId", "").isdecimal():
            codes[int(node.get("numFmtId", ""))] = node.get("formatCode", "")
    fonts = [is_struck(font) for font in _children(tree, "fonts")]
    own = list(_children(tree, "cellXfs"))
    return Styles(
        [format_of(codes.get(_number(node, "numFmtId"), "")) for node in own],
        [_at(fonts, _number(node, "fontId")) for node in own],
    )


def is_struck(font: Element) -> bool:
    """A font, or what a run of rich text says of its own."""
    marks = [node for node in font.iter() if local(node.tag) in ("strike", "dstrike")]
    return any(node.get("val", "1") not in ("0", "false", "off") for node in marks)


def _children(tree: Element, name: str) -> list[Element]:
    return next((list(node) for node in tree if local(node.tag) == name), [])


def _number(node: Element, name: str) -> int:
    text = node.get(name, "0")
    return int(text) if text.isdecimal() else 0


def _at(values: list[bool], position: int) -> bool:
    return values[position] if position < len(values) else False
