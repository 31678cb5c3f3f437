"""How allauth fits in: nobody signs up alone, mails leave by the outbox, a single sign-on brings no power with it."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.crypto import get_random_string

from hieuhoc.accounts.models import User
from hieuhoc.audit.actions import record
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Written to the outbox, addressed to the account (never to an address typed into a form)."""
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        if user is None:
            return
        send(
            Message.Channel.MAIL,
            recipient=user,
            subject=render_to_string(f"{template_prefix}_subject.txt", context).strip().replace("\n", " "),
            body=render_to_string(f"{template_prefix}_message.txt", context).strip() + "\n",
            key=f"account:{template_prefix}:{user.pk}:{get_random_string(12)}",
        )


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Whom a single sign-on is: the account it was linked to by its holder, signed in (`account/3rdparty/`); else a new
    account of its own, without any power until an officer grants a role or a link code is used.

    Never an account that merely has the same mail address or name: those are words a provider repeats, not proof.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        user.username = f"{sociallogin.account.provider}:{sociallogin.account.uid}"[:80]
        name = data.get("name") or f"{data.get('last_name') or ''} {data.get('first_name') or ''}"
        user.full_name = name.strip()[:120]
        if User.objects.filter(email__iexact=user.email).exists():
            user.email = ""
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        with transaction.atomic():
            user: User = super().save_user(request, sociallogin, form)
            record("accounts.add_user", actor=user, subject_kind="user", subject_id=user.pk)
        return user
