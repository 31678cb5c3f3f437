"""What a file of evidence may be, told by its content and never by its name. Pure."""

MAX_BYTES = 10 * 1024 * 1024
MAX_PER_CRITERION = 5
HEADS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
HEIC_BRANDS = frozenset({b"heic", b"heix", b"mif1"})


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
