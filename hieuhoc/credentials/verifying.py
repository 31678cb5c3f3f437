"""The answer to a code: papers of titles as recognition answers them, and models by their credential."""

from dataclasses import dataclass

from django.db import DatabaseError

from hieuhoc.credentials.models import Credential
from hieuhoc.credentials.reads import credential_by_code, standing_of
from hieuhoc.credentials.rules import ACHIEVEMENTS
from hieuhoc.lib.opaque import read_public_code
from hieuhoc.recognition.reads import CertificateAnswer, TitleStanding, verify


@dataclass(frozen=True)
class CodeAnswer:
    """`credential`: what may be taken along; None while none was signed, or the person was erased."""

    answer: CertificateAnswer
    credential: Credential | None = None

    @property
    def is_suspended(self) -> bool:
        return self.answer.standing == TitleStanding.VALID and bool(self.credential and self.credential.suspended_on)


def verify_code(code: str) -> CodeAnswer:
    """Never raises: who stands at the counter gets an answer."""
    answer, stored = verify(code), read_public_code(code)
    if stored is None or answer.standing not in (TitleStanding.VALID, TitleStanding.UNKNOWN):
        return CodeAnswer(answer)
    try:
        credential = credential_by_code(stored)
        if answer.standing == TitleStanding.UNKNOWN and credential is not None and credential.title_id is None:
            answer = _of_model(credential)
    except DatabaseError:
        return CodeAnswer(CertificateAnswer(TitleStanding.UNCHECKED))
    return CodeAnswer(answer, credential)


def _of_model(credential: Credential) -> CertificateAnswer:
    is_revoked = standing_of(credential).is_revoked
    return CertificateAnswer(
        standing=TitleStanding.REVOKED if is_revoked else TitleStanding.VALID,
        name=credential.holder,
        title=ACHIEVEMENTS[credential.kind][0],
        year=credential.year,
        issuer=credential.decided_by,
        number=credential.number,
        signed_on=credential.decided_on,
    )
