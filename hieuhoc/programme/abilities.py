"""Whoever steers the programme looks back on its year."""

from hieuhoc.accounts.abilities import PROVINCE_ONLY
from hieuhoc.accounts.roles import Role

ROLES: dict[str, frozenset[Role]] = {"programme.read_yearly_review": PROVINCE_ONLY}
