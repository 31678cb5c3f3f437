"""What the house asks of those who sign in: the rule of a day, and from when somebody must hold a second factor."""

from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.utils import timezone

from hieuhoc.accounts.abilities import registry
from hieuhoc.accounts.models import SignInRule, User
from hieuhoc.accounts.reads import grants_on

# In a session: the day from which nothing but the set-up of a second factor opens; not there when none is asked.
FACTOR_FROM = "factor_needed_from"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def sign_in_rule(on: date) -> SignInRule:
    return SignInRule.objects.filter(since__lte=on).order_by("-since").first() or SignInRule(since=on)


def is_officer(user: User) -> bool:
    """Holds a role today, or speaks for a unit or a clan."""
    scopes = set(registry.member_scopes.values())
    return bool(grants_on(user, timezone.localdate())) or any(True for scope in scopes for _one in scope(user))


def holds_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def factor_needed_from(user: User) -> date | None:
    """From which day nothing but the set-up opens; None: not asked of this person, or set up already."""
    today = timezone.localdate()
    rule = sign_in_rule(today)
    if not rule.officers_need_factor or not is_officer(user) or holds_factor(user):
        return None
    began = min((grant.since for grant in grants_on(user, today)), default=today)
    return max(_asked_since(today), began) + timedelta(days=rule.grace_days)


def _asked_since(on: date) -> date:
    """Since when without a break: a new rule that asks the same gives nobody new days."""
    since = on
    for rule in SignInRule.objects.filter(since__lte=on).order_by("-since"):
        if not rule.officers_need_factor:
            break
        since = rule.since
    return since
