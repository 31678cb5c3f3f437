"""What the page of one person leads to: only what the reader may open."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from hieuhoc.accounts.models import User
from hieuhoc.assessment.models import Dossier
from hieuhoc.people.reads import Belonging
from hieuhoc.recognition.models import Title
from hieuhoc.web.addresses import may_open, record_address


@dataclass(frozen=True)
class Leads:
    """`bodies`: membership -> address of its family, clan, unit or branch; the rest ids of what may be opened."""

    bodies: dict[int, str]
    titles: set[int]
    dossiers: set[int]


def leads_of(
    user: User,
    belongings: Iterable[Belonging],
    kept: Collection[int],
    titles: Iterable[Title],
    dossiers: Iterable[Dossier],
) -> Leads:
    """`kept`: memberships of units and branches the reader looks after: where those sit is asked for once a page."""
    standing = [title for title in titles if title.revoked_on is None]
    return Leads(
        bodies={row.membership.pk: _address(user, row, kept) for row in belongings},
        titles=_reached(user, "recognition.read_certificate", standing),
        dossiers=_reached(user, "assessment.read_dossiers", dossiers),
    )


def _address(user: User, belonging: Belonging, kept: Collection[int]) -> str:
    held = belonging.membership
    if held.group is not None:
        may_read = user.has_perm("people.read_groups", held.group)
        return record_address("office:group", held.group.pk) if may_read else ""
    name = "office:unit" if held.unit_id else "office:branch"
    may_read = held.pk in kept and may_open(user, name)
    return record_address(name, held.unit_id or held.branch_id or 0) if may_read else ""


def _reached(user: User, ability: str, rows: Iterable[Any]) -> set[int]:
    return {row.pk for row in rows if user.has_perm(ability, row)}
