"""What is suspicious, as the rooms say it. A room writes `hieuhoc/<room>/alerts.py` with

RULES: tuple[SuspicionRule, ...]
"""

from types import ModuleType

from hieuhoc.alerts.definition import SuspicionRule

_rules: dict[str, SuspicionRule] = {}


def add_room(_room: str, module: ModuleType) -> None:
    _rules.update({rule.code: rule for rule in module.RULES})


def suspicion_rules() -> list[SuspicionRule]:
    """In the order of their codes."""
    return [_rules[code] for code in sorted(_rules)]


def rule_of(code: str) -> SuspicionRule | None:
    """None for one that a later release no longer has."""
    return _rules.get(code)
