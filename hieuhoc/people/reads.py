"""Answers about people: one person's card, who belongs where on a day, who waits, what is unplaced."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.lib.rows import rows_of
from hieuhoc.lib.scope import Scope
from hieuhoc.people import sealing
from hieuhoc.people.models import (
    AssociationBranch,
    BranchSpell,
    Citizen,
    Group,
    IdentityNumber,
    Join,
    Membership,
    PastLink,
    Residence,
    UnitSpell,
    WaitingEntry,
    WorkUnit,
)
from hieuhoc.places.models import Place, covers
from hieuhoc.places.reads import ended_within, label_of


@dataclass(frozen=True)
class Stay:
    residence: Residence
    path: str  # as the place is called today, or was on the last day of the stay
    path_then: str  # as it was called when the stay began


@dataclass(frozen=True)
class Belonging:
    membership: Membership
    name: str
    role: str
    is_open: bool


@dataclass(frozen=True)
class Card:
    """What an office sees of a person; numbers only by how many there are and how they end (`actions.read_numbers`)."""

    citizen: Citizen
    phone: str
    email: str
    number_endings: tuple[str, ...]
    stays: tuple[Stay, ...]
    belongings: tuple[Belonging, ...]
    waiting: WaitingEntry | None
    joins: tuple[Join, ...]


# The page of one person asks these each time: their SQL is written out (lib.rows).
NUMBERS = "SELECT * FROM people_identitynumber WHERE citizen_id = %s AND withdrawn_on IS NULL ORDER BY id DESC"
RESIDENCES = "SELECT * FROM people_residence WHERE citizen_id = %s ORDER BY since DESC"
MEMBERSHIPS = """
SELECT held.*, groups.id AS group__id, groups.name AS group__name, groups.code AS group__code, groups.place_id AS group__place_id,
       unit.id AS unit__id, unit.name AS unit__name, unit.code AS unit__code,
       branch.id AS branch__id, branch.name AS branch__name, branch.code AS branch__code
FROM people_membership AS held LEFT JOIN people_group AS groups ON groups.id = held.group_id
LEFT JOIN people_workunit AS unit ON unit.id = held.unit_id
LEFT JOIN people_associationbranch AS branch ON branch.id = held.branch_id
WHERE held.citizen_id = %s ORDER BY held.since DESC, held.id DESC
"""
WAITING = """
SELECT * FROM people_waitingentry
WHERE citizen_id = %(citizen)s AND assigned_to_id IS NULL AND since <= %(on)s AND (ended_on IS NULL OR ended_on > %(on)s)
ORDER BY id LIMIT 1
"""
JOINS = """
SELECT made.*, other.id AS joined__id, other.name AS joined__name
FROM people_join AS made JOIN people_citizen AS other ON other.id = made.joined_id
WHERE made.kept_id = %s AND made.undone_at IS NULL ORDER BY made.id
"""


def card(citizen: Citizen, on: date) -> Card:
    waiting = rows_of(WaitingEntry, WAITING, {"citizen": citizen.pk, "on": on})
    numbers = rows_of(IdentityNumber, NUMBERS, [citizen.pk])
    return Card(
        citizen=citizen,
        phone=sealing.read(citizen.phone, sealing.PHONE),
        email=sealing.read(citizen.email, sealing.EMAIL),
        number_endings=tuple(sealing.read(row.number, sealing.NUMBER)[-3:] for row in numbers),
        stays=tuple(_stays(citizen, on)),
        belongings=tuple(_belongings(citizen)),
        waiting=next(iter(waiting), None),
        joins=tuple(rows_of(Join, JOINS, [citizen.pk], joined=Citizen)),
    )


HOMES_ON = """
SELECT citizen.id, coalesce(lived.place_id, waited.place_id, citizen.home_id)
FROM people_citizen AS citizen
LEFT JOIN people_residence AS lived ON lived.citizen_id = citizen.id
  AND lived.since <= %(day)s AND (lived.until IS NULL OR lived.until > %(day)s)
