"""Secrets of second factors, which stand inside the JSON of allauth's table, and what open sessions hold."""

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session

from hieuhoc.accounts.factors import sealed_anew
from hieuhoc.accounts.sessions import SessionStore, is_under_older_key
from hieuhoc.audit.rotation import Rotation, Step
from hieuhoc.lib.crypto import Unreadable


class FactorSecrets:
    name = "second factors"

    def step(self, after: int, limit: int) -> Step:
        rows = Authenticator.objects.select_for_update().filter(pk__gt=after).order_by("pk")
        factors = list(rows[:limit])
        count, failed = 0, []
        for factor in factors:
            try:
                anew = sealed_anew(factor.data)
            except Unreadable:
                failed.append(f"second factor {factor.pk}")
                continue
            if anew != factor.data:
                factor.data = anew
                factor.save(update_fields=["data"])
                count += 1
        return Step(count, factors[-1].pk if len(factors) == limit else None, tuple(failed))


class OpenSessions:
    """Their keys are words: `after` is how many came before. One that no key opens says nothing any more, and ends by itself."""

    name = "sessions"

    def step(self, after: int, limit: int) -> Step:
        sessions = list(Session.objects.select_for_update().order_by("session_key")[after : after + limit])
        old = [session for session in sessions if is_under_older_key(session.session_data)]
        for session in old:
            session.session_data = SessionStore().encode(SessionStore().decode(session.session_data))
            session.save(update_fields=["session_data"])
        return Step(len(old), after + limit if len(sessions) == limit else None)


ROTATIONS: list[Rotation] = [FactorSecrets(), OpenSessions()]
