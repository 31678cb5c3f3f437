"""The rule of signing in is data: dated, never changed for days that have begun."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import SignInRule, User
from hieuhoc.accounts.reads import require
from hieuhoc.accounts.sign_in_rules import sign_in_rule
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal

ASKED = ("officers_need_factor", "grace_days", "officer_idle_minutes", "idle_minutes")
LEAST_MINUTES, MOST_MINUTES = 5, 720


@transaction.atomic
def set_sign_in_rule(
    *,
    since: date,
    officers_need_factor: bool,
    grace_days: int,
    officer_idle_minutes: int,
    idle_minutes: int,
    actor: User | None,
) -> SignInRule:
    """Holds for whoever signs in from that day on; one set for the same day before is replaced."""
    require(actor, "accounts.set_sign_in_rule")
    if since < timezone.localdate():
        raise Refusal(_("Quy định có hiệu lực sớm nhất từ hôm nay."), code="dated_back")
    for minutes in (officer_idle_minutes, idle_minutes):
        if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
            raise Refusal(_("Thời gian không dùng phải từ 5 đến 720 phút."), code="minutes")
    before = sign_in_rule(since)
    asked = (officers_need_factor, grace_days, officer_idle_minutes, idle_minutes)
    values = dict(zip(ASKED, asked, strict=True))
    rule, _is_new = SignInRule.objects.update_or_create(since=since, defaults=values | {"set_by": actor})
    changes = {name: [getattr(before, name), value] for name, value in values.items() if getattr(before, name) != value}
    record(
        "accounts.set_sign_in_rule",
        actor=actor,
        subject_kind="sign_in_rule",
        subject_id=rule.pk,
        changes=changes | {"since": [None, since]},
    )
    return rule
