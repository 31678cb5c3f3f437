"""Writing to the record: in the deed's own transaction, never changed afterwards."""

import json
from typing import Any

from django.db import connection
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.audit.private import seal_private

# An accounts.User (audit may only name it by AUTH_USER_MODEL), or None for the system itself: jobs, command line, demo.
type Actor = Any
type Changes = dict[str, Any]  # {"field": [old, new]}


def record(
    deed: str,
    *,
    actor: Actor,
    subject_kind: str,
    subject_id: int | None,
    place: int | None = None,
    changes: Changes | None = None,
    private: Changes | None = None,
    secret: bytes | None = None,
) -> Entry:
    """One entry for one deed. `private` holds personal values and is sealed under the key of the person whose
    `secret` (Citizen.secret) is given: destroying the secret makes them unreadable and leaves the rest."""
    return Entry.objects.create(
        actor=actor,
        deed=deed,
        subject_kind=subject_kind,
        subject_id=subject_id,
        place_id=place,
        changes=_plain(changes),
        private_changes=seal_private(private, secret) if private and secret else None,
        rows_touched=1,
    )


def record_bulk(
    deed: str,
    *,
    actor: Actor,
    subject_kind: str,
    rows_touched: int,
    subject_id: int | None = None,
    place: int | None = None,
    changes: Changes | None = None,
) -> Entry:
    """The one entry of a bulk deed; the rows it changed follow as EntryRow (copied in by the deed)."""
    return Entry.objects.create(
        actor=actor,
        deed=deed,
        subject_kind=subject_kind,
        subject_id=subject_id,
        place_id=place,
        changes=_plain(changes),
        rows_touched=rows_touched,
    )


# Most pages write one: the SQL is written out.
READ = """
INSERT INTO audit_reading (at, actor_id, purpose, subject_kind, subject_id, place_id, person_count)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""


def record_reading(
    purpose: str,
    *,
    actor: Actor,
    subject_kind: str,
    person_count: int,
    subject_id: int | None = None,
    place: int | None = None,
) -> None:
    """One request that read personal data of `person_count` people; a page that showed nobody leaves no trace."""
    if person_count < 1:
        return
    reader = actor.pk if actor is not None else None
    with connection.cursor() as cursor:
        cursor.execute(READ, [timezone.now(), reader, purpose, subject_kind, subject_id, place, person_count])


def _plain(changes: Changes | None) -> Changes:
    """Dates and decimals as text, so that an entry is JSON whatever the deed passed."""
    plain: Changes = json.loads(json.dumps(changes or {}, default=str, ensure_ascii=False))
    return plain
