"""The sheets of people, registered for the engine."""

from hieuhoc.people.sheets_groups import AreaClasses, Groups, Units
from hieuhoc.people.sheets_roster import Roster
from hieuhoc.sheets.registry import register

for kind in (Roster, Groups, Units, AreaClasses):
    register(kind)
