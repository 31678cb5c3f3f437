"""The criteria are nobody's."""

from hieuhoc.lib.personal import Kind

KINDS: tuple[Kind, ...] = ()
IMPERSONAL = frozenset(
    {
        "criteria_applicantgroup",
        "criteria_competence",
        "criteria_criteriaset",
        "criteria_criterion",
        "criteria_groupwording",
        "criteria_guidance",
        "criteria_passrule",
        "criteria_promulgationpaper",
        "criteria_version",
    }
)
