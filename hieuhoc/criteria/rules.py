"""When a version may change and what must be in it before it is promulgated. Pure."""

from dataclasses import dataclass

CHANGEABLE = frozenset({"draft", "consultation"})
KEPT = frozenset({"in_force", "retired"})


@dataclass(frozen=True)
class Content:
    """What a version says, as plain values: points by criterion and (area class, min total, min each) by rule."""

    group_count: int
    max_points: tuple[int, ...]
    pass_rules: tuple[tuple[str, int, int], ...]


def may_change(status: str) -> bool:
    return status in CHANGEABLE


def may_promulgate(status: str) -> bool:
    return status in CHANGEABLE


def may_retire(status: str) -> bool:
    return status == "in_force"


def may_assess(status: str) -> bool:
    """A round may name a version in force, or a retired one for a year in which it was in force."""
    return status in KEPT


def gaps(content: Content) -> tuple[str, ...]:
    """Codes of what is missing or impossible; empty = fit to be promulgated."""
    total = sum(content.max_points)
    missing = []
    if not content.group_count:
        missing.append("no_group")
    if not content.max_points:
        missing.append("no_criterion")
    if not any(area_class == "" for area_class, _total, _each in content.pass_rules):
        missing.append("no_general_rule")
    if any(not 0 < min_total <= total for _area, min_total, _each in content.pass_rules):
        missing.append("total_out_of_reach")
    lowest = min(content.max_points, default=0)
    if any(not 0 <= min_each <= lowest for _area, _total, min_each in content.pass_rules):
        missing.append("each_out_of_reach")
    return tuple(missing)
