"""Who may do what with people: by grants at places, and by speaking for a unit or a clan."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from hieuhoc.accounts.models import Role, User
from hieuhoc.people.models import Citizen, Group, Membership, WorkUnit

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE})
WITH_VILLAGES = OFFICES | {Role.VILLAGE}
PROVINCE_ONLY = frozenset({Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "people.read_citizens": WITH_VILLAGES,
    # What an office knows of a person beyond the membership: contact, consents, dossiers, history, who has read it. The
    # head of a clan and the staff officer of a unit see the person, not the file.
    "people.read_record": WITH_VILLAGES,
    "people.read_number": OFFICES,
    "people.read_groups": WITH_VILLAGES | {Role.EDUCATION},
    "people.add_citizen": WITH_VILLAGES,
    "people.choose_match": OFFICES,
    "people.correct_citizen": OFFICES,
    "people.add_identity_number": OFFICES,
    "people.withdraw_identity_number": OFFICES,
    "people.join_citizens": OFFICES,
    "people.take_apart_join": OFFICES,
    "people.move_citizen": OFFICES,
    "people.ask_other_office": OFFICES,
    "people.answer_other_office": OFFICES,
    "people.contest_departure": OFFICES,
    "people.settle_departure": PROVINCE_ONLY,
    "people.record_death": OFFICES,
    "people.withdraw_death": OFFICES,
    "people.correct_residence": OFFICES,
    "people.record_departure": OFFICES,
    "people.record_return": OFFICES,
    "people.add_group": WITH_VILLAGES,
    "people.change_group": OFFICES,
    "people.join_group": WITH_VILLAGES,
    "people.leave_group": WITH_VILLAGES,
    "people.name_speaker": OFFICES,  # staff officer of a work unit, head of a clan: powers come with it
    "people.name_household_head": WITH_VILLAGES,
    "people.add_unit": OFFICES,
    "people.change_unit": OFFICES,
    "people.join_unit": OFFICES,
    "people.leave_unit": OFFICES,
    "people.add_branch": OFFICES,
    "people.change_branch": OFFICES,
    "people.join_branch": OFFICES,
    "people.leave_branch": OFFICES,
    "people.set_main_membership": OFFICES,
    "people.make_link_code": OFFICES,
    "people.undo_link": OFFICES,
    "people.assign_waiting": PROVINCE_ONLY,
    "sheets.import_roster": OFFICES,
    "sheets.import_groups": OFFICES,
    "sheets.import_units": OFFICES,
    "sheets.import_area_classes": PROVINCE_ONLY,
    "people.rotate_keys": frozenset(),  # whoever holds the keys, at the command line
}
LASTING = frozenset({"people.name_speaker", "people.name_household_head"})
SPOKEN_FOR = {Membership.Role.HR: "unit", Membership.Role.HEAD: "group"}


# Many a page asks this of everybody: the SQL is written out. As `speaking_memberships` below.
SPEAKS_FOR = """
SELECT held.unit_id, held.group_id, held.role FROM people_citizen AS person
JOIN people_membership AS held ON held.citizen_id = person.id
WHERE person.user_id = %(user)s AND person.joined_into_id IS NULL AND held.role = ANY(%(roles)s)
  AND (held.since IS NULL OR held.since <= %(on)s) AND (held.until IS NULL OR held.until > %(on)s)
"""


def member_scope(user: User) -> Iterable[tuple[str, int]]:
    """Units whose staff matters, and families and clans, that the person behind the sign-in speaks for today."""
    with connection.cursor() as cursor:
        roles = [str(role) for role in SPOKEN_FOR]
        cursor.execute(SPEAKS_FOR, {"user": user.pk, "roles": roles, "on": timezone.localdate()})
        held = cursor.fetchall()
    for unit, group, role in held:
        if role == Membership.Role.HR and unit is not None:
            yield "unit", unit
        elif role == Membership.Role.HEAD and group is not None:
            yield "group", group


def speaking_memberships(on: date, *users: int) -> QuerySet[Membership]:
    """By which the people behind these sign-ins speak for a unit, a family or a clan on that day."""
    held = Membership.objects.on(on).filter(role__in=SPOKEN_FOR)
    return held.filter(citizen__user__in=users, citizen__joined_into__isnull=True)


def account_places(user: User) -> Iterable[int]:
    """Where the person behind the account lives, and the places of the units, families and clans they speak for."""
    yield from Citizen.objects.filter(user=user, home__isnull=False).values_list("home", flat=True)
    for member in speaking_memberships(timezone.localdate(), user.pk).select_related("unit", "group"):
        body = member.unit or member.group
        if body is not None and body.authority_place_id is not None:
            yield body.authority_place_id


def speaks_for(user: User, obj: Any) -> bool:
    """The head of the group or the HR officer of the unit `obj`, or of one the citizen `obj` belongs to."""
    spoken_for = set(member_scope(user))
    if not spoken_for:
        return False
    if isinstance(obj, Group):
        return ("group", obj.pk) in spoken_for
    if isinstance(obj, WorkUnit):
        return ("unit", obj.pk) in spoken_for
    if not isinstance(obj, Citizen):
        return False
    held = Membership.objects.on(timezone.localdate()).filter(citizen=obj).values_list("unit", "group")
    return any(("unit", unit) in spoken_for or ("group", group) in spoken_for for unit, group in held)


def is_behind(user: User, obj: Any) -> bool:
    """The person behind this sign-in."""
    return isinstance(obj, Citizen) and obj.user_id == user.pk


_SPOKEN = (
    "people.read_citizens",
    "people.read_groups",
    "people.join_group",
    "people.leave_group",
    "people.join_unit",
    "people.leave_unit",
)
_NAMING = ("people.name_speaker", "people.name_household_head")
MEMBER_POWERS = dict.fromkeys((*_SPOKEN, *_NAMING), speaks_for) | {"people.undo_link": is_behind}
MEMBER_SCOPES = dict.fromkeys(_SPOKEN, member_scope)
ACCOUNT_PLACES = (account_places,)
