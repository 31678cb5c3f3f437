"""Sessions in the database, as Django keeps them; every page reads one, so the question is prepared."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from hieuhoc.lib.prepared import Prepared

_open = Prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), str, datetime)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        found = _open(self.session_key, timezone.now()) if self.session_key else []
        if not found:
            self._session_key = None
        return next(iter(found), None)
