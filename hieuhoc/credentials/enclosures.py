"""The signed text of a paper's QR code, and the credential inside its PDF."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from hieuhoc.credentials.forms import signed_json, signer_in_use
from hieuhoc.credentials.issuing import credentials_of
from hieuhoc.credentials.models import Credential
from hieuhoc.credentials.rules import Signer
from hieuhoc.recognition.enclosures import EnclosedFile, Enclosure
from hieuhoc.recognition.models import Certificate, Decision

DESCRIPTION = "Chứng nhận số (Open Badges 3.0)"


def enclose(certificates: Sequence[Certificate], decision: Decision, *, with_files: bool) -> Mapping[int, Enclosure]:
    credentials = credentials_of(certificates, decision)
    return dict(zip(credentials, _enclosures(credentials.values(), with_files=with_files), strict=True))


def enclosure_of(row: Credential, *, with_files: bool) -> Enclosure:
    return next(_enclosures([row], with_files=with_files))


def _enclosures(rows: Iterable[Credential], *, with_files: bool) -> Iterator[Enclosure]:
    """All signed by the key that is in use now, asked for once."""
    signer: Signer | None = None
    for row in rows:
        if not (with_files and row.payload):
            yield Enclosure(row.payload)
            continue
        signer = signer or signer_in_use()
        text = signed_json(row, signer)
        yield Enclosure(row.payload, (EnclosedFile("chung-nhan.json", "application/json", DESCRIPTION, text),))
