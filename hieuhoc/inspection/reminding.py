"""Whoever has to put something right is reminded of its day, whoever inspected and the level above hear when it is late: by the
rules that tell of tasks (`plans.models.ReminderRule`). Everybody is told once of a visit, a rule and a day."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from hieuhoc.accounts.models import User
from hieuhoc.inspection.models import Finding, Inspection
from hieuhoc.places.reads import labels
from hieuhoc.plans.models import ReminderRule
from hieuhoc.plans.reminding import told_by_rules
from hieuhoc.plans.telling import officers_above, officers_at, tell

MOST_NAMED = 3


@transaction.atomic
def remind(today: date) -> int:
    """How many messages were written or stood there."""
    waiting = Finding.objects.filter(inspection__status=Inspection.Status.CONCLUDED, status=Finding.Status.TO_FIX)
    told = told_by_rules(waiting.select_related("inspection__plan"), today, lambda finding: finding.inspection_id)
    return sum(_tell(rule, findings) for rule, findings in told)


def _tell(rule: ReminderRule, findings: Sequence[Finding]) -> int:
    first, place = findings[0], findings[0].inspection.place_id
    with override(settings.LANGUAGE_CODE):
        label = labels([place], first.due_on).get(place)
        words = {
            "count": len(findings),
            "where": label.title if label else "",
            "day": f"{first.due_on:%d/%m/%Y}",
            "named": "; ".join(finding.action for finding in findings[:MOST_NAMED]),
        }
        body = _("%(count)d kiến nghị kiểm tra với %(where)s, hạn %(day)s: %(named)s.") % words
    is_late = rule.days > 0
    subject = gettext_lazy("Kiến nghị kiểm tra quá hạn") if is_late else gettext_lazy("Kiến nghị kiểm tra sắp đến hạn")
    key = f"inspection.{rule.days}.{rule.to}.{first.inspection_id}.{first.due_on}"
    return tell(_whom(rule, first.inspection), subject, body, key)


def _whom(rule: ReminderRule, visit: Inspection) -> list[User]:
    if rule.to == ReminderRule.To.OWNER:
        return officers_at(visit.place_id, "inspection.settle_finding")
    if rule.to == ReminderRule.To.GIVER:
        return officers_at(visit.plan.place_id, "inspection.plan_visit")
    return officers_above(visit.place_id, "inspection.plan_visit")
