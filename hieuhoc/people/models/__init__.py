"""People: one file per noun."""

from hieuhoc.people.models.citizens import Citizen, IdentityNumber, Residence, Sex, WaitingEntry
from hieuhoc.people.models.departures import Departure
from hieuhoc.people.models.groups import AssociationBranch, BranchSpell, Group, Membership, UnitSpell, WorkUnit
from hieuhoc.people.models.looks import Look
from hieuhoc.people.models.matches import Join, LinkCode, MatchChoice, PastLink

__all__ = [
    "AssociationBranch",
    "BranchSpell",
    "Citizen",
    "Departure",
    "Group",
    "IdentityNumber",
    "Join",
    "LinkCode",
    "Look",
    "MatchChoice",
    "Membership",
    "PastLink",
    "Residence",
    "Sex",
    "UnitSpell",
    "WaitingEntry",
    "WorkUnit",
]
