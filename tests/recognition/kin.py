"""Officers as residents: their own record, and their family."""

from datetime import date

from hieuhoc.accounts.models import User
from hieuhoc.people.models import Citizen, Group, Membership
from tests.cast import Cast, World
from tests.people.makers import make_citizen


def family_of(world: World, *people: Citizen) -> Group:
    family = Group.objects.create(
        kind=Group.Kind.FAMILY, name="Gia đình", folded_name="gia dinh", code="H1", place=world.village
    )
    for person in people:
        Membership.objects.create(citizen=person, group=family, since=date(2015, 1, 1))
    return family


def own_of(world: Cast, officer: User) -> Citizen:
    """The officer is a resident too, behind the same sign-in."""
    return make_citizen(officer.full_name, world.village, officer)


def kin_of(world: World, officer: User, name: str = "Y Con") -> Citizen:
    child = make_citizen(name, world.village)
    family_of(world, own_of(world, officer), child)
    return child
