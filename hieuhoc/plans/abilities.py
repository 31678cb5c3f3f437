"""Who plans, who carries out, who looks on: offices plan for their place; whoever has a task reports on it."""

from hieuhoc.accounts.abilities import EVERYBODY, OFFICES, PROVINCE_ONLY
from hieuhoc.accounts.roles import Role
from hieuhoc.people.staff_officers import is_of_staffed_unit, unit_scope

READERS = EVERYBODY
REPORTERS = OFFICES | {Role.VILLAGE, Role.EDUCATION}

ROLES: dict[str, frozenset[Role]] = {
    "plans.read_plans": READERS,
    "plans.read_late": READERS - {Role.VILLAGE},
    "plans.draft_plan": OFFICES,
    "plans.change_plan": OFFICES,
    "plans.derive_plan": OFFICES,
    "plans.issue_plan": OFFICES,
    "plans.amend_plan": OFFICES,
    "plans.close_plan": OFFICES,
    "plans.set_target": OFFICES,
    "plans.drop_target": OFFICES,
    "plans.add_task": OFFICES,
    "plans.change_task": OFFICES,
    "plans.drop_task": OFFICES,
    "plans.add_budget_line": OFFICES,
    "plans.change_budget_line": OFFICES,
    "plans.drop_budget_line": OFFICES,
    "plans.attach_use": OFFICES,
    "plans.detach_use": OFFICES,
    "plans.report_task": REPORTERS,
    "plans.answer_report": OFFICES,
    "plans.count_task": REPORTERS,
    "plans.set_reminder": PROVINCE_ONLY,
    "plans.drop_reminder": PROVINCE_ONLY,
    "plans.open_feed": READERS,
    "sheets.import_plan_tasks": OFFICES,
    "plans.read_circulars": READERS,
    "plans.draft_circular": OFFICES,
    "plans.change_circular": OFFICES,
    "plans.issue_circular": OFFICES,
    "plans.confirm_circular": READERS,
    "plans.ask_circular": READERS,
    "plans.answer_question": OFFICES,
}
# A staff officer has what lies with the work unit.
_OF_UNITS = ("plans.read_plans", "plans.report_task", "plans.count_task", "plans.open_feed")
MEMBER_POWERS = dict.fromkeys(_OF_UNITS, is_of_staffed_unit)
MEMBER_SCOPES = dict.fromkeys(_OF_UNITS, unit_scope)
