"""Accounts: officers of a place, each once whatever roles they hold. They are told of their work: nobody asks them before."""

from collections.abc import Collection, Mapping

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.roles import Role
from hieuhoc.news.addressing import ACCOUNT, AudienceAsked, AudienceQuestion, ContactAddress, Sql, TargetAudience, Ways

OFFICERS = """
SELECT DISTINCT held.user_id AS person FROM accounts_grant AS held
WHERE held.place_id = ANY(%(of_places)s) AND held.since <= %(of_day)s
  AND (held.until IS NULL OR held.until > %(of_day)s) AND held.role = ANY(%(of_roles)s)
"""
WAY = """
SELECT who.id AS person, who.id AS account, mail.user_id IS NOT NULL AS has_mail, FALSE AS has_sms,
  device.user_id IS NOT NULL AS has_push, TRUE AS agrees, FALSE AS measures
FROM member JOIN accounts_user AS who ON who.id = member.person AND who.is_active
LEFT JOIN (SELECT DISTINCT user_id FROM account_emailaddress WHERE verified) AS mail ON mail.user_id = who.id
LEFT JOIN (SELECT DISTINCT user_id FROM outbox_pushdevice) AS device ON device.user_id = who.id
"""
EVERY_ROLE = "all"


def officers(asked: AudienceAsked) -> Sql:
    role = asked.values["role"]
    roles = [str(value) for value in Role.values] if role == EVERY_ROLE else [role]
    return Sql(OFFICERS, {"of_places": list(asked.places), "of_day": asked.on, "of_roles": roles})


def mails_of(accounts: Collection[int]) -> Mapping[int, ContactAddress]:
    """Only an address its holder has confirmed."""
    rows = EmailAddress.objects.filter(user__in=accounts, verified=True).order_by("primary", "-pk")
    return {user: ContactAddress(mail=mail) for user, mail in rows.values_list("user_id", "email")}


AUDIENCES = (
    TargetAudience(
        "officers",
        ACCOUNT,
        gettext_lazy("Cán bộ có tài khoản"),
        gettext_lazy("Người đang giữ một vai trò trong phần mềm ở các nơi được chọn, mỗi người một lần."),
        officers,
        questions=(
            AudienceQuestion(
                "role",
                gettext_lazy("Vai trò"),
                EVERY_ROLE,
                choices=((EVERY_ROLE, gettext_lazy("Mọi vai trò")), *((role.value, role.label) for role in Role)),
            ),
        ),
    ),
)
WAYS = (Ways(ACCOUNT, WAY, mails_of),)
