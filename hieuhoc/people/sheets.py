"""The sheets of people, registered for the engine."""

from hieuhoc.people.sheets_roster import Roster
from hieuhoc.sheets.registry import register

register(Roster)
