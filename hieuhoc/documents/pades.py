"""PAdES signatures of an organisation on a PDF. Imports pyhanko: named by `when_used`. What can be said of those a file
bears: `pades_reading`.

A signature is invisible: the picture of a stamp proves nothing, readers show the signature itself. It is appended, so what
was signed before, here or elsewhere, stays valid.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

from hieuhoc.documents.signing_keys import OrganKey

FIELD = "ChuKyCoQuan"


class CannotSign(Exception):
    """What the key, the token or the file said of it."""


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
