"""PAdES signatures of an organisation on a PDF. Imports pyhanko: named by `when_used`. What can be said of those a file
bears: `pades_reading`.

The first signature of a paper of ours shows at its signature block who signed and when (`seals`); on a scan, or on what was
signed before, a signature is invisible: readers show it. It is appended, so what was signed before stays valid.
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

from hieuhoc.documents.documents import CannotDraw
from hieuhoc.documents.seals import SealStyle, make_field
from hieuhoc.documents.signing_keys import OrganKey

FIELD = "ChuKyCoQuan"


class CannotSign(Exception):
    """What the key, the token or the file said of it."""


def sign_pdf(content: bytes, key: OrganKey, *, place: str, is_shown: bool = False) -> bytes:
    """`place`: where it is signed, as the signature says it. `is_shown`: of a paper that `pdf_of` drew for it. Raises
    CannotSign."""
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
        label = f"Chữ ký số của {key.issuer}"
        is_visible = is_shown and make_field(writer, name, label)
        out_of_sight = fields.InvisSigSettings(box_out_of_bounds=True)
        spec = fields.SigFieldSpec(name, readable_field_name=label, invis_sig_settings=out_of_sight)
        with _signer(key) as signer:
            style = SealStyle(signer=signer.subject_name or key.issuer, issuer=key.issuer)
            signing = signers.PdfSigner(
                said, signer=signer, stamp_style=style, new_field_spec=None if is_visible else spec
            )
            signing.sign_pdf(writer, existing_fields_only=is_visible, output=target)
    except (SigningError, CannotDraw, OSError, ValueError) as error:
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
