"""Files that come with what is said of plans: kept as `lib.file_cleaning` writes them anew."""

from django.utils.translation import gettext as _

from hieuhoc.documents.actions import store_file
from hieuhoc.documents.models import Document
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.file_cleaning import clean
from hieuhoc.plans.rules import EVIDENCE_BYTES


def refuse_too_big(content: bytes | None) -> None:
    if content is not None and len(content) > EVIDENCE_BYTES:
        raise Refusal(
            _("Tệp nặng hơn 10 MB."), remedy=_("Chụp lại nhỏ hơn, hoặc chia thành nhiều tệp."), code="too_big"
        )


def kept_file(content: bytes, file_name: str, *, kind: str, nameless: str) -> Document:
    """`nameless`: its name where it came without one. Raises Refusal for a kind of file nobody reads here."""
    cleaned = clean(content)
    name = f"{file_name.rpartition('.')[0] or nameless}{cleaned.ending}"
    return store_file(cleaned.content, kind=kind, file_name=name, media_type=cleaned.media_type)
