"""What can be said of the signatures that a PDF bears. Imports pyhanko, and nothing of Django: a child of
`borne_signatures` reads files of others with it.

Standard input: the PDF. It answers with one entry for each signature, in their order.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from io import BytesIO

from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from hieuhoc.lib.cleaning_child import CannotClean, answer

ROOTS = "SIGNATURE_ROOTS"  # by this name the child is told where trusted certificates lie
MOST = 50  # signatures of one file


@dataclass(frozen=True)
class BorneSignature:
    """`is_intact`: not a byte under it was changed; `is_whole`: nothing but signatures was added after it; `is_trusted`: its
    certificate leads to one of the roots that were given."""

    signer: str
    signed_at: str  # ISO 8601, as the signer's clock had it; "" when it says none
    is_intact: bool
    is_whole: bool
    is_trusted: bool


def signatures_of(content: bytes, *, roots: str = "") -> list[BorneSignature]:
    """In their order. `roots`: a file of trusted certificates (PEM); without one none is trusted. Never asks the network."""
    trusted = list(load_certs_from_pemder([roots])) if roots else []  # type: ignore[no-untyped-call]
    context = ValidationContext(trust_roots=trusted, allow_fetching=False)
    signatures = PdfFileReader(BytesIO(content), strict=False).embedded_signatures
    if len(signatures) > MOST:
        raise ValueError(f"more than {MOST} signatures")
    told = []
    for signature in signatures:
        moment = signature.self_reported_timestamp
        status = validate_pdf_signature(signature, signer_validation_context=context)
        told.append(
            BorneSignature(
                signer=signature.signer_cert.subject.native.get("common_name", ""),
                signed_at=moment.isoformat() if moment else "",
                is_intact=status.intact and status.valid,
                is_whole=_is_whole(status),
                is_trusted=status.trusted,
            )
        )
    return told


def _is_whole(status: PdfSignatureStatus) -> bool:
    level = status.modification_level
    return level is not None and level <= ModificationLevel.FORM_FILLING


def told(content: bytes) -> tuple[str, bytes]:
    try:
        signatures = signatures_of(content, roots=os.environ.get(ROOTS, ""))
    except OSError:  # the file of roots: the operator's mistake, not the sender's
        raise CannotClean("roots") from None
    return "application/json", json.dumps([asdict(signature) for signature in signatures]).encode()


if __name__ == "__main__":
    sys.exit(answer(told))
