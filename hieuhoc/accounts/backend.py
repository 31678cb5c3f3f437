"""The one authentication backend: allauth signs in, grants and memberships decide abilities (no table of permissions)."""

from contextvars import ContextVar
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from hieuhoc.accounts.abilities import registry
from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import UNREAD, may, remember_unread
from hieuhoc.lib.rows import columns_of, mixed_rows

BY_ID = f"SELECT {columns_of(User, 'who')}, {UNREAD} AS unread FROM accounts_user AS who WHERE who.id = %s"
# Of the session this thread has just opened, taken once: the account came with it (accounts.sessions).
came_with_session: ContextVar[User | None] = ContextVar("came_with_session", default=None)


class AbilityBackend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: Any) -> User | None:
        """Whom a session belongs to: asked by every page."""
        user = came_with_session.get()
        came_with_session.set(None)
        if user is None or user.pk != user_id:
            user = _read(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: Any) -> bool:
        """Not with a closed account, nor with a password somebody else made once its week is over."""
        is_over = user.temporary_until is not None and user.temporary_until < timezone.now()
        return bool(super().user_can_authenticate(user)) and not is_over

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """`perm` = "<room>.<verb>_<noun>"; one that no room declares is nobody's."""
        if not isinstance(user_obj, User) or perm not in registry.roles:
            return False
        return may(user_obj, perm, obj)


def _read(user_id: Any) -> User | None:
    row = next(iter(mixed_rows(BY_ID, [user_id], who=User)), None)
    if row is None:
        return None
    user: User = row["who"]
    remember_unread(user, row["unread"])
    return user
