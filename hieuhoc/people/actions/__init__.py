"""The deeds about people, one file per verb."""

from hieuhoc.people.actions.add import Added, Declaration, Outcome, add_citizen, choose_match
from hieuhoc.people.actions.correct import Facts, correct_citizen, facts_of
from hieuhoc.people.actions.departures import contest_departure, settle_departure
from hieuhoc.people.actions.groups import NewGroup, add_group, change_group
from hieuhoc.people.actions.join import join_citizens, take_apart_join
from hieuhoc.people.actions.links import make_link_code, undo_link, use_link_code
from hieuhoc.people.actions.looks import find_by_number
from hieuhoc.people.actions.memberships import (
    join_branch,
    join_group,
    join_unit,
    leave_branch,
    leave_group,
    leave_unit,
    naming_ability,
    set_main_membership,
)
from hieuhoc.people.actions.move import (
    move_citizen,
    record_death,
    record_departure,
    record_return,
    withdraw_death,
)
from hieuhoc.people.actions.numbers import add_identity_number, read_numbers, withdraw_identity_number
from hieuhoc.people.actions.questions import answer_other_office, ask_other_office
from hieuhoc.people.actions.residences import correct_residence
from hieuhoc.people.actions.rotate import rotate_keys
from hieuhoc.people.actions.units import NewUnit, add_branch, add_unit, change_branch, change_unit
from hieuhoc.people.actions.waiting import assign_waiting, assign_waiting_village

__all__ = [
    "Added",
    "Declaration",
    "Facts",
    "NewGroup",
    "NewUnit",
    "Outcome",
    "add_branch",
    "add_citizen",
    "add_group",
    "add_identity_number",
    "add_unit",
    "answer_other_office",
    "ask_other_office",
    "assign_waiting",
    "assign_waiting_village",
    "change_branch",
    "change_group",
    "change_unit",
    "choose_match",
    "contest_departure",
    "correct_citizen",
    "correct_residence",
    "facts_of",
    "find_by_number",
    "join_branch",
    "join_citizens",
    "join_group",
    "join_unit",
    "leave_branch",
    "leave_group",
    "leave_unit",
    "make_link_code",
    "move_citizen",
    "naming_ability",
    "read_numbers",
    "record_death",
    "record_departure",
    "record_return",
    "rotate_keys",
    "set_main_membership",
    "settle_departure",
    "take_apart_join",
    "undo_link",
    "use_link_code",
    "withdraw_death",
    "withdraw_identity_number",
]
