"""Who takes a step of a review chain for a body that people belong to: the work unit, the association."""

from datetime import date

from django.db.models import QuerySet

from hieuhoc.chains.registry import ActingBody
from hieuhoc.chains.rules import Who
from hieuhoc.people.models import BranchSpell, Membership
from hieuhoc.people.staff_officers import is_of_staffed_unit
from hieuhoc.places.models import Ancestry, covers
from hieuhoc.places.reads import commune_of

OFFICERS = (Membership.Role.HEAD, Membership.Role.OFFICER)


def has_branch(place_id: int, day: date) -> bool:
    """A branch of the association has its seat in the commune."""
    return _branches(place_id, day).exists()


def branch_officers(place_id: int, day: date) -> frozenset[int]:
    """Users who are officers of a branch of the commune. None on record: whoever has the role acts for it."""
    branches = _branches(place_id, day).values("branch")
    held = Membership.objects.filter(covers(day), branch__in=branches, role__in=OFFICERS, citizen__user__isnull=False)
    return frozenset(held.values_list("citizen__user", flat=True))


def _branches(place_id: int, day: date) -> QuerySet[BranchSpell]:
    commune = commune_of(place_id, day) or place_id
    below = Ancestry.objects.filter(covers(day), ancestor=commune).values("descendant")
    return BranchSpell.objects.filter(covers(day), place__in=below)


HOLDERS = {Who.UNIT: is_of_staffed_unit}
BODIES = {Who.ASSOCIATION: ActingBody(has_branch, branch_officers)}
