"""Bitstring Status List 1.0: one bit for each credential, in lists of a million, compressed."""

import gzip
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hieuhoc.credentials.rules.badge import STATUS, TYPE, VC, VC_CONTEXT, moment
from hieuhoc.credentials.rules.encoding import base64url
from hieuhoc.credentials.rules.issuer import XSD, Issuer
from hieuhoc.lib.later import when_used

if TYPE_CHECKING:
    import numpy as np
else:
    np = when_used("numpy")

LIST_LENGTH = 1 << 20
LEAST_LENGTH = 131_072  # so that a list tells nothing of a single one (Bitstring Status List 1.0, section 3)


def list_of(positions: Iterable[int], *, length: int = LIST_LENGTH) -> bytes:
    """The bits, the first one the highest of its byte; positions within this list."""
    if length < LEAST_LENGTH or length % 8:
        raise ValueError("a status list has at least 131072 bits, and whole bytes")
    bits = np.zeros(length, dtype=np.uint8)
    bits[np.fromiter(positions, dtype=np.int64)] = 1
    return np.packbits(bits).tobytes()


def encoded(bits: bytes) -> str:
    return "u" + base64url(gzip.compress(bits, compresslevel=9, mtime=0))


def status_document(
    issuer: Issuer, purpose: str, number: int, bits: bytes, *, written: datetime, until: datetime | None
) -> dict[str, Any]:
    """`until` None: a list that is kept for good and says only how things stood when it was written."""
    address = issuer.status_list(purpose, number)
    return {
        "@context": [VC_CONTEXT],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did,
        "validFrom": moment(written),
        **({"validUntil": moment(until)} if until else {}),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded(bits),
        },
    }


def status_lines(document: dict[str, Any]) -> list[str]:
    """The canonical N-Quads of a `status_document`, sorted."""
    me, subject = f"<{document['id']}>", document["credentialSubject"]
    bits = f"<{subject['id']}>"
    lines = [
        f"{me} {TYPE} <{STATUS}BitstringStatusListCredential> .\n",
        f"{me} {TYPE} <{VC}VerifiableCredential> .\n",
        f"{me} <{VC}credentialSubject> {bits} .\n",
        f"{me} <{VC}issuer> <{document['issuer']}> .\n",
        f'{me} <{VC}validFrom> "{document["validFrom"]}"^^<{XSD}dateTime> .\n',
        f"{bits} {TYPE} <{STATUS}BitstringStatusList> .\n",
        f'{bits} <{STATUS}encodedList> "{subject["encodedList"]}"^^<https://w3id.org/security#multibase> .\n',
        f'{bits} <{STATUS}statusPurpose> "{subject["statusPurpose"]}" .\n',
    ]
    if "validUntil" in document:
        lines.append(f'{me} <{VC}validUntil> "{document["validUntil"]}"^^<{XSD}dateTime> .\n')
    return sorted(lines)
