"""The menu of each face, from the `menu.py` of its areas: an entry shows when the guard of its page lets one in."""

from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.safestring import SafeString, mark_safe

from hieuhoc.accounts.models import User
from hieuhoc.web.areas import entries_of, group_of
from hieuhoc.web.guards import PUBLIC, may_enter


@dataclass(frozen=True)
class MenuItem:
    text: str
    icon: str
    url: str
    is_here: bool
    group: str = ""


def works_in_office(user: User) -> bool:
    """Does any page of the office open for them, but its home, which tells everybody what they may do?"""
    pages = (
        _address(entry.page, settings.ROOT_URLCONF) for entry in entries_of("office") if entry.page != "office:home"
    )
    return any(_may_enter(user, guard) for url, guard in pages if url)


def menu_of(request: HttpRequest, face: str, user: User | None) -> tuple[MenuItem, ...]:
    shown = [(entry, *_address(entry.page, settings.ROOT_URLCONF)) for entry in entries_of(face)]
    entered = [(entry, url) for entry, url, guard in shown if url and _may_enter(user, guard)]
    here = max((url for _entry, url in entered if _is_at(request.path, url)), key=len, default="")
    return tuple(
        MenuItem(str(entry.text), entry.icon, url, url == here, group_of(face, entry.height)) for entry, url in entered
    )


@lru_cache(maxsize=512)
def drawn_menu(items: tuple[MenuItem, ...]) -> SafeString:
    """Of one role, language and section there is one."""
    return mark_safe(render_to_string("ui/parts/menu.html", {"items": items}) if items else "")  # noqa: S308


def _is_at(path: str, url: str) -> bool:
    """On the page of the entry or under it; everything stands under a home, so that one asks for its own page."""
    homes = {_address(name, settings.ROOT_URLCONF)[0] for name in ("public:home", "office:home")}
    return path == url or (path.startswith(url) and url not in homes)


@cache
def _address(name: str, urlconf: str) -> tuple[str, str]:
    """Address and guard of a named page; every page asks for those of all entries."""
    url = address_of(name)
    return url, getattr(resolve(url, urlconf).func, "guard", PUBLIC) if url else PUBLIC


def _may_enter(user: User | None, guard: str) -> bool:
    return guard == PUBLIC or (user is not None and may_enter(user, guard))


def address_of(name: str) -> str:
    """ "" for a page that is not there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
