"""A template that somebody sends, opened and tried. Run as a child of `template_checks`.

Standard input: a line of JSON with the fields of a sample and whether the kind has a list, then the DOCX. It answers with
what the template asks for that there is not, and where a paper written by it leaves the layout of the decree.
"""

import json
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docxtpl
from django.conf import settings
from docx.oxml.parser import parse_xml

from hieuhoc.documents.layout import faults_of
from hieuhoc.documents.papers_in_docx import filled
from hieuhoc.documents.template_asks import wrong_asks
from hieuhoc.lib.cleaning_child import TOO_HEAVY, CannotClean, answer
from hieuhoc.lib.words import Told

MOST_BYTES, MOST_PARTS = 30 << 20, 1_000  # unpacked
MAIN_PART = "word/document.xml"
FOREIGN = ("vbaProject.bin", "embeddings/", "activeX/", "afchunk")
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")  # that docxtpl fills too
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def checked(content: bytes) -> tuple[str, bytes]:
    settings.configure(USE_I18N=False)  # sentences go out in parts; whoever reads them is told in their language
    head, _line, template = content.partition(b"\n")
    asked = json.loads(head)
    _refuse_what_runs(template)
    problems = wrong_asks(list(_sources(template)), asked["fields"])
    faults: list[Told] = []
    if not problems:
        faults = faults_of(filled(template, asked["fields"], has_annex=asked["has_annex"]))
    told = {"problems": [_parts(said) for said in problems], "faults": [_parts(said) for said in faults]}
    return "application/json", json.dumps(told).encode()


def _refuse_what_runs(template: bytes) -> None:
    with zipfile.ZipFile(BytesIO(template)) as package:
        parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
            raise CannotClean(TOO_HEAVY)
        if any(foreign in part.filename for part in parts for foreign in FOREIGN):
            raise CannotClean("active_file")
        package.getinfo(MAIN_PART)
        for part in parts:
            if part.filename.endswith(".rels") and _leads_out(package.read(part)):
                raise CannotClean("active_file")


def _leads_out(relations: bytes) -> bool:
    """A template or a picture fetched from elsewhere when the paper is opened; a link that somebody clicks is none."""
    return any(
        element.get("TargetMode") == "External" and not element.get("Type", "").endswith("/hyperlink")
        for element in parse_xml(relations)
    )


def _sources(template: bytes) -> Iterator[str]:
    """Each part that docxtpl fills, as it hands it to Jinja."""
    opened: Any = docxtpl.DocxTemplate(BytesIO(template))
    opened.init_docx()
    yield opened.patch_xml(opened.get_xml())
    for kind in (opened.HEADER_URI, opened.FOOTER_URI):
        for _key, part in opened.get_headers_footers(kind):
            yield opened.patch_xml(opened.get_part_xml(part))
    for part in opened.docx.part.package.parts:
        if part.content_type == FOOTNOTES:
            yield opened.patch_xml(part.blob.decode("utf-8"))
    yield from (getattr(opened.docx.core_properties, name) for name in PROPERTIES)


def _parts(said: Told) -> tuple[str, dict[str, Any]]:
    words, values, _count = said.parts
    return words, values


if __name__ == "__main__":
    sys.exit(answer(checked))
