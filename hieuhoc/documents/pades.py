"""PAdES signatures of an organisation on a PDF, and what can be said of those a file bears. Imports pyhanko: named by
`when_used`.

A signature is invisible: the picture of a stamp proves nothing, readers show the signature itself. It is appended, so what
was signed before, here or elsewhere, stays valid.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from hieuhoc.documents.signing_keys import OrganKey

FIELD = "ChuKyCoQuan"


class CannotSign(Exception):
    """What the key, the token or the file said of it."""


@dataclass(frozen=True)
class BorneSignature:
    """`is_intact`: not a byte under it was changed; `is_whole`: nothing but signatures was added after it; `is_trusted`: its
    certificate leads to one of the roots that were given."""

    signer: str
    signed_at: datetime | None
    is_intact: bool
    is_whole: bool
    is_trusted: bool


def sign_pdf(content: bytes, key: OrganKey, *, place: str) -> bytes:
    """`place`: where it is signed, as the signature says it. Raises CannotSign."""
    target = BytesIO()
    try:
        writer = IncrementalPdfFileWriter(BytesIO(content))
        taken = {name for name, _value, _field in fields.enumerate_sig_fields(writer.prev)}
        name = next(free for free in _names() if free not in taken)
        said = signers.PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            location=place,
            name=key.issuer,
        )
        spec = fields.SigFieldSpec(
            name,
            readable_field_name=f"Chữ ký số của {key.issuer}",
            invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True),
        )
        with _signer(key) as signer:
            signers.sign_pdf(writer, said, signer=signer, new_field_spec=spec, output=target)
    except (SigningError, OSError, ValueError) as error:
        raise CannotSign(str(error)) from error
    return target.getvalue()


def signatures_of(content: bytes, *, roots: str = "") -> list[BorneSignature]:
    """In their order. `roots`: a file of trusted certificates (PEM); without one none is trusted. Never asks the network."""
    trusted = list(load_certs_from_pemder([roots])) if roots else []  # type: ignore[no-untyped-call]
    context = ValidationContext(trust_roots=trusted, allow_fetching=False)
    told = []
    for signature in PdfFileReader(BytesIO(content), strict=False).embedded_signatures:
        status = validate_pdf_signature(signature, signer_validation_context=context)
        told.append(
            BorneSignature(
                signer=signature.signer_cert.subject.native.get("common_name", ""),
                signed_at=signature.self_reported_timestamp,
                is_intact=status.intact and status.valid,
                is_whole=_is_whole(status),
                is_trusted=status.trusted,
            )
        )
    return told


def _is_whole(status: PdfSignatureStatus) -> bool:
    level = status.modification_level
    return level is not None and level <= ModificationLevel.FORM_FILLING


def _names() -> Iterator[str]:
    yield FIELD
    yield from (f"{FIELD}{number}" for number in range(2, 100))


@contextmanager
def _signer(key: OrganKey) -> Iterator[signers.Signer]:
    if key.pkcs11_module:
        pin = Path(key.pin_file).read_text(encoding="utf-8").strip()
        session = open_pkcs11_session(key.pkcs11_module, token_criteria=TokenCriteria(label=key.token), user_pin=pin)
        with session:
            yield PKCS11Signer(session, cert_label=key.certificate, key_label=key.certificate)
        return
    passphrase = Path(key.passphrase_file).read_text(encoding="utf-8").strip() if key.passphrase_file else ""
    secret = passphrase.encode() or None
    signer = signers.SimpleSigner.load_pkcs12(key.pkcs12, passphrase=secret)  # type: ignore[no-untyped-call]
    if signer is None:
        raise CannotSign("PKCS#12 file or its passphrase")
    yield signer
