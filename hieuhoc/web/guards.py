"""Who may enter a view at all. Every view carries exactly one guard; a house test walks the addresses and looks for it.

`needs("people.read_citizen")` asks for the ability *anywhere*; which rows it reaches is said by `request.scope`, and
what lies outside does not exist (404). The action asks again, for the very object.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Concatenate, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from hieuhoc.accounts.reads import scope_of
from hieuhoc.accounts.session_rules import became_officer, note_what_is_asked
from hieuhoc.accounts.sign_in_rules import FACTOR_FROM
from hieuhoc.lib.scope import Ability, Scope
from hieuhoc.web.requests import Request
from hieuhoc.web.typed import note_end_of_session, offer_what_was_typed

type View[R: HttpRequest, **P] = Callable[Concatenate[R, P], HttpResponseBase]
type Guarded[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

PUBLIC = "public"
SIGNED_IN = "signed-in"
# Pages of allauth that open to who signed in with a password somebody else made.
CHANGE_OF_PASSWORD = "account_change_password"
AT_THE_DOOR = frozenset({CHANGE_OF_PASSWORD, "account_logout"})


def public[**P](view: View[Any, P]) -> Guarded[P]:
    """Open to everybody; the address must also stand on the short list of the house test."""
    return _guarded(view, PUBLIC, lambda request: None)


def signed_in[**P](view: View[Any, P]) -> Guarded[P]:
    """Open to whoever has signed in: own account, own record."""
    return _guarded(view, SIGNED_IN, _with_session)


def needs[**P](*abilities: Ability) -> Callable[[View[Any, P]], Guarded[P]]:
    """Open to whoever holds one of the abilities anywhere. `request.scope` is the reach of the first one held."""

    def check(request: Request) -> HttpResponseBase | None:
        turned_away = _with_session(request)
        if turned_away is not None:
            return turned_away
        held = next((ability for ability in abilities if request.user.has_perm(ability)), None)
        if held is None:
            raise PermissionDenied(abilities[0])
        request.scope = cast(Scope, SimpleLazyObject(lambda: scope_of(request.user, held)))
        return None

    def decorate(view: View[Any, P]) -> Guarded[P]:
        return _guarded(view, " ".join(abilities), check)

    return decorate


def may_enter(user: Any, guard: str) -> bool:
    """Would this guard let the user in? For menus: what one may not enter is not offered."""
    if guard == PUBLIC:
        return True
    if not user.is_authenticated:
        return False
    return guard == SIGNED_IN or any(user.has_perm(ability) for ability in guard.split())


def _with_session(request: Request) -> HttpResponseBase | None:
    if request.user.is_authenticated:
        return _held_at_the_door(request) or offer_what_was_typed(request)
    note_end_of_session(request)
    if request.htmx:
        # A fragment cannot hold a sign-in page: let the browser load the whole page again, and be asked there.
        return _loaded_whole(redirect_to_login(request.htmx.current_url_abs_path or request.get_full_path()))
    return redirect_to_login(request.get_full_path())


def _held_at_the_door(request: Request) -> HttpResponseBase | None:
    """Who signed in with a password somebody else made, or must set up a second factor, does that first. Both facts came
    with the user and the session; a role given meanwhile is asked about once."""
    if became_officer(request.session, request.user):
        note_what_is_asked(request.session, request.user)
    needed_from = request.session.get(FACTOR_FROM)
    if request.user.temporary_until is not None:
        first = _change_of_password()
    elif needed_from is not None and date.fromisoformat(needed_from) <= timezone.localdate():
        first = HttpResponseRedirect(reverse("mfa_index"))
    else:
        return None
    return _loaded_whole(first) if request.htmx else first


def held_elsewhere(request: Any, view: Callable[..., Any]) -> HttpResponse | None:
    """The same for pages that carry no guard of ours, which are allauth's: whoever made the password for another leaves no
    passkey, mail address or single sign-on of their own behind before the holder has changed it."""
    if hasattr(view, "guard") or request.resolver_match.url_name in AT_THE_DOOR:
        return None
    user = request.user
    return _change_of_password() if user.is_authenticated and user.temporary_until is not None else None


def _change_of_password() -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse(CHANGE_OF_PASSWORD)}?next={reverse('start')}")


def _loaded_whole(answer: HttpResponseRedirect) -> HttpResponse:
    return HttpResponse(status=204, headers={"HX-Redirect": answer.url})


def _guarded[**P](view: View[Any, P], guard: str, check: Callable[[Any], HttpResponseBase | None]) -> Guarded[P]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        asked = cast(Request, request)
        asked.scope, asked.looks = Scope(on=timezone.localdate()), []
        answer = check(request) or view(request, *args, **kwargs)
        if not 300 <= answer.status_code < 400:  # a redirect showed nobody
            for look in asked.looks:
                look()
        return answer

    guarded.guard = guard  # type: ignore[attr-defined]
    return cast(Guarded[P], guarded)
