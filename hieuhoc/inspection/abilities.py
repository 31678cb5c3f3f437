"""Who inspects: the province orders it; the inspectors of a visit, whoever they are, hold it; the office of the
place that was inspected answers for what was found."""

from collections.abc import Iterable
from typing import Any

from hieuhoc.accounts.abilities import OFFICES, PROVINCE_ONLY
from hieuhoc.accounts.models import User
from hieuhoc.accounts.roles import Role
from hieuhoc.inspection.models import Inspector

ABOVE = PROVINCE_ONLY  # districts ended before there was an inspection

ROLES: dict[str, frozenset[Role]] = {
    "inspection.read_inspections": OFFICES,
    "inspection.read_plans": ABOVE,
    "inspection.draft_plan": ABOVE,
    "inspection.close_plan": ABOVE,
    "inspection.draw_sample": ABOVE,
    "inspection.order_inspection": ABOVE,
    "inspection.take_up_alert": ABOVE,
    "inspection.repeat_inspection": ABOVE,
    "inspection.plan_visit": ABOVE,
    "inspection.call_off": ABOVE,
    "inspection.check_title": ABOVE,
    "inspection.add_finding": ABOVE,
    "inspection.add_photo": ABOVE,
    "inspection.remove_photo": ABOVE,
    "inspection.conclude_inspection": ABOVE,
    "inspection.settle_finding": OFFICES,
}


def visits_of(user: User) -> set[int]:
    """Read once per user object."""
    kept: set[int] | None = user.__dict__.get("_visits_held")
    if kept is None:
        kept = set(Inspector.objects.filter(user=user.pk).values_list("inspection", flat=True))
        user.__dict__["_visits_held"] = kept
    return kept


def is_inspector(user: User, obj: Any) -> bool:
    """`obj`: a visit."""
    return getattr(obj, "pk", None) in visits_of(user) and hasattr(obj, "inspectors")


def own_visits(user: User) -> Iterable[tuple[str, int]]:
    return [("inspection", pk) for pk in sorted(visits_of(user))]


_OF_INSPECTORS = (
    "inspection.check_title",
    "inspection.add_finding",
    "inspection.add_photo",
    "inspection.remove_photo",
    "inspection.conclude_inspection",
)
MEMBER_POWERS = dict.fromkeys(_OF_INSPECTORS, is_inspector)
MEMBER_SCOPES = dict.fromkeys(_OF_INSPECTORS, own_visits)
