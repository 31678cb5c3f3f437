"""A PDF written anew from what its pages need, or refused when anything in it runs or brings another file along. Run as a
child of `file_cleaning`.

Every object is looked at, those in compressed streams and those of a file that opens without a password too: a name
spelled with #-codes, an earlier revision or a damaged table of objects hides nothing from a parser.
"""

import sys
from collections.abc import Iterator
from io import BytesIO

import pikepdf

from hieuhoc.lib.cleaning_child import CannotClean, answer

# Keys that carry scripts, forms with scripts, other files, films and sounds wherever they stand.
KEYS = frozenset(
    {"/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/XFA", "/RichMediaContent", "/RichMediaSettings", "/3DD", "/Movie"}
)
# Kinds of actions (/S) and of annotations and streams (/Subtype, /Type) that do more than lead to a page.
ACTIONS = frozenset(
    {
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie", "/Sound",
        "/RichMediaExecute", "/GoTo3DView",
    }
)  # fmt: skip
WEB = ("http:", "https:", "mailto:", "tel:")  # where a link may lead
KINDS = frozenset(
    {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/EmbeddedFile", "/Filespec", "/Rendition"}
)
NOTES = ("/Metadata", "/PieceInfo")  # about the file: where and by what it was made
KEPT_SEGMENTS = frozenset({0xE0, 0xE2, 0xEE})  # JFIF, colour profile, Adobe: what a JPEG is shown by
MOST_OBJECTS = 200_000
PHOTO = pikepdf.Name.DCTDecode


def cleaned(content: bytes) -> tuple[str, bytes]:
    try:
        opened = pikepdf.open(BytesIO(content))
    except pikepdf.PasswordError:
        raise CannotClean("password") from None
    with opened as pdf:
        if not len(pdf.pages):
            raise CannotClean("broken")
        for value in _everything(pdf):
            if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
                if is_active(value):
                    raise CannotClean("active_file")
                _forget_notes(value)
        target = BytesIO()
        pdf.save(target, encryption=False, deterministic_id=True, compress_streams=True)
    return "application/pdf", target.getvalue()


def is_active(value: pikepdf.Object) -> bool:
    keys = set(value.keys())
    if keys & KEYS:
        return True
    action, kinds = _name(value, "/S"), {_name(value, "/Subtype"), _name(value, "/Type")}
    if action == "/URI":
        return not str(value.get("/URI", "http:")).strip().lower().startswith(WEB)
    return action in ACTIONS or bool(kinds & KINDS)


def _name(value: pikepdf.Object, key: str) -> str:
    name = value.get(key)
    return str(name) if isinstance(name, pikepdf.Name) else ""


def _everything(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every object once, and what is written inside another one; references lead to objects that have their own turn."""
    waiting: list[pikepdf.Object] = [pdf.trailer, *pdf.objects]
    count = 0
    while waiting:
        count += 1
        if count > MOST_OBJECTS:
            raise CannotClean("too_heavy")
        value = waiting.pop()
        yield value
        if isinstance(value, pikepdf.Array):
            inside = list(value)
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            inside = [value[key] for key in value.keys()]  # noqa: SIM118
        else:
            continue
        waiting += [
            value for value in inside if isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect
        ]


def _forget_notes(value: pikepdf.Object) -> None:
    for key in NOTES:
        if key in value:
            del value[key]
    if isinstance(value, pikepdf.Stream) and value.get("/Filter") in (PHOTO, pikepdf.Array([PHOTO])):
        raw = value.read_raw_bytes()
        bare = without_notes(raw)
        if bare != raw:
            value.write(bare, filter=PHOTO, decode_parms=value.get("/DecodeParms"))  # type: ignore[arg-type]


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG without its segments of notes (Exif with the position, XMP, comments); its pixels are not touched."""
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept, start = [jpeg[:2]], 2
    while start + 4 <= len(jpeg) and jpeg[start] == 0xFF and jpeg[start + 1] != 0xDA:
        kind, end = jpeg[start + 1], start + 2 + int.from_bytes(jpeg[start + 2 : start + 4])
        is_note = kind == 0xFE or (0xE0 <= kind <= 0xEF and kind not in KEPT_SEGMENTS)
        if not is_note:
            kept.append(jpeg[start:end])
        start = end
    return b"".join([*kept, jpeg[start:]])


if __name__ == "__main__":
    sys.exit(answer(cleaned))
