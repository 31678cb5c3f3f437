"""The sheets of people, registered for the engine."""

from hieuhoc.people.rosters.group_sheets import AreaClasses, Groups, Units
from hieuhoc.people.rosters.roster import Roster
from hieuhoc.sheets.registry import register

for kind in (Roster, Groups, Units, AreaClasses):
    register(kind)
