"""What is published: the issuer's document, the history of its keys, status lists; and answers about one credential."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Max
from django.utils import timezone

from hieuhoc.credentials.keys import issuer, key_to_sign_with, signer_of
from hieuhoc.credentials.models import Credential, SigningKey
from hieuhoc.credentials.rules import (
    LIST_LENGTH,
    KeyPeriod,
    did_document,
    key_history,
    list_of,
    signed_document,
    signed_token,
    status_document,
    status_lines,
)
from hieuhoc.lib.personal import NAMELESS

LISTS_LAST = timedelta(days=30)  # until then a page that hears nothing from us still answers by the list it has

# Ids of one list whose title is taken back or whose paper was replaced. A revoked title names its decision: an index of
# that column finds the few.
REVOKED = """
    SELECT c.id FROM recognition_title AS t INNER JOIN credentials_credential AS c ON c.title_id = t.id
    WHERE t.revoked_by_id IS NOT NULL AND c.id BETWEEN %(first)s AND %(last)s
    UNION
    SELECT c.id FROM recognition_replacedcertificate AS p INNER JOIN credentials_credential AS c ON c.code = p.code
    WHERE c.id BETWEEN %(first)s AND %(last)s
    UNION
    SELECT c.id FROM credentials_credential AS c LEFT JOIN recognition_grouprecognition AS g ON g.id = c.recognition
    WHERE c.title_id IS NULL AND c.recognition IS NOT NULL AND c.id BETWEEN %(first)s AND %(last)s AND (
        g.id IS NULL OR g.status <> 'recognised' OR g.decision_number <> c.number
        OR g.decided_on IS DISTINCT FROM c.decided_on
    )
    UNION
    SELECT c.id FROM credentials_credential AS c
    LEFT JOIN collectives_registration AS r ON r.id = c.registration
    LEFT JOIN recognition_decision AS d ON d.id = r.decision_id
    WHERE c.title_id IS NULL AND c.registration IS NOT NULL AND c.id BETWEEN %(first)s AND %(last)s AND (
        r.revoked_by_id IS NOT NULL OR d.number IS DISTINCT FROM c.number OR d.signed_on IS DISTINCT FROM c.decided_on
    )
"""
SUSPENDED = """
    SELECT id FROM credentials_credential
    WHERE suspended_on IS NOT NULL AND id BETWEEN %(first)s AND %(last)s
"""
QUERIES = {"revocation": REVOKED, "suspension": SUSPENDED}


@dataclass(frozen=True)
class SignedList:
    """The same list with its Data Integrity proof, and as a JWT."""

    document: str
    token: str


@dataclass(frozen=True)
class CredentialStanding:
    is_revoked: bool
    is_suspended: bool


def did() -> dict[str, Any]:
    return did_document(issuer(), _periods())


def history() -> dict[str, Any]:
    return key_history(issuer(), _periods(), list_count=list_count(), now=timezone.now())


def _periods() -> list[KeyPeriod]:
    key_to_sign_with()  # the first one is made before anybody asks for it
    return [key.period for key in SigningKey.objects.order_by("number")]


def list_count() -> int:
    last = Credential.objects.aggregate(last=Max("pk"))["last"] or 1
    return int((last - 1) // LIST_LENGTH + 1)


def status_bits(purpose: str, number: int) -> bytes:
    start = number * LIST_LENGTH
    with connection.cursor() as cursor:
        cursor.execute(QUERIES[purpose], {"first": start + 1, "last": start + LIST_LENGTH})
        return list_of(pk - 1 - start for (pk,) in cursor.fetchall())


def status_list(purpose: str, number: int, *, for_good: bool = False) -> "SignedList | None":
    """Written and signed now; None when there is no such list, or no key in use. `for_good`: it does not run out."""
    key = key_to_sign_with()
    if number >= list_count() or key is None:
        return None
    now = timezone.now()
    bits = status_bits(purpose, number)
    until = None if for_good else now + LISTS_LAST
    document = status_document(issuer(), purpose, number, bits, written=now, until=until)
    signer = signer_of(key)
    proven = signed_document(document, status_lines(document), signer, created=now)
    return SignedList(json.dumps(proven), signed_token(document, signer, issued=now))


def credential_by_code(code: str) -> Credential | None:
    """Who was erased has none any more."""
    return Credential.objects.filter(code=code).exclude(holder=NAMELESS).first()


def standing_of(credential: Credential) -> CredentialStanding:
    span = {"first": credential.pk, "last": credential.pk}
    with connection.cursor() as cursor:
        cursor.execute(REVOKED, span)
        return CredentialStanding(cursor.fetchone() is not None, credential.suspended_on is not None)


def suspended_titles(titles: Collection[int]) -> set[int]:
    """Which of these titles (ids) have a suspended paper."""
    suspended = Credential.objects.filter(title__in=titles, suspended_on__isnull=False)
    return set(suspended.values_list("title", flat=True))


def signed_by_key() -> dict[int, int]:
    """Key (pk) → how many papers carry its signature."""
    return dict(Credential.objects.filter(key__isnull=False).values_list("key").annotate(papers=Count("pk")))
