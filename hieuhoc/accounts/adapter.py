"""How allauth fits in: nobody signs up alone, mails leave by the outbox, a single sign-on brings no power with it, and
what happens at the door is written down."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import format_lazy
from django.utils.translation import gettext, override

from hieuhoc.accounts import devices, guessing
from hieuhoc.accounts.authority import lasting_grants, places_behind
from hieuhoc.accounts.mails import NOTICES, WHAT_TO_DO
from hieuhoc.accounts.models import User
from hieuhoc.accounts.rules import plain
from hieuhoc.accounts.security import Happened, note
from hieuhoc.accounts.session_rules import note_what_is_asked
from hieuhoc.accounts.sessions import BEGAN
from hieuhoc.accounts.sign_in_rules import FACTOR_FROM
from hieuhoc.accounts.telling import tell
from hieuhoc.audit.actions import record
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message

NEW_PASSWORD = "account/email/password_reset_key"
SLOWED_TOLD_EVERY = 60 * 60


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Written to the outbox in Vietnamese. A confirmation goes to the address that is to be confirmed, anything else to
        the account, never to an address typed into a form. Who opened an account may have typed the address: it does not
        open one that has a role or opens a person's record, until its holder has confirmed it."""
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        if user is None or (template_prefix == NEW_PASSWORD and not _may_open(user, email)):
            return
        to_confirm = EmailAddress.objects.filter(user=user, email__iexact=email, verified=False).first()
        with override(settings.LANGUAGE_CODE):
            send(
                Message.Channel.MAIL,
                recipient=user,
                address=to_confirm.email if to_confirm and template_prefix.endswith("confirmation") else "",
                subject=render_to_string(f"{template_prefix}_subject.txt", context).strip().replace("\n", " "),
                body=render_to_string(f"{template_prefix}_message.txt", context).strip() + "\n",
                key=f"account:{template_prefix}:{user.pk}:{get_random_string(12)}",
            )

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Something about the account changed: noted, and told to its holder."""
        notice = NOTICES[template_prefix]
        event = note(notice.happened, user, request=self.request)
        if notice.happened == Happened.FACTOR_ADDED and self.request is not None:
            self.request.session.pop(FACTOR_FROM, None)
        if notice.happened == Happened.FACTOR_REMOVED and self.request is not None:
            note_what_is_asked(self.request.session, user)  # who takes off the last one is asked for another at once
        body = format_lazy(WHAT_TO_DO, sentence=notice.sentence)
        tell(user, subject=notice.subject, body=body, occasion=f"event.{event.pk}", first_to=email or "")

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        is_confirmed = bool(super().confirm_email(request, email_address))
        if is_confirmed:
            self.send_notification_mail("account/email/email_confirm", email_address.user)
        return is_confirmed

    def pre_login(self, request: HttpRequest, user: Any, **given: Any) -> HttpResponse | None:
        """A password somebody else made whose week is over: said as for a closed account."""
        if user.temporary_until is not None and user.temporary_until < timezone.now():
            clear_login(request)
            return cast(HttpResponse, self.respond_user_inactive(request, user))
        return cast(HttpResponse | None, super().pre_login(request, user, **given))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Instead of allauth's count per account, which anybody could fill for everybody."""
        username = str(credentials.get("username", ""))
        usage = guessing.admit(request, username)
        if usage is None:
            self._note_slowed(request, username)
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage = usage  # given back by allauth when the password is right

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        user = _called(str(credentials.get("username", "")))
        if user is not None:
            note(Happened.WRONG_PASSWORD, user, request=request)

    def _note_slowed(self, request: HttpRequest, username: str) -> None:
        user = _called(username)
        if user is not None and cache.add(f"accounts.slowed.{user.pk}", 1, SLOWED_TOLD_EVERY):
            note(Happened.SLOWED, user, request=request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("own-sessions")

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        request.session[BEGAN] = timezone.now().isoformat()
        note_what_is_asked(request.session, user)

    def post_login(self, request: HttpRequest, user: Any, **given: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **given)
        devices.remember(request, response, user.username)
        note(Happened.SIGNED_IN, user, request=request)
        return response

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            note(Happened.SIGNED_OUT, request.user, request=request)
        super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        """By its holder: from now on nobody else knows it."""
        user.temporary_until = None
        super().set_password(user, password)

    def clean_password(self, password: str, user: Any = None) -> str:
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(gettext("Mật khẩu mới phải khác mật khẩu đang dùng."), code="same")
        return str(super().clean_password(password, user))


def _may_open(user: User, email: str) -> bool:
    is_confirmed = EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()
    return is_confirmed or not (lasting_grants(user).exists() or places_behind(user))


def _called(username: str) -> User | None:
    return User.objects.filter(username__iexact=username).first() if username else None


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
        user.plain_username, user.plain_name = plain(user.username), plain(user.full_name)
        if User.objects.filter(email__iexact=user.email).exists():
            user.email = ""
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        with transaction.atomic():
            user: User = super().save_user(request, sociallogin, form)
            record("accounts.add_user", actor=user, subject_kind="user", subject_id=user.pk)
        return user
