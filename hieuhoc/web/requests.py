"""What a view receives: the request with everything the middleware and the guards put on it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from hieuhoc.accounts.models import User
    from hieuhoc.lib.scope import Scope
    from hieuhoc.people.models import Citizen


class Request(HttpRequest):
    """`user` is signed in behind `signed_in` and `needs`; `scope` is empty unless the view asked for an ability. `looks` is
    done when the view answers with a page: what goes on record if somebody was shown."""

    user: "User"
    htmx: "HtmxDetails"
    scope: "Scope"
    looks: list[Callable[[], None]]
    id: str
    citizen: "Citizen | None"
