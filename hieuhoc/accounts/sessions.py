"""Sessions in the database, as Django keeps them; every page reads one, so the SQL is written out (lib.rows)."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from hieuhoc.lib.rows import rows_of

OPEN = "SELECT * FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        sessions = rows_of(Session, OPEN, [self.session_key, timezone.now()]) if self.session_key else []
        if not sessions:
            self._session_key = None
        return next(iter(sessions), None)
