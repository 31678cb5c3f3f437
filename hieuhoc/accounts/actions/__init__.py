"""The deeds about accounts, one file per noun."""

from hieuhoc.accounts.actions.delegations import delegate_role, end_delegation
from hieuhoc.accounts.actions.grants import end_grant, grant_role
from hieuhoc.accounts.actions.users import add_user

__all__ = ["add_user", "delegate_role", "end_delegation", "end_grant", "grant_role"]
