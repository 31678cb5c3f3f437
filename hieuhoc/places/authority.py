"""Asking for authority from below accounts: the permission backend answers through Django's own `has_perm`."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied

type Actor = Any  # an accounts.User, or None for the system itself (jobs, command line, demo)


def require(actor: Actor, ability: str, *place_ids: int) -> None:
    """Raises PermissionDenied unless the actor holds the ability at every place named (anywhere, if none is)."""
    if actor is None:
        return
    places: Iterable[int | None] = place_ids or [None]
    if not all(actor.has_perm(ability, place) for place in places):
        raise PermissionDenied(ability)
