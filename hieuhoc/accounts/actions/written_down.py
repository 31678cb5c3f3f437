"""How a deed about an account ends: one entry in the history, one event at its door, and its holder is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from hieuhoc.accounts.models import User
from hieuhoc.accounts.security import Happened, note
from hieuhoc.accounts.telling import tell
from hieuhoc.audit.actions import record
from hieuhoc.audit.models import Entry


@dataclass(frozen=True)
class News:
    """What the account's door keeps, and what its holder reads."""

    happened: Happened
    subject: Promise
    body: Promise


def write_down(
    deed: str,
    user: User,
    news: News | None,
    *,
    actor: User | None,
    place: int | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Entry:
    """`news` None: nothing changed at the door. `place`: where the history shows it, else where the account is looked
    after."""
    entry = record(
        deed,
        actor=actor,
        subject_kind="user",
        subject_id=user.pk,
        place=place or user.authority_place_id,
        changes=dict(changes or {}),
    )
    if news is not None:
        note(news.happened, user, by=actor)
        tell(user, subject=news.subject, body=news.body, occasion=f"{deed.removeprefix('accounts.')}.{entry.pk}")
    return entry
