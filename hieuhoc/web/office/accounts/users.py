"""Users, their roles at places, and the roles one hands on for a time."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.actions import add_user, delegate_role, end_delegation, end_grant, grant_role
from hieuhoc.accounts.models import Grant, User
from hieuhoc.accounts.reads import grants_on
from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.accounts.forms import DelegationForm, EndForm, GrantForm, UserForm
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page


def users_within(scope: Scope) -> QuerySet[User]:
    """Users with a grant inside the scope, and those who have no role yet (somebody must be able to give them one)."""
    reached = Grant.objects.filter(among("place", scope)).values("user_id")
    # Never by a join to the grants: whoever holds several would be found several times.
    has_none = ~Exists(Grant.objects.filter(user=OuterRef("pk")))
    return User.objects.filter(Q(pk__in=reached) | Q(has_none, citizen__isnull=True), is_superuser=False)


def grants_within(scope: Scope) -> QuerySet[Grant]:
    return Grant.objects.filter(among("place", scope)).select_related("user", "given_by", "delegated_from__user")


@needs("accounts.grant_role")
def user_list(request: Request) -> HttpResponse:
    shown = Prefetch("grants", queryset=grants_within(request.scope).order_by("-since"), to_attr="shown_grants")
    page = key_page(users_within(request.scope).prefetch_related(shown), request, order=["username", "id"])
    names = full_titles({grant.place_id for person in page.rows for grant in getattr(person, "shown_grants", ())})
    return render(request, "office/accounts/users.html", {"page": page, "names": names, "today": timezone.localdate()})


@needs("accounts.grant_role")
def user_new(request: Request) -> HttpResponse:
    def deed(given: dict[str, Any]) -> str:
        user = add_user(**given, actor=request.user)
        messages.success(request, _("Đã tạo tài khoản. Trao vai trò để tài khoản làm được việc."))
        return reverse("office:grant-new", args=[user.pk])

    lead = _("Một người một tài khoản; vai trò trao ở bước sau.")
    back = reverse("office:user-list")
    page = FormPage(_("Tạo tài khoản"), _("Tạo tài khoản"), lead, back, [(_("Tài khoản"), back)])
    return ask(request, UserForm(request.POST or None), page, deed)


@needs("accounts.grant_role")
def user(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(users_within(request.scope), pk=pk)
    grants = grants_within(request.scope).filter(user=person).order_by("-since", "-id")
    names = full_titles({grant.place_id for grant in grants})
    context = {"person": person, "grants": grants, "names": names, "today": timezone.localdate()}
    return render(request, "office/accounts/user.html", context)


def _page_of(person: User, title: str, submit: str, lead: str) -> FormPage:
    back = reverse("office:user", args=[person.pk])
    return FormPage(
        title, submit, lead, back, [(_("Tài khoản"), reverse("office:user-list")), (person.full_name, back)]
    )


@needs("accounts.grant_role")
def grant_new(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(users_within(request.scope), pk=pk)

    def deed(given: dict[str, Any]) -> str:
        place = get_object_or_404(Place, pk=given.pop("place"))
        grant_role(person, given.pop("role"), place, **given, actor=request.user)
        messages.success(request, _("Đã trao vai trò."))
        return reverse("office:user", args=[person.pk])

    title = _("Trao vai trò cho %(name)s") % {"name": person.full_name}
    lead = _("Vai trò mở các việc ở địa bàn đã chọn và mọi nơi thuộc địa bàn đó.")
    form = GrantForm(request.POST or None, scope=request.scope)
    return ask(request, form, _page_of(person, title, _("Trao vai trò"), lead), deed)


@needs("accounts.grant_role")
def grant_end(request: Request, pk: int) -> HttpResponse:
    grant = get_object_or_404(grants_within(request.scope), pk=pk)

    def deed(given: dict[str, Any]) -> str:
        end_grant(grant, on=given["on"], actor=request.user)
        messages.success(request, _("Đã kết thúc vai trò."))
        return reverse("office:user", args=[grant.user_id])

    title = _("Kết thúc vai trò của %(name)s") % {"name": grant.user.full_name}
    form = EndForm(request.POST or None)
    return ask(request, form, _page_of(grant.user, title, _("Kết thúc vai trò"), _role_at(grant)), deed)


def _role_at(grant: Grant) -> str:
    """Which role, where, as a sentence."""
    return f"{grant.get_role_display()}, {full_titles([grant.place_id])[grant.place_id]}."


def _delegated_by(user: User) -> QuerySet[Grant]:
    return Grant.objects.filter(delegated_from__user=user).select_related("user", "delegated_from")


@needs("accounts.delegate_role")
def delegations(request: Request) -> HttpResponse:
    """My own roles and what I handed on: to whom, until when."""
    held = grants_on(request.user, timezone.localdate())
    page = key_page(_delegated_by(request.user), request, order=["-since", "-id"])
    names = full_titles({grant.place_id for grant in [*held, *page.rows]})
    context = {"held": held, "page": page, "names": names, "today": timezone.localdate()}
    return render(request, "office/accounts/delegations.html", context)


@needs("accounts.delegate_role")
def delegate(request: Request, pk: int) -> HttpResponse:
    grant = get_object_or_404(Grant, pk=pk, user=request.user, delegated_from__isnull=True)
    form = DelegationForm(request.POST or None)

    def deed(given: dict[str, Any]) -> str | None:
        to = User.objects.filter(username=given.pop("username"), is_active=True).first()
        if to is None:
            form.add_error("username", _("Không có tài khoản với tên đăng nhập này."))
            return None
        delegate_role(grant, to, **given, actor=request.user)
        messages.success(request, _("Đã uỷ quyền."))
        return reverse("office:delegation-list")

    lead = _("Trong thời hạn, người nhận làm được mọi việc của vai trò này; hết hạn thì tự thôi.")
    return ask(request, form, _page_of_delegations(_("Uỷ quyền"), f"{_role_at(grant)} {lead}"), deed)


@needs("accounts.delegate_role")
def delegation_end(request: Request, pk: int) -> HttpResponse:
    delegation = get_object_or_404(_delegated_by(request.user), pk=pk)

    def deed(given: dict[str, Any]) -> str:
        end_delegation(delegation, on=given["on"], actor=request.user)
        messages.success(request, _("Đã thôi uỷ quyền."))
        return reverse("office:delegation-list")

    lead = _("%(name)s không còn làm thay vai trò này từ ngày đã chọn.") % {"name": delegation.user.full_name}
    form = EndForm(request.POST or None)
    return ask(request, form, _page_of_delegations(_("Thôi uỷ quyền"), f"{_role_at(delegation)} {lead}"), deed)


def _page_of_delegations(title: str, lead: str) -> FormPage:
    back = reverse("office:delegation-list")
    return FormPage(title, title, lead, back, [(_("Uỷ quyền"), back)])
