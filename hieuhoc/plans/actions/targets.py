"""Targets of a plan: set, higher than asked at will, lower only with a reason that the level above reads."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.indicators.definition import registry
from hieuhoc.indicators.rules import Measure
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.numbers import format_plain
from hieuhoc.plans.actions.locking import PLAN, locked_open_plan
from hieuhoc.plans.models import PlanTarget, ProgrammePlan


@transaction.atomic
def set_target(
    plan: ProgrammePlan, indicator: str, year: int, number: Decimal, *, reason: str = "", actor: User | None
) -> PlanTarget:
    """`number`: per cent of a share, else subjects or the indicator's unit. Raises Refusal when it is below what the plan
    above asks and no reason is given."""
    require(actor, "plans.set_target", plan)
    plan = locked_open_plan(plan.pk)
    _refuse_what_measures_nothing(plan, indicator, year, number)
    target = plan.targets.filter(indicator=indicator, year=year).first()
    target = target or PlanTarget(plan=plan, indicator=indicator, year=year)
    old = target.number if target.pk else None
    target.number = number
    target.reason = " ".join(reason.split()) if target.is_lower else ""
    if target.is_lower and not target.reason:
        raise Refusal(
            _("Kế hoạch cấp trên đặt %(asked)s; đặt thấp hơn thì phải ghi lý do.")
            % {"asked": format_plain(target.asked or 0)},
            remedy=_("Ghi lý do; cấp trên thấy chỉ tiêu này cùng lý do trong danh sách đặt thấp hơn."),
            code="lower_without_reason",
        )
    target.save()
    key = f"{indicator} {year}"
    record(
        "plans.set_target",
        actor=actor,
        subject_kind=PLAN,
        subject_id=plan.pk,
        place=plan.place_id,
        changes={
            "plan_target": [f"{key}: {old}" if old is not None else None, f"{key}: {number}"],
            "lower_because": [None, target.reason or None],
        },
    )
    return target


@transaction.atomic
def drop_target(target: PlanTarget, *, actor: User | None) -> ProgrammePlan:
    """Of what the plan above asks nothing is dropped: it is set, if need be lower with a reason."""
    require(actor, "plans.drop_target", target.plan)
    plan = locked_open_plan(target.plan_id)
    target = plan.targets.select_for_update().get(pk=target.pk)
    if target.asked is not None:
        raise Refusal(
            _("Chỉ tiêu này do kế hoạch cấp trên giao nên không bỏ được."),
            remedy=_("Đặt số khác; thấp hơn thì ghi lý do."),
            code="asked_from_above",
        )
    said = f"{target.indicator} {target.year}: {target.number}"
    target.delete()
    record(
        "plans.drop_target",
        actor=actor,
        subject_kind=PLAN,
        subject_id=plan.pk,
        place=plan.place_id,
        changes={"plan_target": [said, None]},
    )
    return plan


def _refuse_what_measures_nothing(plan: ProgrammePlan, indicator: str, year: int, number: Decimal) -> None:
    known = registry.get(indicator)
    if known is None:
        raise Refusal(_("Không có chỉ tiêu “%(code)s”.") % {"code": indicator}, code="unknown_indicator")
    if not plan.starts_on.year <= year <= plan.ends_on.year:
        raise Refusal(
            _("Năm %(year)s nằm ngoài kế hoạch (%(first)s–%(last)s).")
            % {"year": year, "first": plan.starts_on.year, "last": plan.ends_on.year},
            code="year_outside_plan",
        )
    if number < 0 or (known.measure is Measure.SHARE and number > 100):
        raise Refusal(_("Chỉ tiêu phần trăm phải từ 0 đến 100."), code="not_a_share")
