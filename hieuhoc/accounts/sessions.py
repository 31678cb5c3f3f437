"""Sessions in the database, as Django keeps them; every page reads one, so the SQL is written out (lib.rows).

A session ends when it was not used for the minutes it was given at sign-in, and half a day after it began at the latest.
Both are its `expire_date`: nothing is asked beside it. That it is in use is written down every other minute.
"""

from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from hieuhoc.lib.rows import rows_of

OPEN = "SELECT * FROM django_session WHERE session_key = %s AND expire_date > %s"
IDLE, BEGAN = "idle_minutes", "began_at"
NOTED_EVERY = timedelta(minutes=2)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        sessions = rows_of(Session, OPEN, [self.session_key, timezone.now()]) if self.session_key else []
        if not sessions:
            self._session_key = None
        return next(iter(sessions), None)

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


def _ends_at(idle_minutes: int, began_at: str) -> datetime:
    half_a_day = datetime.fromisoformat(began_at) + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return min(timezone.now() + timedelta(minutes=idle_minutes), half_a_day)


def _note_use(session: Session, data: dict[str, Any]) -> None:
    ends_at = _ends_at(data[IDLE], data[BEGAN])
    if ends_at - session.expire_date < NOTED_EVERY:
        return
    Session.objects.filter(pk=session.pk).update(expire_date=ends_at)
    UserSession.objects.filter(session_key=session.pk).update(last_seen_at=timezone.now())
