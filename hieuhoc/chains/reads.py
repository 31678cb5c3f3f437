"""Answers about chains: which one holds where and when, who may take a step, where a level exists."""

from django.db.models import Q
from django.utils import timezone

from hieuhoc.accounts.models import Grant, User
from hieuhoc.accounts.reads import holds_in_person, may
from hieuhoc.accounts.roles import Role
from hieuhoc.chains.models import Chain
from hieuhoc.chains.registry import ChainSubject, registry
from hieuhoc.chains.rules import ChainStep, Who
from hieuhoc.places.models import PlaceSpell, Tier, covers
from hieuhoc.places.reads import ancestors

ABILITY_OF = {
    Who.VILLAGE: "chains.act_for_village",
    Who.ASSOCIATION: "chains.act_for_commune",
    Who.COUNCIL: "chains.act_for_commune",
    Who.COMMUNE: "chains.act_for_commune",
    Who.DISTRICT: "chains.act_for_district",
    Who.EDUCATION: "chains.act_for_education",
    Who.PROVINCE_ASSOCIATION: "chains.act_for_province",
    Who.PROVINCE: "chains.act_for_province",
}
ROLE_OF = {
    "chains.act_for_village": Role.VILLAGE,
    "chains.act_for_commune": Role.COMMUNE,
    "chains.act_for_district": Role.DISTRICT,
    "chains.act_for_education": Role.EDUCATION,
    "chains.act_for_province": Role.PROVINCE,
}


def chain_for(kind: str, place_id: int, year: int) -> Chain | None:
    """The version that holds for titles of that year at the place: its own, else that of the nearest place above, else
    the one for everywhere. None: no chain was put in force, the way is the one that the product knows by itself."""
    versions = {chain.place_id: chain for chain in Chain.objects.of_year(kind, year)}
    if not versions:
        return None
    for above in ancestors(place_id, timezone.localdate()) or [place_id]:
        if above in versions:
            return versions[above]
    return versions.get(None)


def takes_step(user: User, step: ChainStep, subject: ChainSubject) -> bool:
    """Whether the user is one of those whose step it is; which person bars themselves, the room above knows."""
    if step.who in registry.holders:
        return user.is_superuser or registry.holders[step.who](user, subject)
    ability = ABILITY_OF[step.who]
    is_held = may if step.delegable else holds_in_person
    if not is_held(user, ability, subject.place_id):
        return False
    members = members_of(step.who, subject.place_id)
    return not members or user.is_superuser or user.pk in members


def may_take(user: User, step: ChainStep) -> bool:
    """Whether the user's role takes such a step somewhere: for lists of work, where each row is asked again."""
    return step.who in registry.holders or user.has_perm(ABILITY_OF[step.who])


def members_of(who: Who, place_id: int) -> frozenset[int]:
    """Ids of the users who act for the body at the place; none: whoever holds the role there."""
    body = registry.bodies.get(who)
    return frozenset() if body is None or body.members is None else body.members(place_id, timezone.localdate())


def exists_at(who: Who, place_id: int) -> bool:
    """Whether the level or body is there today: no district is, since 1/7/2025."""
    today = timezone.localdate()
    if who == Who.DISTRICT:
        above = PlaceSpell.objects.on(today).filter(place__in=ancestors(place_id, today))
        return above.filter(tier=Tier.DISTRICT).exists()
    body = registry.bodies.get(who)
    return body is None or body.exists(place_id, today)


def takers_of(step: ChainStep, place_id: int, *, most: int = 3) -> list[User]:
    """Some of those by role whose step it is at the place, by name: to whom something goes."""
    if step.who in registry.holders:
        return []
    today = timezone.localdate()
    grants = Grant.objects.filter(
        covers(today), role=ROLE_OF[ABILITY_OF[step.who]], place__in=ancestors(place_id, today), user__is_active=True
    )
    grants = grants.filter(Q(delegated_from__isnull=True)) if not step.delegable else grants
    members = members_of(step.who, place_id)
    users = User.objects.filter(pk__in=grants.values("user"))
    users = users.filter(pk__in=members) if members else users
    return list(users.order_by("full_name", "pk")[:most])


def has_begun(kind: str, year: int) -> bool:
    known = registry.kinds.get(kind)
    return known is not None and known.has_begun(year)
