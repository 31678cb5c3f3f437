"""How allauth fits in: nobody signs up alone, mails leave by the outbox, a single sign-on meets existing accounts only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.crypto import get_random_string

from hieuhoc.accounts.models import User
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
        context = {"current_site": None, **context}
        send(
            Message.Channel.MAIL,
            recipient=user,
            subject=render_to_string(f"{template_prefix}_subject.txt", context).strip().replace("\n", " "),
            body=render_to_string(f"{template_prefix}_message.txt", context),
            key=f"account:{template_prefix}:{user.pk}:{get_random_string(12)}",
        )


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A provincial sign-on may open an account; it brings no power until an officer grants a role or a link code is used."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        user.username = f"{sociallogin.account.provider}:{sociallogin.account.uid}"[:80]
        user.full_name = (data.get("name") or f"{data.get('last_name') or ''} {data.get('first_name') or ''}").strip()
        return user
