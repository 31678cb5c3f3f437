"""One's own door: on which devices one is signed in, what happened there lately, and ending any of it."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.internal.flows.logout import logout
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hieuhoc.accounts.security import Happened, note
from hieuhoc.web.guards import signed_in
from hieuhoc.web.requests import Request

EVENTS_SHOWN = 20


@dataclass(frozen=True)
class Signed:
    """A device one is signed in on."""

    id: int
    device: str
    began_at: datetime
    last_seen_at: datetime
    is_this: bool


@signed_in
def own_sessions(request: Request) -> HttpResponse:
    own = UserSession.objects.purge_and_list(request.user)
    this = request.session.session_key
    sessions = [
        Signed(kept.pk, kept.user_agent, kept.created_at, kept.last_seen_at, kept.session_key == this) for kept in own
    ]
    context = {
        "sessions": sorted(sessions, key=lambda signed: (not signed.is_this, signed.began_at)),
        "events": request.user.security_events.select_related("by").order_by("-pk")[:EVENTS_SHOWN],
    }
    return render(request, "account/sessions.html", context)


@signed_in
@require_POST
def end_sessions(request: Request) -> HttpResponse:
    """The one named by `session`; without it, all but this one."""
    own = UserSession.objects.filter(user=request.user)
    this = request.session.session_key
    if not (named := request.POST.get("session", "")):
        ending = list(own.exclude(session_key=this))
    else:
        ending = [get_object_or_404(own, pk=int(named) if named.isdecimal() else 0)]
    for session in ending:
        session.end()
    if any(session.session_key == this for session in ending):
        logout(request)
        return redirect("account_login")
    note(Happened.SESSIONS_ENDED, request.user, request=request)
    messages.success(request, _("Đã kết thúc phiên trên máy khác."))
    return redirect("own-sessions")
