"""What a file of evidence may be, told by its content and never by its name. Pure."""

MAX_BYTES = 10 * 1024 * 1024
MAX_PER_CRITERION = 5
HEADS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
HEIC_BRANDS = frozenset({b"heic", b"heix", b"mif1"})


# What a document may carry that runs, or brings another file along. Scans and printed documents have none of it. Names
# inside compressed parts of a PDF are not seen here: files are therefore only ever handed out for download.
ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"<script", b"<?php")


def is_active(content: bytes) -> bool:
    """Whether the file says that it carries scripts or other files."""
    return any(mark in content for mark in ACTIVE)


def media_type(content: bytes) -> str | None:
    """PDF, JPEG, PNG, WebP or HEIC (what phones and scanners make); None for everything else."""
    for head, name in HEADS:
        if content.startswith(head):
            return name
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return "image/heic"
    return None
