"""What allauth tells by signals alone: a wrong code, and which sessions there are."""

from typing import Any

from allauth.mfa.signals import authentication_failed
from allauth.usersessions.models import UserSession
from django.db.models.signals import pre_save

from hieuhoc.accounts.security import Happened, device_in_words, note

NO_ADDRESS = "0.0.0.0"


def connect() -> None:
    authentication_failed.connect(_note_wrong_code, dispatch_uid="accounts.wrong_code")
    pre_save.connect(_keep_little, sender=UserSession, dispatch_uid="accounts.keep_little")


def _note_wrong_code(sender: Any, request: Any, user: Any, **_more: Any) -> None:
    note(Happened.WRONG_CODE, user, request=request)


def _keep_little(sender: Any, instance: UserSession, **_more: Any) -> None:
    """A list of one's sessions needs the kind of machine, not its address nor its exact version."""
    instance.ip = NO_ADDRESS
    if "/" in instance.user_agent:
        instance.user_agent = device_in_words(instance.user_agent)
