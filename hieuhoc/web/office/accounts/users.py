"""Users and their roles at places."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.actions import add_user, end_grant, grant_role, look_alikes, temporary_password
from hieuhoc.accounts.authority import may_over
from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.accounts.reads import accounts_of_nowhere, grants_on
from hieuhoc.accounts.rules import may_give, plain
from hieuhoc.accounts.sign_in_rules import holds_factor
from hieuhoc.lib.dates import format_date
from hieuhoc.lib.opaque import public_id
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among
from hieuhoc.web.choices import full_titles, places_to_choose
from hieuhoc.web.guards import needs
from hieuhoc.web.office.accounts.forms import EndForm, GrantForm, UserForm, ask_whether_another
from hieuhoc.web.office.accounts.spoken_for import powers_by_membership
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.name_searches import keep_search, searched_for
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

EVENTS_SHOWN = 10


def users_within(scope: Scope) -> QuerySet[User]:
    """Users with a grant inside the scope; without any, those whose account or whose person belongs there, and those who
    belong nowhere, for whoever reaches a whole province."""
    reached = Grant.objects.filter(among("place", scope)).values("user_id")
    # Never by a join to the grants: whoever holds several would be found several times.
    has_none = ~Exists(Grant.objects.filter(user=OuterRef("pk")))
    lives_here = Exists(Citizen.objects.within(scope).filter(user=OuterRef("pk")))
    belongs = among("home", scope) | Q(lives_here)
    if scope.everything or _reaches_a_province(scope):
        belongs |= Q(home__isnull=True, citizen__isnull=True)
    return User.objects.filter(Q(pk__in=reached) | (Q(has_none) & belongs), is_superuser=False)


def _reaches_a_province(scope: Scope) -> bool:
    return Place.objects.filter(pk__in=scope.places, spells__tier="province").exists()


def grants_within(scope: Scope) -> QuerySet[Grant]:
    return Grant.objects.filter(among("place", scope)).select_related("user", "given_by", "delegated_from__user")


@needs("accounts.grant_role")
def user_list(request: Request) -> HttpResponse:
    """A name is searched as it looks (accounts.rules.plain): without marks, and among its look-alikes."""
    if request.method == "POST":
        typed = request.POST.get("name", "").strip()
        word = f"?search={keep_search(request, typed)}" if typed else ""
        return redirect(f"{reverse('office:user-list')}{word}")
    name = searched_for(request)
    users = users_within(request.scope)
    if is_of_nowhere := "nowhere" in request.GET:
        users = users.filter(pk__in=accounts_of_nowhere().values("pk"), citizen__isnull=True)
    if letters := plain(name):
        users = users.filter(Q(plain_name__contains=letters) | Q(plain_username__contains=letters))
    shown = Prefetch("grants", queryset=grants_within(request.scope).order_by("-since"), to_attr="shown_grants")
    page = key_page(users.prefetch_related(shown), request, order=["username", "id"])
    names = full_titles({grant.place_id for person in page.rows for grant in getattr(person, "shown_grants", ())})
    may_set_rule = request.user.has_perm("accounts.set_sign_in_rule")
    context = {
        "page": page,
        "names": names,
        "powers": powers_by_membership([person.pk for person in page.rows], request.scope),
        "typed": name,
        "is_of_nowhere": is_of_nowhere,
        "today": timezone.localdate(),
        "may_set_rule": may_set_rule,
    }
    return render(request, "office/accounts/users.html", context)


@needs("accounts.add_user")
def user_new(request: Request) -> HttpResponse:
    """The password is shown once, on the page that answers the request that made it."""
    form = UserForm(request.POST or None, homes=places_to_choose(request.scope))
    if form.is_bound:
        ask_whether_another(form, look_alikes(form.typed("username"), form.typed("full_name")))
    opened: list[tuple[User, str]] = []

    def deed(given: dict[str, Any]) -> None:
        home, password = get_object_or_404(Place, pk=given.pop("home")), temporary_password()
        opened.append((add_user(**given, home=home, password=password, actor=request.user), password))

    lead = _("Một người một tài khoản; vai trò trao ở bước sau. Mật khẩu tạm hiện một lần ở trang kế tiếp.")
    back = reverse("office:user-list")
    page = FormPage(_("Tạo tài khoản"), _("Tạo tài khoản"), lead, back, [(_("Tài khoản"), back)])
    asked = ask(request, form, page, deed)
    return password_slip(request, *opened[0]) if opened else asked


def password_slip(request: Request, person: User, password: str) -> HttpResponse:
    context = {
        "person": person,
        "password": password,
        "address": request.build_absolute_uri(reverse("account_login")),
        "next_url": "" if person.grants.exists() else reverse("office:grant-new", args=[person.pk]),
        "crumbs": [(_("Tài khoản"), reverse("office:user-list"))],
    }
    return render(request, "office/accounts/password_slip.html", context)


@needs("accounts.grant_role")
def user(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(users_within(request.scope), pk=pk)
    grants = grants_within(request.scope).filter(user=person).order_by("-since", "-id")
    names = full_titles({*(grant.place_id for grant in grants), person.home_id})
    is_managed = may_over("accounts.disable_user", person, request.user)
    has_factor = holds_factor(person)
    context = {
        "person": person,
        "token": public_id("user", person.pk),
        "crumbs": [(_("Tài khoản"), reverse("office:user-list"))],
        # How the door of somebody above is kept is not for those below to see.
        "facts": _facts(person, names, has_factor=has_factor)[: None if is_managed else 2],
        "grants": grants,
        "powers": powers_by_membership([person.pk], request.scope).get(person.pk, []),
        "names": names,
        "today": timezone.localdate(),
        "is_managed": is_managed,
        "deeds": deeds_on(person, has_factor=has_factor) if is_managed else [],
        "events": person.security_events.select_related("by").order_by("-pk")[:EVENTS_SHOWN] if is_managed else [],
    }
    return render(request, "office/accounts/user.html", context)


def _facts(person: User, names: dict[int, str], *, has_factor: bool) -> list[tuple[str, str]]:
    state = _("Đang dùng") if person.is_active else _("Đang bị khoá")
    if person.is_active and person.temporary_until is not None:
        state = _("Chờ đổi mật khẩu tạm, đến %(day)s") % {
            "day": format_date(timezone.localdate(person.temporary_until))
        }
    last = person.last_login
    return [
        (_("Tình trạng"), state),
        (_("Nơi quản lý"), names.get(person.home_id or 0, _("Chưa có"))),
        (_("Bước xác thực thứ hai"), _("Đã có") if has_factor else _("Chưa có")),
        (_("Đăng nhập lần cuối"), format_date(timezone.localdate(last)) if last else _("Chưa lần nào")),
    ]


def deeds_on(person: User, *, has_factor: bool) -> Sequence[tuple[str, str, str]]:
    """(words, icon, address) of what one may do with the account now."""
    names = (
        (person.is_active, _("Cấp mật khẩu tạm"), "lock", "password-reset"),
        (person.is_active and has_factor, _("Gỡ bước xác thực thứ hai"), "key", "factor-reset"),
        (person.is_active, _("Khoá tài khoản"), "alert-triangle", "user-disable"),
        (not person.is_active, _("Mở lại tài khoản"), "check", "user-enable"),
        (True, _("Đổi nơi quản lý"), "home", "user-home"),
        (True, _("Cho thôi việc"), "logout", "user-leave"),
    )
    return [(words, icon, reverse(f"office:{name}", args=[person.pk])) for fits, words, icon, name in names if fits]


def page_of(person: User, title: str, submit: str, lead: str, warning: str = "") -> FormPage:
    back = reverse("office:user", args=[person.pk])
    crumbs = [(_("Tài khoản"), reverse("office:user-list")), (person.full_name, back)]
    return FormPage(title, submit, lead, back, crumbs, warning)


@needs("accounts.grant_role")
def grant_new(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(users_within(request.scope), pk=pk)
    own = {grant.role for grant in grants_on(request.user, timezone.localdate()) if not grant.delegated_from_id}
    roles = [(role, words) for role, words in Role.choices if request.user.is_superuser or may_give(own, role)]
    form = GrantForm(request.POST or None, scope=request.scope, roles=roles)
    if form.is_bound:
        ask_whether_another(form, look_alikes(person.username, person.full_name, but=person.pk))

    def deed(given: dict[str, Any]) -> str:
        village, commune = given.pop("village", None), given.pop("place")
        place = get_object_or_404(Place, pk=village or commune)
        role = Role(given.pop("role"))
        grant_role(person, role, place, **given, actor=request.user)
        words = {"name": person.full_name, "role": role.label, "place": full_titles([place.pk])[place.pk]}
        came_of_it(
            request,
            _("%(name)s nay là %(role)s tại %(place)s; lần đăng nhập sau thấy việc của vai trò.") % words,
            (_("Trao vai trò khác"), request.path),
        )
        return reverse("office:user", args=[person.pk])

    title = _("Trao vai trò cho %(name)s") % {"name": person.full_name}
    lead = _("Vai trò mở các việc ở địa bàn đã chọn và mọi nơi thuộc địa bàn đó.")
    return ask(request, form, page_of(person, title, _("Trao vai trò"), lead), deed)


@needs("accounts.grant_role")
def grant_end(request: Request, pk: int) -> HttpResponse:
    grant = get_object_or_404(grants_within(request.scope), pk=pk)

    def deed(given: dict[str, Any]) -> str:
        end_grant(grant, on=given["on"], actor=request.user)
        words = {"name": grant.user.full_name, "day": format_date(given["on"])}
        came_of_it(request, _("%(name)s thôi giữ vai trò này từ ngày %(day)s.") % words)
        return reverse("office:user", args=[grant.user_id])

    title = _("Kết thúc vai trò của %(name)s") % {"name": grant.user.full_name}
    form = EndForm(request.POST or None)
    return ask(request, form, page_of(grant.user, title, _("Kết thúc vai trò"), role_at(grant)), deed)


def role_at(grant: Grant) -> str:
    """Which role, where, as a sentence."""
    return f"{grant.get_role_display()}, {full_titles([grant.place_id])[grant.place_id]}."
