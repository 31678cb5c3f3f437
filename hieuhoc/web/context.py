"""What every page shows around its content: where am I (place, year, my role), and where can I go."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import grants_on
from hieuhoc.people.abilities import speaking_memberships
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import PUBLIC, may_enter

# (face, text, icon, name of the address). An entry shows once its page exists and the guard of that page lets one in.
MENU = (
    ("office", gettext_lazy("Trang chính"), "home", "office:home"),
    ("office", gettext_lazy("Người dân"), "users", "office:citizen-list"),
    ("office", gettext_lazy("Gia đình, dòng họ"), "users-group", "office:group-list"),
    ("office", pgettext_lazy("menu", "Đơn vị"), "building", "office:unit-list"),
    ("office", gettext_lazy("Chi hội"), "leaf", "office:branch-list"),
    ("office", gettext_lazy("Bảng tính"), "file-spreadsheet", "office:sheet-list"),
    ("office", gettext_lazy("Đợt đánh giá"), "calendar-event", "office:round-list"),
    ("office", gettext_lazy("Hồ sơ"), "file-text", "office:dossier-list"),
    ("office", gettext_lazy("Đề nghị công nhận"), "list-check", "office:proposal-list"),
    ("office", pgettext_lazy("menu", "Quyết định"), "signature", "office:decision-list"),
    ("office", gettext_lazy("Tập huấn"), "school", "office:training-list"),
    ("office", pgettext_lazy("menu", "Mô hình học tập"), "award", "office:recognition-list"),
    ("office", gettext_lazy("Số liệu"), "chart-bar", "office:figures"),
    ("office", pgettext_lazy("menu", "Bộ tiêu chí"), "list-check", "office:criteria-list"),
    ("office", pgettext_lazy("menu", "Địa bàn"), "map-pin", "office:place-list"),
    ("office", gettext_lazy("Tài khoản"), "key", "office:user-list"),
    ("office", gettext_lazy("Lịch sử"), "history", "office:history"),
    ("public", gettext_lazy("Trang đầu"), "home", "public:home"),
    ("public", gettext_lazy("Số liệu mở"), "chart-bar", "public:figures"),
    ("public", pgettext_lazy("menu", "Bộ tiêu chí"), "list-check", "public:criteria"),
    ("public", gettext_lazy("Kiểm tra giấy chứng nhận"), "shield-check", "public:verify"),
    ("citizen", gettext_lazy("Hồ sơ của tôi"), "file-text", "citizen:home"),
    ("citizen", gettext_lazy("Kiểm tra giấy chứng nhận"), "shield-check", "public:verify"),
)


@dataclass(frozen=True)
class MenuItem:
    text: str
    icon: str
    url: str
    is_here: bool


@dataclass(frozen=True)
class Frame:
    """`face`: office, citizen or public; `place`, `role`: empty for a stranger; `year`: that of today."""

    face: str
    menu: SafeString  # a page shows it twice: at its side, and in the drawer of a phone
    place: str
    role: str
    person: str
    year: int
    is_officer: bool
    office_url: str
    citizen_url: str

    @property
    def layout(self) -> str:
        """What a page of any face (a refusal, an address that is none) extends."""
        return f"ui/{self.face}.html"


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Template context processor; `frame` is only worked out when a template asks for it (fragments do not)."""
    return {
        "frame": SimpleLazyObject(lambda: frame_of(request)),
        "is_demo": settings.DEMO,
        "has_sign_on": bool(settings.SOCIALACCOUNT_PROVIDERS),
        "languages": settings.LANGUAGES,  # each by its own name, whatever language the page is in
    }


def frame_of(request: HttpRequest) -> Frame:
    user = _signed_in_user(request)
    face = face_of(request) if request.resolver_match else _face_of_no_page(request, user)
    place, role = _place_and_role(user, face)
    return Frame(
        face=face,
        menu=_menu(request, face, user),
        place=place,
        role=role,
        person=user.get_full_name() if user else "",
        year=timezone.localdate().year,
        is_officer=user is not None and works_in_office(user),
        office_url=_url("office:home"),
        citizen_url=_url("citizen:home"),
    )


def works_in_office(user: User) -> bool:
    """Does any page of the office open for them, but its home, which tells everybody what they may do?"""
    names = (name for face, _text, _icon, name in MENU if face == "office" and name != "office:home")
    found = (_address(name, settings.ROOT_URLCONF) for name in names)
    return any(_may_enter(user, guard) for url, guard in found if url)


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
    return "office" if user is not None and request.path.startswith(_url("office:home")) else "public"


def _menu(request: HttpRequest, face: str, user: User | None) -> SafeString:
    shown = [(text, icon, *_address(name, settings.ROOT_URLCONF)) for owner, text, icon, name in MENU if owner == face]
    entered = [(text, icon, url) for text, icon, url, guard in shown if url and _may_enter(user, guard)]
    here = max((url for *_rest, url in entered if _is_at(request.path, url)), key=len, default="")
    return drawn_menu(tuple(MenuItem(str(text), icon, url, url == here) for text, icon, url in entered))


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
    url = _url(name)
    return url, getattr(resolve(url, urlconf).func, "guard", PUBLIC) if url else PUBLIC


def _may_enter(user: User | None, guard: str) -> bool:
    return guard == PUBLIC or (user is not None and may_enter(user, guard))


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
    held = list(mine.select_related("unit", "group").order_by("pk"))
    body = held[0].unit or held[0].group if held else None
    return (body.name, _and_others(str(held[0].get_role_display()), len(held) - 1)) if body else ("", "")


def _and_others(role: str, others: int) -> str:
    return role + (" " + _("và %(count)d vai trò khác") % {"count": others} if others else "")


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
