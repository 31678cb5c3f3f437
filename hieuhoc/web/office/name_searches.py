"""A typed name is kept in the session under an opaque word: no name stands in an address."""

import secrets

from hieuhoc.web.requests import Request

SEARCHES = "name_searches"
KEPT_SEARCHES = 20


def keep_search(request: Request, typed: str) -> str:
    """The word that stands for what was typed; the oldest searches of a session are forgotten."""
    kept: dict[str, str] = request.session.get(SEARCHES, {})
    word = secrets.token_urlsafe(9)
    kept[word] = typed[:120]
    request.session[SEARCHES] = dict(list(kept.items())[-KEPT_SEARCHES:])
    return word


def searched_for(request: Request) -> str:
    """What was typed for the word in the address; in another session the word stands for nothing."""
    kept: dict[str, str] = request.session.get(SEARCHES, {})
    return kept.get(request.GET.get("search", ""), "")
