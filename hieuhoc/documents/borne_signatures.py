"""The signatures of a PDF that somebody brings: looked at by a child with little memory, little time and no secrets."""

import json
import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.file_cleaning import ask_child
from hieuhoc.lib.later import when_used

if TYPE_CHECKING:
    from hieuhoc.documents import pades_reading
else:
    pades_reading = when_used("hieuhoc.documents.pades_reading")

log = logging.getLogger(__name__)

MARK = b"/ByteRange"  # stands in clear in every file signed by certificate


def borne_signatures(content: bytes) -> "list[pades_reading.BorneSignature]":
    """In their order; none: the file bears none. Raises Refusal for one that no longer holds, for a file that was added to
    after it was signed, for what cannot be read, and, where the operator names trusted roots, for a stranger's certificate."""
    if MARK not in content:
        return []
    word, said = ask_child("hieuhoc.documents.pades_reading", content, SIGNATURE_ROOTS=settings.SIGNATURE_ROOTS)
    if word != "application/json":
        log.error("signatures not read: %s", word)
        raise Refusal(
            _("Chữ ký số trong tệp này không đọc được."),
            remedy=_("Ký lại văn bản rồi gửi đúng tệp phần mềm ký tạo ra."),
            code="signatures_unreadable",
        )
    borne = [pades_reading.BorneSignature(**entry) for entry in json.loads(said)]
    if not all(signature.is_intact for signature in borne):
        raise Refusal(
            _("Chữ ký số trong tệp không còn đúng: nội dung đã bị sửa sau khi ký."),
            remedy=_("Gửi đúng tệp như đã ký."),
            code="broken_signature",
        )
    if not all(signature.is_whole for signature in borne):
        raise Refusal(
            _("Tệp này được thêm nội dung sau khi ký."),
            remedy=_("Gửi đúng tệp như đã ký, hoặc ký lại tệp đã sửa."),
            code="added_after_signing",
        )
    if settings.SIGNATURE_ROOTS and not all(signature.is_trusted for signature in borne):
        strangers = "; ".join(signature.signer for signature in borne if not signature.is_trusted)
        raise Refusal(
            _("Chứng thư của %(signers)s không thuộc nơi cấp mà tỉnh tin cậy.") % {"signers": strangers},
            remedy=_("Ký bằng chứng thư của cơ quan, hoặc báo người vận hành xem HIEUHOC_SIGNATURE_ROOTS."),
            code="untrusted_signer",
        )
    return borne
