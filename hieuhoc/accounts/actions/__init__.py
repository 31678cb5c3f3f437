"""The deeds about accounts, one file per noun."""

from hieuhoc.accounts.actions.delegations import delegate_role, end_delegation
from hieuhoc.accounts.actions.grants import end_grant, grant_role, known_as, look_alikes
from hieuhoc.accounts.actions.resets import reset_password, reset_second_factor, temporary_password
from hieuhoc.accounts.actions.sign_in_rules import set_sign_in_rule
from hieuhoc.accounts.actions.standing import disable_user, enable_user, end_service
from hieuhoc.accounts.actions.users import add_user, move_user

__all__ = [
    "add_user",
    "delegate_role",
    "disable_user",
    "enable_user",
    "end_delegation",
    "end_grant",
    "end_service",
    "grant_role",
    "known_as",
    "look_alikes",
    "move_user",
    "reset_password",
    "reset_second_factor",
    "set_sign_in_rule",
    "temporary_password",
]
