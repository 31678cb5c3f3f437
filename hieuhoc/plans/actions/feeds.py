"""Reminders as data, and the address of one's calendar."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.plans.models import ReminderRule, TaskFeed

SEASON = 90  # days, as reminder_rule_within_a_season has it


@transaction.atomic
def set_reminder(days: int, to: str, *, actor: User | None) -> ReminderRule:
    """`days` after the day a task is due, below nought before it. Set twice: one rule."""
    require(actor, "plans.set_reminder")
    if abs(days) > SEASON:
        raise Refusal(_("Nhắc nhiều nhất %(days)d ngày trước hoặc sau hạn.") % {"days": SEASON}, code="too_far")
    if to == ReminderRule.To.ABOVE and days <= 0:
        raise Refusal(_("Chỉ báo cấp trên khi đã quá hạn."), remedy=_("Ghi số ngày sau hạn."), code="not_late_yet")
    rule, is_new = ReminderRule.objects.get_or_create(days=days, to=to)
    if is_new:
        record(
            "plans.set_reminder",
            actor=actor,
            subject_kind="reminder_rule",
            subject_id=rule.pk,
            changes={"reminder_days": [None, days], "reminder_to": [None, to]},
        )
    return rule


@transaction.atomic
def drop_reminder(rule: ReminderRule, *, actor: User | None) -> None:
    require(actor, "plans.drop_reminder")
    record(
        "plans.drop_reminder",
        actor=actor,
        subject_kind="reminder_rule",
        subject_id=rule.pk,
        changes={"reminder_days": [rule.days, None], "reminder_to": [rule.to, None]},
    )
    rule.delete()


@transaction.atomic
def open_feed(*, actor: User) -> TaskFeed:
    """A new address for the calendar of one's own tasks; the one before opens nothing from now on."""
    require(actor, "plans.open_feed")
    feed, _is_new = TaskFeed.objects.update_or_create(user=actor, defaults={"secret": secrets.token_urlsafe(24)})
    record("plans.open_feed", actor=actor, subject_kind="user", subject_id=actor.pk)
    return feed
