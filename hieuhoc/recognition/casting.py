"""Many certificates drawn together, each a file of its own.

Typst takes a quarter of the time for a page among a hundred that it takes for the same page as a file. So one paper is
drawn alone: the mould, whose structure for reading aloud, output intent and catalogue are the same in all of them. Then all
are drawn as one document, and each page of it is put into the mould: its strokes, the fonts of them all, its own title, code
and files. A page that does not fit (its marked parts are not those of the mould) is refused, never guessed.
"""

import hashlib
import re
import zlib
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from hieuhoc.documents.documents import render_pdf
from hieuhoc.recognition.backdrop import packed, packed_frame
from hieuhoc.recognition.pdf_objects import Objects, objects_of, reached, renumbered, stream_object

TITLE = re.compile(rb"/Title<[0-9A-F]*>")
XML_TITLE = re.compile(rb"(<dc:title>.*?<rdf:li[^>]*>).*?(</rdf:li>)", re.DOTALL)
LENGTH, SIZE = re.compile(rb"/Length \d+"), re.compile(rb"/Size \d+")
MARKED = re.compile(rb"/(\w+)<<([^\n]*?/MCID \d+[^\n]*?)>>BDC")
PAGE, FILE = b"<</Type/Page/", b"/Type/EmbeddedFile"


class Misfit(ValueError):
    """What Typst drew is not laid out as the mould needs it; such a paper is drawn alone."""


@dataclass(frozen=True)
class Mould:
    """Everything that is the same in every file of one cast, and under which numbers the rest stands."""

    head: bytes  # the file up to what differs
    entries: bytes  # of its cross-reference table
    count: int  # objects in `head`; what differs has the next numbers
    trailer: bytes  # after /Size
    names: Mapping[int, int]  # numbers of the drawn pages' resources → ours
    marks: list[tuple[bytes, bytes]]
    info: bytes
    about: bytes  # XMP
    ids: tuple[bytes, bytes]
    file: bytes | None  # the dictionary of the attached file


CODE = 2  # its place among what differs: resources, strokes, code, info, XMP, attached file


def cast_papers(
    texts: Sequence[Mapping[str, Any]], codes: Iterable[bytes], *, templates: tuple[str, str], standards: Sequence[str]
) -> list[bytes]:
    """PDFs in their order. `texts`: as the template for one wants them, all of one decision, each with at most one file,
    of one name. `codes`: what is drawn between frame and words. `templates`: for one, and for many. Raises CannotDraw, and
    Misfit."""
    many = {"title": texts[0]["heading"], "issuer": texts[0]["issuer"], "day": texts[0]["day"], "certificates": texts}
    if len({tuple(file["name"] for file in text["files"]) for text in texts}) > 1 or len(texts[0]["files"]) > 1:
        raise Misfit("files that differ in number or name")
    single = objects_of(render_pdf(templates[0], texts[0], standards=standards))
    drawn = objects_of(render_pdf(templates[1], many, standards=standards))
    pages = [number for number, body in drawn.bodies.items() if body.startswith(PAGE)]
    if len(pages) != len(texts):
        raise Misfit("a certificate is one page")
    mould = _mould(single, drawn, pages)
    return [_cast(mould, drawn, page, text, code) for page, text, code in zip(pages, texts, codes, strict=True)]


