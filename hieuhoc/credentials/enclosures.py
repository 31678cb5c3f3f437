"""The signed text of a paper's QR code, and the credential inside its PDF."""

from collections.abc import Mapping, Sequence

from hieuhoc.credentials.forms import as_json
from hieuhoc.credentials.issuing import credentials_of
from hieuhoc.credentials.models import Credential
from hieuhoc.recognition.enclosures import EnclosedFile, Enclosure
from hieuhoc.recognition.models import Certificate, Decision


def enclose(certificates: Sequence[Certificate], decision: Decision, *, with_files: bool) -> Mapping[int, Enclosure]:
    credentials = credentials_of(certificates, decision)
    return {certificate: enclosure_of(row, with_files=with_files) for certificate, row in credentials.items()}


def enclosure_of(row: Credential, *, with_files: bool) -> Enclosure:
    return Enclosure(row.payload, _files(row) if with_files and row.payload else ())


def _files(row: Credential) -> tuple[EnclosedFile, ...]:
    words = "Chứng nhận số (Open Badges 3.0)"
    return (EnclosedFile("chung-nhan.json", "application/json", words, as_json(row)),)
