"""`hieuhoc account VERB USERNAME`: the last resort, when no officer who could do it is there."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hieuhoc.accounts.actions import disable_user, enable_user, end_service, reset_password, reset_second_factor
from hieuhoc.accounts.models import DisableReason, User
from hieuhoc.lib.errors import Refusal


def _reset_password(user: User) -> str:
    return (
        f"{user.username} signs in with {reset_password(user, actor=None)} within a week, and is asked for a new one."
    )


def _reset_second_factor(user: User) -> str:
    reset_second_factor(user, actor=None)
    return f"{user.username} signs in by password alone; codes and keys are gone."


def _disable(user: User) -> str:
    disable_user(user, reason=DisableReason.EXPOSED, actor=None)
    return f"{user.username} is closed; its sessions and delegations ended."


def _enable(user: User) -> str:
    enable_user(user, actor=None)
    return f"{user.username} is open again."


def _leave(user: User) -> str:
    end_service(user, actor=None)
    return f"{user.username}: all roles ended, the account is closed."


VERBS: dict[str, Callable[[User], str]] = {
    "reset-password": _reset_password,
    "reset-second-factor": _reset_second_factor,
    "disable": _disable,
    "enable": _enable,
    "leave": _leave,
}


class Command(BaseCommand):
    help = "Lost password, lost phone, lost machine, leaver: what an officer does under Tài khoản, from the server."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=VERBS)
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError("There is no account with this user name.")
        try:
            self.stdout.write(VERBS[options["verb"]](user))
        except Refusal as refusal:
            raise CommandError(refusal.advice) from None
