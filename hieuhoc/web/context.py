"""What every page shows around its content: where am I (place, year, my role), and where can I go."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import grants_on, unread_messages
from hieuhoc.accounts.sign_in_rules import FACTOR_FROM
from hieuhoc.outbox.reads import MANY_UNREAD
from hieuhoc.people.abilities import speaking_memberships
from hieuhoc.people.models import Group, Membership
from hieuhoc.web.choices import full_titles
from hieuhoc.web.menu import address_of, drawn_menu, menu_of, works_in_office


@dataclass(frozen=True)
class Frame:
    """`face`: office, citizen or public; `place`, `role`: empty for a stranger; `year`: that of today; `is_held`: nothing opens
    before the password somebody else made is changed."""

    face: str
    menu: SafeString  # a page shows it twice: at its side, and in the drawer of a phone
    place: str
    role: str
    person: str
    year: int
    is_officer: bool
    may_delegate: bool
    office_url: str
    citizen_url: str
    search_url: str  # where a person is looked for; "" for who may read nobody
    is_held: bool = False
    unread: str = ""  # how many messages: "3", "9+"; "" for none

    @property
    def itself(self) -> "Frame":
        """Out of the lazy stand-in that templates are given."""
        return self

    @property
    def layout(self) -> str:
        """What a page of any face (a refusal, an address that is none) extends."""
        return f"ui/{self.face}.html"


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Template context processor; `frame` is only worked out when a template asks for it (fragments do not)."""
    return {
        "frame": SimpleLazyObject(lambda: frame_of(request)),
        "factor_needed_from": SimpleLazyObject(lambda: _factor_needed_from(request)),
        "is_demo": settings.DEMO,
        "has_sign_on": bool(settings.SOCIALACCOUNT_PROVIDERS),
        "languages": settings.LANGUAGES,  # each by its own name, whatever language the page is in
    }


def _factor_needed_from(request: HttpRequest) -> date | None:
    """Asked by pages of those who have signed in: the session is there."""
    asked = request.session.get(FACTOR_FROM)
    return date.fromisoformat(asked) if asked else None


def frame_of(request: HttpRequest) -> Frame:
    user = _signed_in_user(request)
    face = face_of(request) if request.resolver_match else _face_of_no_page(request, user)
    place, role = _place_and_role(user, face)
    items, people = menu_of(request, face, user), address_of("office:citizen-list")
    return Frame(
        face=face,
        menu=drawn_menu(items),
        place=place,
        role=role,
        person=user.get_full_name() if user else "",
        year=timezone.localdate().year,
        is_officer=user is not None and works_in_office(user),
        may_delegate=user is not None and user.has_perm("accounts.delegate_role"),
        office_url=address_of("office:home"),
        citizen_url=address_of("citizen:home"),
        search_url=people if people in {item.url for item in items} else "",
        is_held=user is not None and user.temporary_until is not None,
        unread=_unread_words(user),
    )


def _unread_words(user: User | None) -> str:
    count = unread_messages(user) if user else 0
    return f"{MANY_UNREAD}+" if count > MANY_UNREAD else str(count or "")


def _signed_in_user(request: HttpRequest) -> User | None:
    """Without a session cookie nobody is signed in: the public face then costs no query."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES and not hasattr(request, "_cached_user"):
        return None
    return request.user if isinstance(request.user, User) else None


def face_of(request: HttpRequest) -> str:
    match = request.resolver_match
    space = match.namespaces[0] if match and match.namespaces else ""
    if space in {"office", "citizen"}:
        return space
    user = getattr(request, "_cached_user", None)
    # Pages of the account itself (password, passkeys) stand in the face their owner works in.
    return "office" if match and not space and user is not None and user.is_authenticated else "public"


def _face_of_no_page(request: HttpRequest, user: User | None) -> str:
    """Who mistyped an address of the office keeps its menu."""
    return "office" if user is not None and request.path.startswith(address_of("office:home")) else "public"


def _place_and_role(user: User | None, face: str) -> tuple[str, str]:
    """The first grant names the place; more of them are counted, not listed."""
    grants = grants_on(user, timezone.localdate()) if user else []
    if not grants:
        return _spoken_for(user) if user and face == "office" else ("", "")
    first = grants[0]
    return full_titles([first.place_id])[first.place_id], _and_others(str(first.get_role_display()), len(grants) - 1)


def _spoken_for(user: User) -> tuple[str, str]:
    """Who holds no role at a place but speaks for a work unit or a clan works there."""
    mine = speaking_memberships(timezone.localdate(), user.pk)
    held = sorted(mine.select_related("unit", "group").order_by("pk"), key=_work_first)
    body = held[0].unit or held[0].group if held else None
    return (body.name, _and_others(str(held[0].get_role_display()), len(held) - 1)) if body else ("", "")


def _work_first(held: Membership) -> int:
    """A unit one minds is work, then a clan one speaks for; of one's own family nobody asks here."""
    if held.unit is not None:
        return 0
    return 1 if held.group is not None and held.group.kind == Group.Kind.CLAN else 2


def _and_others(role: str, others: int) -> str:
    return role + (" " + _("và %(count)d vai trò khác") % {"count": others} if others else "")
