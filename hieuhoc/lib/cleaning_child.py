"""What the child that opens a stranger's file keeps to: what it may open, its limits, and how it answers. Imports nothing
that opens files."""

import resource
import sys
from collections.abc import Callable

MEMORY, CPU_SECONDS = 1536 << 20, 30
TOO_HEAVY = "too_heavy"
LONGEST_SIDE = "LONGEST_SIDE"  # by this name the child is told how large a picture may be
HEADS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
HEIC_BRANDS = frozenset({b"heic", b"heix", b"mif1"})
IMAGES = "hieuhoc.lib.image_cleaning"
OPENED_BY = {
    "application/pdf": "hieuhoc.lib.pdf_cleaning",
    **dict.fromkeys(("image/jpeg", "image/png", "image/webp", "image/heic"), IMAGES),
}


class CannotClean(Exception):
    """`code`: one of the refusals of file_cleaning."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def media_type(content: bytes) -> str | None:
    """PDF, JPEG, PNG, WebP or HEIC (what phones and scanners make), told by content and never by a name; None for
    everything else."""
    for head, name in HEADS:
        if content.startswith(head):
            return name
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return "image/heic"
    return None


def answer(cleaned: Callable[[bytes], tuple[str, bytes]]) -> int:
    """Standard input → a line with the media type (of a picture its look too) or the refusal, then the bytes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes nothing but its answer
    target = sys.stdout.buffer
    try:
        word, content = cleaned(sys.stdin.buffer.read())
    except BaseException as error:  # whatever a parser says of a hostile file, the person hears one of our sentences
        word, content = refusal_of(error), b""
    target.write(word.encode("ascii") + b"\n" + content)
    target.flush()
    return 0


def refusal_of(error: BaseException) -> str:
    if isinstance(error, CannotClean):
        return error.code
    return TOO_HEAVY if isinstance(error, MemoryError) else "broken"
