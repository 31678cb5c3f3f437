"""Sessions in the database, as Django keeps them. Every page reads one: the SQL is written out (lib.rows), and brings the
account along, the roles of its day, and how many messages it has not read.

A session ends when it was not used for the minutes it was given at sign-in, and half a day after it began at the latest.
Both are its `expire_date`: nothing is asked beside it. That it is in use is written down every other minute.

What a session holds is sealed: while a second factor is being set up its secret stands there. A sealed one begins with a mark,
so that one opened by an older release still serves.
"""

import base64
import json
from datetime import datetime, timedelta
from typing import Any, cast

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from hieuhoc.accounts.backend import came_with_session
from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import HELD_ON, UNREAD, remember_grants, remember_unread
from hieuhoc.lib.crypto import decrypt, encrypt, needs_rotation
from hieuhoc.lib.rows import columns_of, mixed_rows

OPEN = f"""
SELECT {columns_of(Session, "session")}, {columns_of(User, "who")},
  (SELECT jsonb_agg(to_jsonb(held) ORDER BY held.id) {HELD_ON} AND held.user_id = who.id) AS grants,
  {UNREAD} AS unread
FROM django_session AS session
LEFT JOIN usersessions_usersession AS opened ON opened.session_key = session.session_key
LEFT JOIN accounts_user AS who ON who.id = opened.user_id
WHERE session.session_key = %(key)s AND session.expire_date > %(now)s
"""
IDLE, BEGAN = "idle_minutes", "began_at"
NOTED_EVERY = timedelta(minutes=2)
PURPOSE, MARK = "accounts.session", "sealed:"


class SessionStore(db.SessionStore):
    def encode(self, session_dict: dict[str, Any]) -> str:
        sealed = encrypt(self.serializer().dumps(session_dict), purpose=PURPOSE)
        return MARK + base64.b64encode(sealed).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Empty when no key of ours opens it, as Django does with one it did not sign."""
        text = str(session_data)  # of a column of text
        if not text.startswith(MARK):
            return super().decode(text)
        try:
            plain = decrypt(_sealed(text), purpose=PURPOSE)
        except ValueError:  # Unreadable, or no base64
            return {}
        return cast(dict[str, Any], self.serializer().loads(plain))

    def _get_session_from_db(self) -> Any:
        came_with_session.set(None)
        today = timezone.localdate()
        asked = {"key": self.session_key, "now": timezone.now(), "on": today}
        row = next(iter(mixed_rows(OPEN, asked, session=Session, who=User)), None) if self.session_key else None
        if row is None:
            self._session_key = None
            return None
        if row["who"] is not None:
            remember_grants(row["who"], today, json.loads(row["grants"] or "[]"))
            remember_unread(row["who"], row["unread"])
            came_with_session.set(row["who"])
        return row["session"]

    def load(self) -> dict[str, Any]:
        session = self._get_session_from_db()
        data: dict[str, Any] = self.decode(session.session_data) if session else {}
        if session and IDLE in data:
            _note_use(session, data)
        return data

    def get_expiry_date(self, **given: Any) -> datetime:
        latest: datetime = super().get_expiry_date(**given)
        if IDLE not in self:
            return latest
        return min(latest, _ends_at(self[IDLE], self[BEGAN]))


def is_under_older_key(session_data: str) -> bool:
    return not session_data.startswith(MARK) or needs_rotation(_sealed(session_data))


def _sealed(session_data: str) -> bytes:
    return base64.b64decode(session_data.removeprefix(MARK))


def _ends_at(idle_minutes: int, began_at: str) -> datetime:
    half_a_day = datetime.fromisoformat(began_at) + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return min(timezone.now() + timedelta(minutes=idle_minutes), half_a_day)


def _note_use(session: Session, data: dict[str, Any]) -> None:
    ends_at = _ends_at(data[IDLE], data[BEGAN])
    if ends_at - session.expire_date < NOTED_EVERY:
        return
    Session.objects.filter(pk=session.pk).update(expire_date=ends_at)
    UserSession.objects.filter(session_key=session.pk).update(last_seen_at=timezone.now())
