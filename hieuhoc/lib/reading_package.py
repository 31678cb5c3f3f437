"""The parts of an Office Open XML workbook, transitional or strict, whatever slashes its zip is written with."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree

from hieuhoc.lib.sheet_reading import CannotRead

SMALL_XML = 64_000_000
type Element = ElementTree.Element


@dataclass(frozen=True)
class SheetPart:
    name: str
    path: str
    is_visible: bool


def local(tag: str) -> str:
    """Strict and transitional files differ in namespaces only."""
    return tag.rpartition("}")[2]


class Package:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.parts = {part_name(part.filename): part for part in archive.infolist()}
        main = self._related("", "officeDocument")
        self.workbook = next(iter(main.values()), "xl/workbook.xml")
        book = self.tree(self.workbook)
        relations = self._targets(self.workbook)
        self.is_1904 = any(
            node.get("date1904") in ("1", "true") for node in book.iter() if local(node.tag) == "workbookPr"
        )
        listed = [
            (node, relations.get(_relation_of(node), ("", ""))) for node in book.iter() if local(node.tag) == "sheet"
        ]
        self.sheets = [
            SheetPart(node.get("name", ""), target, node.get("state", "visible") == "visible")
            for node, (kind, target) in listed
            if kind == "worksheet"
        ]

    def open(self, path: str) -> IO[bytes]:
        try:
            return self.archive.open(self.parts[path.lower()])
        except KeyError:
            raise CannotRead("broken") from None

    def of_workbook(self, kind: str) -> str:
        """The path of the styles or shared strings; "" when there are none."""
        target = next(iter(self._related(self.workbook, kind).values()), "")
        return target if target.lower() in self.parts else ""

    def tree(self, path: str) -> Element:
        return read_tree(self.open(path))

    def _related(self, source: str, kind: str) -> dict[str, str]:
        return {name: target for name, (of, target) in self._targets(source).items() if of == kind}

    def _targets(self, source: str) -> dict[str, tuple[str, str]]:
        """Relation → (last word of its kind, path of the part)."""
        folder, name = posixpath.split(source)
        path = posixpath.join(folder, "_rels", name + ".rels")
        if path.lower() not in self.parts:
            return {}
        targets = {}
        for relation in self.tree(path):
            target = relation.get("Target", "").replace("\\", "/")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            targets[relation.get("Id", "")] = relation.get("Type", "").rpartition("/")[2], whole
        return targets


def part_name(name: str) -> str:
    """Excel opens archives whose names have backslashes, and minds no capitals."""
    return name.replace("\\", "/").lstrip("/").lower()


def read_tree(part: IO[bytes]) -> Element:
    """Raises CannotRead for a document type: entities that grow or fetch."""
    with part:
        content = part.read(SMALL_XML + 1)
    if len(content) > SMALL_XML or has_document_type(content):
        raise CannotRead("broken")
    return ElementTree.parse(io.BytesIO(content)).getroot()


def has_document_type(content: bytes) -> bool:
    """In whichever letters: a document type begins before the first element."""
    head = content[:4096].replace(b"\0", b"")
    return re.search(rb"<!\s*(DOCTYPE|ENTITY)", head) is not None or b"<!DOCTYPE" in content


def _relation_of(sheet: Element) -> str:
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
