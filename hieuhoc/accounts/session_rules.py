"""What the rule of signing in means for one session: written into it, so that no page has to ask."""

from collections.abc import MutableMapping
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import grants_on
from hieuhoc.accounts.sessions import IDLE, SessionStore
from hieuhoc.accounts.sign_in_rules import FACTOR_FROM, factor_needed_from, is_officer, sign_in_rule

# Whether they held a role when the session began. Not there in a session that no sign-in began.
AS_OFFICER = "as_officer"
ASK_ANEW = "ask"  # instead of it: somebody became one by something no session brings along


def note_what_is_asked(session: MutableMapping[str, Any], user: User) -> None:
    """Written into the session once, so that no page has to ask; again when somebody became an officer since."""
    rule = sign_in_rule(timezone.localdate())
    session[AS_OFFICER] = is_officer(user)
    session[IDLE] = rule.officer_idle_minutes if session[AS_OFFICER] else rule.idle_minutes
    needed_from = factor_needed_from(user)
    if needed_from is not None:
        session[FACTOR_FROM] = needed_from.isoformat()


def became_officer(session: MutableMapping[str, Any], user: User) -> bool:
    """A role given or begun since the session began. The roles of the day came with the session: nothing is asked."""
    known = session.get(AS_OFFICER)
    return known == ASK_ANEW or (known is False and bool(grants_on(user, timezone.localdate())))


def ask_at_next_page(session: MutableMapping[str, Any]) -> None:
    if AS_OFFICER in session:
        session[AS_OFFICER] = ASK_ANEW


def ask_open_sessions(user: int | None) -> None:
    """Of an account that now speaks for a unit or a clan: each of its sessions is asked at its next page."""
    own = UserSession.objects.filter(user=user).values("session_key")
    for row in Session.objects.filter(session_key__in=own):
        data = SessionStore().decode(row.session_data)
        ask_at_next_page(data)
        Session.objects.filter(pk=row.pk).update(session_data=SessionStore().encode(data))
