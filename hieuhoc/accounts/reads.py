"""Who may do what where: from the grants of a day, and from memberships the rooms above register."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone

from hieuhoc.accounts.abilities import registry
from hieuhoc.accounts.models import Grant, User
from hieuhoc.lib.rows import rows_of
from hieuhoc.lib.scope import Scope, whole_system
from hieuhoc.outbox.reads import MANY_UNREAD, unread_of
from hieuhoc.places.kept import kept
from hieuhoc.places.models import Ancestry, ChangeOrder, Place, Succession


def open_grants(user: User, ability: str, on: date) -> list[Grant]:
    """The user's grants on that day whose role carries the ability (one query per request and ability). A power that
    makes lasting ones comes only by a role of one's own, never by one handed on for a time."""
    roles, is_lasting = registry.roles_of(ability), ability in registry.lasting
    return [
        grant
        for grant in grants_on(user, on)
        if grant.role in roles and not (is_lasting and grant.delegated_from_id is not None)
    ]


def grants_on(user: User, on: date) -> list[Grant]:
    """All grants of the day, read once per user object; a delegation ends with the grant it came from."""
    known: dict[date, list[Grant]] | None = getattr(user, "_grants_by_day", None)
    if known is None:  # through setattr: the request's user is a lazy stand-in with a __dict__ of its own
        known = {}
        setattr(user, "_grants_by_day", known)  # noqa: B010
    if on not in known:
        known[on] = rows_of(Grant, GRANTS_ON, {"user": user.pk, "on": on}) if user.pk else []
    return known[on]


def remember_grants(user: User, on: date, rows: list[dict[str, Any]]) -> None:
    """`rows`: all grants of the day as JSON has them, read with the user."""
    fields = [field for field in Grant._meta.concrete_fields if field.column]
    grants = [Grant(**{field.attname: field.to_python(row[str(field.column)]) for field in fields}) for row in rows]
    setattr(user, "_grants_by_day", {on: grants})  # noqa: B010  as in grants_on


# Of the account called `who`; as outbox.reads.unread_of counts.
UNREAD = f"""(SELECT count(*) FROM (
    SELECT FROM outbox_message AS told
    WHERE told.recipient_id = who.id AND told.channel = 'in_app' AND told.read_at IS NULL LIMIT {MANY_UNREAD + 1}
) AS counted)"""


def remember_unread(user: User, count: int) -> None:
    """`count`: outbox.reads.unread_of, read with the user."""
    setattr(user, "_unread", count)  # noqa: B010  as in grants_on


def unread_messages(user: User) -> int:
    """As of the beginning of the request, or since `remember_unread`."""
    known: int | None = getattr(user, "_unread", None)
    return unread_of(user.pk) if known is None else known


# The SQL is written out (lib.rows): every page asks it, with the session. A role not handed on has no source.
HELD_ON = """
FROM accounts_grant AS held LEFT JOIN accounts_grant AS source ON source.id = held.delegated_from_id
WHERE held.since <= %(on)s AND (held.until IS NULL OR held.until > %(on)s)
  AND (source.id IS NULL OR source.since <= %(on)s AND (source.until IS NULL OR source.until > %(on)s))
"""
GRANTS_ON = f"SELECT held.* {HELD_ON} AND held.user_id = %(user)s ORDER BY held.id"


def scope_of(user: User | None, ability: str, on: date | None = None) -> Scope:
    """What the user may reach with this ability: nothing for a stranger, everything for the system (user None)."""
    day = on or timezone.localdate()
    if user is None or (user.is_active and user.is_superuser):
        return whole_system(day)
    if not user.is_active or user.pk is None:
        return Scope(on=day)
    places = frozenset(grant.place_id for grant in open_grants(user, ability, day))
    members = list(registry.member_scopes[ability](user)) if ability in registry.member_scopes else []
    return Scope(
        on=day,
        places=places,
        units=frozenset(pk for kind, pk in members if kind == "unit"),
        groups=frozenset(pk for kind, pk in members if kind == "group"),
    )


