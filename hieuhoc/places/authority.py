"""Asking for authority from below accounts: the permission backend answers through Django's own `has_perm`."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from hieuhoc.audit.actions import Actor


def require(actor: Actor, ability: str, *place_ids: int) -> None:
    """Raises PermissionDenied unless the actor holds the ability at every place named (anywhere, if none is)."""
    if actor is None:
        return
    places: Iterable[int | None] = place_ids or [None]
    if not all(actor.has_perm(ability, place) for place in places):
        raise PermissionDenied(ability)