LEFT JOIN LATERAL (
    SELECT coalesce(entry.assigned_to_id, entry.source_id) AS place_id FROM people_waitingentry AS entry
    WHERE entry.citizen_id = citizen.id AND entry.since <= %(day)s AND (entry.ended_on IS NULL OR entry.ended_on > %(day)s)
    ORDER BY entry.since DESC, entry.id DESC LIMIT 1
) AS waited ON lived.id IS NULL
WHERE citizen.id = ANY(%(citizens)s)
"""


def homes_on(citizens: Collection[int], day: date) -> dict[int, int]:
    """Citizen → the place (village, else commune) they lived in on that day: their residence; who waited after a cut,
    the successor they were assigned to or else the ward that was cut; else the home on record. Who has none of these
    is left out."""
    with connection.cursor() as cursor:
        cursor.execute(HOMES_ON, {"citizens": list(citizens), "day": day})
        return {citizen: place for citizen, place in cursor.fetchall() if place is not None}


def home_on(citizen: int, day: date) -> int | None:
    return homes_on([citizen], day).get(citizen)


def members(body: Group | WorkUnit | AssociationBranch, on: date) -> QuerySet[Membership]:
    """Who belongs to it on that day, by name; the dead, the gone and joined records do not."""
    held = Membership.objects.on(on).filter(citizen__in=Citizen.objects.living(on)).select_related("citizen")
    if isinstance(body, Group):
        held = held.filter(group=body)
    elif isinstance(body, WorkUnit):
        held = held.filter(unit=body)
    else:
        held = held.filter(branch=body)
    return held.order_by("citizen__name_key", "citizen_id")


def community(village: Place | int, on: date) -> QuerySet[Citizen]:
    """cộng đồng: the residents of one village on that day. Never typed, always this."""
    return Citizen.objects.living_in(village, on).by_name()


def own_records(user: User) -> QuerySet[Citizen]:
    """The person behind a sign-in, also after the link was taken off, and the records theirs was joined into. Unions, not
    ORs: each part is found by an index among a million people."""
    linked, past = Citizen.objects.filter(user=user), PastLink.objects.filter(user=user)
    joined = Citizen.objects.filter(user=user, joined_into__isnull=False)
    past_joined = PastLink.objects.filter(user=user, citizen__joined_into__isnull=False)
    ids = linked.values_list("pk").union(
        past.values_list("citizen"), joined.values_list("joined_into"), past_joined.values_list("citizen__joined_into")
    )
    return Citizen.objects.filter(pk__in=ids)


def families_of(user: User) -> QuerySet[Membership]:
    """By which the person behind a sign-in belongs to families, or did within the last year (who leaves a family today does
    not judge it tomorrow)."""
    lately = timezone.localdate() - timedelta(days=365)
    held = Membership.objects.since_then(lately).filter(citizen__in=own_records(user).values("pk"))
    return held.filter(group__kind=Group.Kind.FAMILY)


def kin_of(user: User) -> QuerySet[Citizen]:
    """The person behind a sign-in and who shares a family with them, or did within the last year."""
    lately = timezone.localdate() - timedelta(days=365)
    members = Membership.objects.since_then(lately).filter(group__in=families_of(user).values("group"))
    ids = own_records(user).values_list("pk").union(members.values_list("citizen"))
    return Citizen.objects.filter(pk__in=ids)


UNDER = """
SELECT line.ancestor_id, count(*) FROM places_ancestry AS line JOIN people_citizen AS person ON person.home_id = line.descendant_id
WHERE line.ancestor_id = ANY(%(places)s) AND line.until IS NULL AND person.joined_into_id IS NULL
  AND (person.died_on IS NULL OR person.died_on > %(on)s) AND (person.left_on IS NULL OR person.left_on > %(on)s)
GROUP BY line.ancestor_id
"""


def living_under(places: Collection[int], on: date) -> dict[int, int]:
    """Place of today -> how many people live in it and in what lies under it; without any, left out."""
    with connection.cursor() as cursor:
        cursor.execute(UNDER, {"places": list(places), "on": on})
        return dict(cursor.fetchall())


def main_unit(citizen: Citizen, on: date) -> UnitSpell | None:
    """The unit where the person counts on that day, with its seat and level then."""
    held = Membership.objects.on(on).main_unit().filter(citizen=citizen).values("unit")
    spells = UnitSpell.objects.filter(unit__in=held).select_related("unit")
    return spells.filter(covers(on)).first()


def main_branch(citizen: Citizen, on: date) -> AssociationBranch | None:
    held = Membership.objects.on(on).main_branch().filter(citizen=citizen).select_related("branch").first()
    return held.branch if held is not None else None


@dataclass(frozen=True)
class WaitingVillage:
    """A village of a cut ward with the people who wait in it; `village` None: they lived in the ward itself."""

    order: int
    source: int
    village: int | None
    people: int


def waiting_villages(scope: Scope) -> list[WaitingVillage]:
    """What the province has to assign, largest first."""
    rows = (
        WaitingEntry.objects.open()
        .within(scope)
        .values_list("order_id", "source_id", "village_id")
        .annotate(people=Count("pk"))
        .order_by("-people", "source_id", "village_id")
    )
    return [WaitingVillage(*row) for row in rows]


@dataclass(frozen=True)
class Unplaced:
    """Groups, units and branches whose place ended without one successor: to be placed by hand."""

    groups: QuerySet[Group]
    units: QuerySet[WorkUnit]
    branches: QuerySet[AssociationBranch]


def unplaced(scope: Scope) -> Unplaced:
    ended = ended_within(scope)
    unit_seats = UnitSpell.objects.filter(unit=OuterRef("pk"), until__isnull=True, place__in=ended)
    branch_seats = BranchSpell.objects.filter(branch=OuterRef("pk"), until__isnull=True, place__in=ended)
    return Unplaced(
        Group.objects.open().filter(place__in=ended),
        WorkUnit.objects.filter(Exists(unit_seats)),
        AssociationBranch.objects.filter(Exists(branch_seats)),
    )


def _stays(citizen: Citizen, on: date) -> Iterable[Stay]:
    for residence in rows_of(Residence, RESIDENCES, [citizen.pk]):
        last = residence.until - timedelta(days=1) if residence.until is not None else on
        paths = (label_of(residence.place_id, day).path for day in (last, residence.since))
        yield Stay(residence, *paths)


def _belongings(citizen: Citizen) -> Iterable[Belonging]:
    bodies = {"group": Group, "unit": WorkUnit, "branch": AssociationBranch}
    for membership in rows_of(Membership, MEMBERSHIPS, [citizen.pk], **bodies):
        yield Belonging(membership, str(membership.body), membership.get_role_display(), membership.until is None)
