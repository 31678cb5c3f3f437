"""What a telephone says of an entry before what it holds: which it is, of what kind, of which title, and when it was written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import read_public_id

KINDS = frozenset({"check", "finding", "photo"})
LATEST = 4_102_444_800_000  # 2100, in milliseconds


class NotAnEntry(ValueError):
    """What was sent is no entry of a visit."""


@dataclass(frozen=True)
class SentToVisit:
    """`title`: the number of the checked title, None for what is of the visit."""

    key: UUID
    kind: str
    title: int | None
    said_at: datetime


def read_entry(given: Mapping[str, str]) -> SentToVisit:
    """`said_at`: milliseconds since 1970. Raises NotAnEntry."""
    try:
        moment, title = int(given["said_at"]), given.get("title", "")
        if given["kind"] not in KINDS or not 0 <= moment <= LATEST:
            raise NotAnEntry("not of a kind, or of no time")
        number = read_public_id("checkedtitle", title) if title else None
        return SentToVisit(UUID(given["key"]), given["kind"], number, datetime.fromtimestamp(moment / 1000, UTC))
    except (KeyError, ValueError, Unreadable) as error:
        raise NotAnEntry(str(error)) from error