def _mould(single: Objects, drawn: Objects, pages: Sequence[int]) -> Mould:
    page = next(number for number, body in single.bodies.items() if body.startswith(PAGE))
    resources, strokes = single.reference(page, b"Resources"), single.reference(page, b"Contents")
    about = single.reference(single.root, b"Metadata")
    file = next((number for number, body in single.bodies.items() if FILE in body), None)
    differs = [resources, strokes, -1, single.info, about, *([] if file is None else [file])]
    kept = [number for number in reached(single, [single.root], without=differs) if number not in differs]
    fonts = reached(drawn, [drawn.reference(number, b"Resources") for number in pages])
    shared = [number for number in fonts if not drawn.bodies[number].startswith(b"<</ProcSet")]
    frame = len(kept) + len(shared) + 1
    ours = {number: position for position, number in enumerate(kept, start=1)}
    ours |= {number: frame + 1 + position for position, number in enumerate(differs)}
    theirs = {number: position for position, number in enumerate(shared, start=len(kept) + 1)}
    bodies = [renumbered(single.bodies[number], ours) for number in kept]
    place = b"/Contents %d 0 R" % ours[strokes]
    layers = b"/Contents[%d 0 R %d 0 R %d 0 R]" % (frame, frame + 1 + CODE, ours[strokes])
    bodies[kept.index(page)] = bodies[kept.index(page)].replace(place, layers)
    bodies += [renumbered(drawn.bodies[number], theirs) for number in shared]
    bodies.append(stream_object(packed_frame()))
    head, entries = _written(single.head, bodies, first=1)
    return Mould(
        head=head,
        entries=b"0000000000 65535 f\r\n" + entries,
        count=frame,
        trailer=b"/Root %d 0 R/Info %d 0 R" % (ours[single.root], ours[single.info]),
        names=theirs,
        marks=_marks(single, page),
        info=single.bodies[single.info],
        about=single.stream(about),
        ids=single.ids,
        file=None if file is None else single.bodies[file].partition(b"\nstream\n")[0],
    )


def _cast(mould: Mould, drawn: Objects, page: int, text: Mapping[str, Any], code: bytes) -> bytes:
    if _marks(drawn, page) != mould.marks:
        raise Misfit("its parts for reading aloud are others")
    title = f"{text['heading']} – {text['name']}"
    written = b"/Title<FEFF%b>" % title.encode("utf-16-be").hex().upper().encode()
    strokes = drawn.bodies[drawn.reference(page, b"Contents")]
    ids = [_id(f"{title}{text['issuer']}".encode()), _id(strokes + code + _content(text))]
    about = XML_TITLE.sub(lambda said: said[1] + escape(title).encode() + said[2], mould.about, count=1)
    for before, now in zip(mould.ids, ids, strict=True):
        about = about.replace(before, now)
    bodies = [
        renumbered(drawn.bodies[drawn.reference(page, b"Resources")], mould.names),
        strokes,
        stream_object(packed(code)),
        TITLE.sub(lambda _said: written, mould.info, count=1),
        b"<</Length %d/Type/Metadata/Subtype/XML>>\nstream\n%b\nendstream" % (len(about), about),
    ]
    if mould.file is not None:
        bodies.append(_attached(mould.file, _content(text)))
    content, entries = _written(mould.head, bodies, first=mould.count + 1)
    size = mould.count + len(bodies) + 1
    table = b"xref\n0 %d\n%b%b" % (size, mould.entries, entries)
    trailer = b"trailer\n<</Size %d%b/ID[(%b)(%b)]>>\n" % (size, mould.trailer, ids[0], ids[1])
    return b"%b%b%bstartxref\n%d\n%%%%EOF" % (content, table, trailer, len(content))


def _written(head: bytes, bodies: Iterable[bytes], *, first: int) -> tuple[bytes, bytes]:
    """The file so far, and the entries of what was added."""
    parts, places, place = [head], [], len(head)
    for number, body in enumerate(bodies, start=first):
        places.append(place)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        place += len(parts[-1])
    return b"".join(parts), b"".join(b"%010d 00000 n\r\n" % start for start in places)


def _marks(objects: Objects, page: int) -> list[tuple[bytes, bytes]]:
    return MARKED.findall(zlib.decompress(objects.stream(objects.reference(page, b"Contents"))))


def _attached(dictionary: bytes, content: bytes) -> bytes:
    """/Size stands once, of what is inside; Typst packs only what grows smaller by it."""
    stream = zlib.compress(content) if b"/FlateDecode" in dictionary else content
    said = LENGTH.sub(b"/Length %d" % len(stream), SIZE.sub(b"/Size %d" % len(content), dictionary), count=1)
    return b"%b\nstream\n%b\nendstream" % (said, stream)


def _content(text: Mapping[str, Any]) -> bytes:
    return b"".join(file["text"].encode() for file in text["files"])


def _id(said: bytes) -> bytes:
    return b64encode(hashlib.sha256(said).digest()[:16])
