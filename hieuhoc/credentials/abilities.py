"""Who minds the keys (the province), and who suspends a credential (who may take a title back)."""

from collections.abc import Callable
from typing import Any

from hieuhoc.accounts.models import User
from hieuhoc.accounts.roles import Role
from hieuhoc.recognition.abilities import ABOVE_COMMUNE, decides_in_own_commune

PROVINCE = frozenset({Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "credentials.read_signing_keys": PROVINCE,
    "credentials.add_signing_key": PROVINCE,
    "credentials.end_signing_key": PROVINCE,
    "credentials.report_signing_key": PROVINCE,
    "credentials.suspend_credential": ABOVE_COMMUNE,
    "credentials.resume_credential": ABOVE_COMMUNE,
}
MEMBER_POWERS: dict[str, Callable[[User, Any], bool]] = dict.fromkeys(
    ("credentials.suspend_credential", "credentials.resume_credential"), decides_in_own_commune
)
