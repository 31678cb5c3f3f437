"""Files of strangers (photos, scans, PDF) written anew, so that nothing is kept but what is seen: no position of a camera,
no script, no other file inside.

    kept = clean(content)      # CleanFile, or UncleanFile with a `code` of REFUSALS

The bytes are opened by a child process with little memory, little time and no secrets (`cleaning_child`, `image_cleaning`,
`pdf_cleaning`); this side only looks at the first of them.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hieuhoc.lib.cleaning_child import LONGEST_SIDE, OPENED_BY, TOO_HEAVY, media_type
from hieuhoc.lib.errors import Refusal

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 60
AGAIN_AS_PICTURE = gettext_noop("Chụp ảnh trang giấy rồi gửi ảnh.")
REFUSALS = {
    "file_kind": (
        gettext_noop("Loại tệp này không nhận được."),
        gettext_noop("Gửi ảnh (JPEG, PNG, WebP, HEIC) hoặc tệp PDF."),
    ),
    "active_file": (
        gettext_noop("Tệp này mang theo mã chạy được hoặc tệp khác nên không nhận."),
        gettext_noop("In lại thành PDF, hoặc chụp ảnh trang giấy rồi gửi ảnh."),
    ),
    "password": (gettext_noop("Tệp PDF này có mật khẩu nên không xem được."), gettext_noop("Bỏ mật khẩu rồi gửi lại.")),
    "broken": (gettext_noop("Tệp này hỏng hoặc tải chưa hết nên không mở được."), AGAIN_AS_PICTURE),
    TOO_HEAVY: (
        gettext_noop("Tệp này mở ra quá lớn nên không nhận."),
        gettext_noop("Chụp lại với độ phân giải thấp hơn."),
    ),
}
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


class UncleanFile(Refusal):
    """`code` is a key of REFUSALS."""

    def __init__(self, code: str) -> None:
        sentence, remedy = REFUSALS[code]
        super().__init__(_(sentence), remedy=_(remedy), code=code)


@dataclass(frozen=True)
class CleanFile:
    """`media_type`: of `content`, which may be another than the one that was sent (HEIC and WebP become JPEG). `look`: of a
    picture, 64 bits with a sign; pictures that look alike differ in few of them."""

    content: bytes
    media_type: str
    look: int | None = None

    @property
    def ending(self) -> str:
        return ENDINGS[self.media_type]


def clean(content: bytes, *, longest_side: int | None = None) -> CleanFile:
    """The same content gives the same bytes. `longest_side`: pixels of a picture at most. Raises UncleanFile."""
    kind = media_type(content)
    if kind is None:
        raise UncleanFile("file_kind")
    more = {LONGEST_SIDE: str(longest_side)} if longest_side else {}
    told, cleaned = ask_child(OPENED_BY[kind], content, **more)
    word, _space, look = told.partition(" ")
    if word in REFUSALS:
        raise UncleanFile(word)
    if word not in ENDINGS or not cleaned:
        raise UncleanFile(TOO_HEAVY)
    return CleanFile(cleaned, word, int.from_bytes(bytes.fromhex(look), signed=True) if look else None)


def ask_child(module: str, content: bytes, **more: str) -> tuple[str, bytes]:
    """The word and the bytes that the child of that module (`cleaning_child.answer`) has to say of a stranger's bytes;
    TOO_HEAVY when it was ended for its limits. `more`: words of its environment."""
    try:
        child = subprocess.run(
            [sys.executable, "-m", module],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a parser's last words may hold personal data
            env=_bare_environment() | more,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return TOO_HEAVY, b""
    said, _line, answered = child.stdout.partition(b"\n")
    return (TOO_HEAVY, b"") if child.returncode or not said else (said.decode("ascii", "replace"), answered)


def _bare_environment() -> dict[str, str]:
    """The child learns no key, no password and no address of the database."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", ""),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
    }
