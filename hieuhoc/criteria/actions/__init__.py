"""The deeds of the room: loading what was published, drafting what comes next, putting it in force."""

from hieuhoc.criteria.actions.drafting import (
    describe_version,
    draft_version,
    open_consultation,
    reword_criterion,
    set_pass_rule,
)
from hieuhoc.criteria.actions.force import promulgate_version, retire_version
from hieuhoc.criteria.actions.loading import load_criteria

__all__ = [
    "describe_version",
    "draft_version",
    "load_criteria",
    "open_consultation",
    "promulgate_version",
    "retire_version",
    "reword_criterion",
    "set_pass_rule",
]
