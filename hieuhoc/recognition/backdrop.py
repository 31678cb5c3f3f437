"""The frame of certificates, and their QR code, put behind what Typst drew.

A PDF/A cannot embed another PDF as a picture, and drawing the frame's thousands of strokes anew takes longer than all the
rest of a certificate; a QR code that Typst draws takes a fifth of it. So the frame's strokes are kept packed, and each
certificate gets them and those of its code as content streams of its page, by an incremental update (ISO 32000-1, 7.5.6):
the objects that Typst wrote stay as they are.
"""

import re
import zlib
from functools import cache
from typing import TYPE_CHECKING

from hieuhoc.documents.documents import TEMPLATES
from hieuhoc.lib.later import when_used

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = when_used("pikepdf")

FRAME = TEMPLATES / "certificate-frame.pdf"
PAGE = re.compile(rb"(\d+) 0 obj\n<</Type/Page/(.*?)/Contents (\d+ 0 R)>>\nendobj")
TRAILER = re.compile(rb"trailer\n<</Size (\d+)/(.*)>>\nstartxref\n(\d+)\n%%EOF\s*$", re.DOTALL)
COLOUR = re.compile(rb"/c\d+ (cs|CS) ([\d.]+ [\d.]+ [\d.]+) (scn|SCN)")


def with_frame(pdf: bytes, *more: bytes) -> bytes:
    """The PDF of one page, its frame behind it, and between the two what else is drawn (`more`: operators, in their order).
    Raises ValueError for a file that is not laid out as Typst does it."""
    page, trailer = PAGE.search(pdf), TRAILER.search(pdf)
    if page is None or trailer is None:
        raise ValueError("not a page as Typst writes it")
    first = int(trailer[1])
    streams = [packed_frame(), *(packed(strokes) for strokes in more)]
    parts, places, place = [pdf, b"\n"], [], len(pdf) + 1
    for number, stream in enumerate(streams, start=first):
        places.append(place)
        parts.append(
            b"%d 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream\nendobj\n"
            % (number, len(stream), stream)
        )
        place += len(parts[-1])
    drawn = b" ".join(b"%d 0 R" % number for number in range(first, first + len(streams)))
    parts.append(b"%b 0 obj\n<</Type/Page/%b/Contents[%b %b]>>\nendobj\n" % (page[1], page[2], drawn, page[3]))
    table = b"xref\n%b 1\n%010d 00000 n\r\n%d %d\n" % (page[1], place, first, len(streams))
    table += b"".join(b"%010d 00000 n\r\n" % start for start in places)
    end = b"trailer\n<</Size %d/%b/Prev %b>>\nstartxref\n%d\n%%%%EOF\n" % (
        first + len(streams),
        trailer[2],
        trailer[3],
        place + len(parts[-1]),
    )
    return b"".join((*parts, table, end))


def packed(strokes: bytes, level: int = 6) -> bytes:
    """As a content stream that no reader speaks aloud."""
    return zlib.compress(b"/Artifact BMC\nq\n" + strokes + b"\nQ\nEMC\n", level)


@cache
def packed_frame() -> bytes:
    return packed(strokes_of_frame(), 9)


@cache
def strokes_of_frame() -> bytes:
    """With plain RGB colours, which the file's output intent tells the meaning of."""
    with pikepdf.open(FRAME) as file:
        strokes = file.pages[0].Contents.read_bytes()
    strokes = COLOUR.sub(lambda said: b" %b %b " % (said[2], b"rg" if said[1] == b"cs" else b"RG"), strokes)
    if b" cs" in strokes or b" CS" in strokes or b" gs" in strokes:
        raise ValueError("the frame uses what its page must provide")
    return strokes
