"""Moving the rows of this room and of those above from one record of a person to the other, and back."""

from collections.abc import Mapping, Sequence

from hieuhoc.lib.dates import Spell, overlaps_any
from hieuhoc.people.joins import Moved, registry
from hieuhoc.people.models import Citizen, IdentityNumber, LinkCode, MatchChoice, Membership, PastLink

type JoinJournal = dict[str, Moved]


def move_all(kept: Citizen, joined: Citizen) -> JoinJournal:
    moved = {"people": _move(kept, joined)}
    for room, contribution in registry.items():
        moved[room] = contribution.move(kept, joined)
    return moved


def move_all_back(kept: Citizen, joined: Citizen, moved: Mapping[str, Moved]) -> None:
    for room, contribution in reversed(registry.items()):
        if room in moved:
            contribution.move_back(kept, joined, moved[room])
    _move_back(kept, joined, moved["people"])


def _move(kept: Citizen, joined: Citizen) -> Moved:
    """Residences stay: where the kept record lives is known, and a move is a deed of its own."""
    moved: Moved = {
        "numbers": _ids(IdentityNumber, joined),
        "choices": _ids(MatchChoice, joined),
        "link_codes": _ids(LinkCode, joined),
        "joined_records": list(Citizen.objects.filter(joined_into=joined).values_list("pk", flat=True)),
        "user": [],
        **_memberships_to_move(kept, joined),
    }
    IdentityNumber.objects.filter(pk__in=moved["numbers"]).update(citizen=kept)
    MatchChoice.objects.filter(pk__in=moved["choices"]).update(citizen=kept)
    LinkCode.objects.filter(pk__in=moved["link_codes"]).update(citizen=kept)
    Citizen.objects.filter(pk__in=moved["joined_records"]).update(joined_into=kept)
    Membership.objects.filter(pk__in=moved["no_longer_main"]).update(is_main=False)
    Membership.objects.filter(pk__in=moved["memberships"]).update(citizen=kept)
    if joined.user_id is not None and kept.user_id is None:
        moved["user"] = [joined.user_id]
        Citizen.objects.filter(pk=joined.pk).update(user=None)
        Citizen.objects.filter(pk=kept.pk).update(user=joined.user_id)
        # Taken off the kept record meanwhile, it does not come back when the join is taken apart.
        PastLink.objects.get_or_create(citizen=joined, user_id=joined.user_id)
    return moved


def _move_back(kept: Citizen, joined: Citizen, moved: Mapping[str, Sequence[int]]) -> None:
    IdentityNumber.objects.filter(pk__in=moved["numbers"], citizen=kept).update(citizen=joined)
    MatchChoice.objects.filter(pk__in=moved["choices"], citizen=kept).update(citizen=joined)
    LinkCode.objects.filter(pk__in=moved["link_codes"], citizen=kept).update(citizen=joined)
    Citizen.objects.filter(pk__in=moved["joined_records"], joined_into=kept).update(joined_into=joined)
    Membership.objects.filter(pk__in=moved["memberships"], citizen=kept).update(citizen=joined)
    Membership.objects.filter(pk__in=moved["no_longer_main"], citizen=joined).update(is_main=True)
    if Citizen.objects.filter(pk=kept.pk, user__in=moved["user"]).update(user=None):
        Citizen.objects.filter(pk=joined.pk).update(user=moved["user"][0])


def _memberships_to_move(kept: Citizen, joined: Citizen) -> Moved:
    """All but those in a body the kept record is in at the same time; main stays main only where there is none."""
    held = list(Membership.objects.filter(citizen=kept))
    moving, no_longer_main = [], []
    for membership in Membership.objects.filter(citizen=joined):
        spell = Spell(membership.since, membership.until)
        same = [Spell(row.since, row.until) for row in held if _body(row) == _body(membership)]
        if overlaps_any(spell, same):
            continue
        moving.append(membership.pk)
        kind = _body(membership)[0]
        mains = [Spell(row.since, row.until) for row in held if row.is_main and _body(row)[0] == kind]
        if membership.is_main and overlaps_any(spell, mains):
            no_longer_main.append(membership.pk)
    return {"memberships": moving, "no_longer_main": no_longer_main}


def _body(membership: Membership) -> tuple[str, int | None]:
    if membership.group_id is not None:
        return "group", membership.group_id
    if membership.unit_id is not None:
        return "unit", membership.unit_id
    return "branch", membership.branch_id


def _ids(model: type[IdentityNumber] | type[MatchChoice] | type[LinkCode], citizen: Citizen) -> list[int]:
    return list(model._default_manager.filter(citizen=citizen).values_list("pk", flat=True))
