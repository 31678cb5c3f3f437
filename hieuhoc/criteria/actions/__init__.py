"""The deeds of the room: loading what was published, drafting what comes next, putting it in force."""

from hieuhoc.criteria.actions.attaching import attach_promulgation
from hieuhoc.criteria.actions.drafting import (
    describe_version,
    draft_version,
    drop_applicant_group,
    name_applicant_group,
    rename_competence,
    reword_criterion,
    set_pass_rule,
)
from hieuhoc.criteria.actions.force import promulgate_version, retire_version
from hieuhoc.criteria.actions.guiding import withdraw_guidance, write_guidance
from hieuhoc.criteria.actions.importing import import_case
from hieuhoc.criteria.actions.loading import load_criteria
from hieuhoc.criteria.actions.shaping import add_criterion, drop_criterion, drop_pass_rule, weigh_criterion
from hieuhoc.criteria.actions.translating import translate_version

__all__ = [
    "add_criterion",
    "attach_promulgation",
    "describe_version",
    "draft_version",
    "drop_applicant_group",
    "drop_criterion",
    "drop_pass_rule",
    "import_case",
    "load_criteria",
    "name_applicant_group",
    "promulgate_version",
    "rename_competence",
    "retire_version",
    "reword_criterion",
    "set_pass_rule",
    "translate_version",
    "weigh_criterion",
    "withdraw_guidance",
    "write_guidance",
]