def may(user: User, ability: str, obj: Any = None) -> bool:
    """May this user use the ability on obj (a Place, a place id, or anything with `authority_place_id`)? None = anywhere."""
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    if obj is None:
        return _holds_anywhere(user, ability)
    grants = open_grants(user, ability, timezone.localdate())
    place_id = authority_place_id(obj)
    if place_id is not None and grants and _reaches({grant.place_id for grant in grants}, place_id):
        return True
    return ability in registry.member_powers and registry.member_powers[ability](user, obj)


def holds_in_person(user: User, ability: str, obj: Any) -> bool:
    """As `may`, by a role of one's own at a place: none that was handed on for a time."""
    if not user.is_active or user.is_superuser:
        return user.is_active
    grants = open_grants(user, ability, timezone.localdate())
    own = {grant.place_id for grant in grants if grant.delegated_from_id is None}
    place_id = authority_place_id(obj)
    return place_id is not None and bool(own) and _reaches(own, place_id)


def _holds_anywhere(user: User, ability: str) -> bool:
    if not registry.roles_of(ability).isdisjoint(_roles_today(user, own_only=ability in registry.lasting)):
        return True
    return ability in registry.member_scopes and any(True for _ in registry.member_scopes[ability](user))


def _roles_today(user: User, *, own_only: bool) -> frozenset[str]:
    """A page asks some twenty times: of its menu, and of what it offers."""
    known: dict[bool, frozenset[str]] | None = getattr(user, "_roles_today", None)
    if known is None:
        grants = grants_on(user, timezone.localdate())
        own = frozenset(grant.role for grant in grants if grant.delegated_from_id is None)
        known = {True: own, False: frozenset(grant.role for grant in grants)}
        setattr(user, "_roles_today", known)  # noqa: B010  as in grants_on
    return known[own_only]


def roles_reaching(user: User, ability: str, place: Place) -> set[str]:
    """The roles that give the user this ability at the place."""
    grants = open_grants(user, ability, timezone.localdate())
    return {grant.role for grant in grants if _reaches({grant.place_id}, place.pk)}


def accounts_of_nowhere() -> QuerySet[User]:
    """Open accounts without a place, without any role: nobody but the province looks after them. The caller leaves out those
    of a person."""
    return User.objects.filter(home__isnull=True, is_active=True, is_superuser=False, grants__isnull=True)


def require(user: User | None, ability: str, obj: Any = None) -> None:
    """First line of every action. `user` None = the system itself (jobs, command line, demo)."""
    if user is not None and not user.has_perm(ability, obj):
        raise PermissionDenied(ability)


def authority_place_id(obj: Any) -> int | None:
    if isinstance(obj, int):
        return obj
    if isinstance(obj, Place):
        return obj.pk
    place: int | None = getattr(obj, "authority_place_id", None)  # asked once: a unit looks its seat up
    return place


def _reaches(roots: set[int], place_id: int) -> bool:
    """Is the place at or under one of the roots today? An ended place is reached where it last was and where it wholly went."""
    return kept(("reaches", frozenset(roots), place_id, timezone.localdate()), lambda: _leads_to(roots, place_id))


def _leads_to(roots: set[int], place_id: int) -> bool:
    lineage: set[int] = set()
    frontier = {place_id}
    while frontier:
        lineage |= frontier
        above = _standing_above(frontier)
        if above & roots:
            return True
        successors = Succession.objects.filter(
            predecessor__in=above | frontier,
            is_whole=True,
            order__status=ChangeOrder.Status.APPLIED,
        )
        frontier = set(successors.values_list("successor_id", flat=True)) - lineage
    return False


def _standing_above(place_ids: set[int]) -> set[int]:
    """The places and their ancestors today; for a place that stands under nothing today, its last known ancestors."""
    today = timezone.localdate()
    rows = list(
        Ancestry.objects.filter(descendant__in=place_ids).values_list("descendant_id", "ancestor_id", "depth", "until")
    )
    above = set(place_ids)
    for place_id in place_ids:
        own = [row for row in rows if row[0] == place_id and row[2] > 0]
        standing = [row for row in own if row[3] is None or row[3] > today]
        last = max((row[3] for row in own if row[3] is not None), default=None)
        above |= {row[1] for row in standing or [row for row in own if row[3] == last]}
    return above
