"""Users, their roles at places, and the roles one hands on for a time."""

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.actions import add_user, delegate_role, end_grant, grant_role
from hieuhoc.accounts.models import Grant, User
from hieuhoc.accounts.reads import grants_on
from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.accounts_forms import DelegationForm, EndForm, GrantForm, UserForm
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
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = add_user(**form.cleaned_data, actor=request.user)
        messages.success(request, _("Đã tạo tài khoản. Trao vai trò để tài khoản làm được việc."))
        return redirect("office:grant-new", made.pk)
    return render(
        request, "office/accounts/form.html", {"form": form, "title": _("Tạo tài khoản"), "submit": _("Tạo tài khoản")}
    )


@needs("accounts.grant_role")
def user(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(users_within(request.scope), pk=pk)
    grants = grants_within(request.scope).filter(user=person).order_by("-since", "-id")
    names = full_titles({grant.place_id for grant in grants})
    context = {"person": person, "grants": grants, "names": names, "today": timezone.localdate()}
    return render(request, "office/accounts/user.html", context)


@needs("accounts.grant_role")
def grant_new(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(users_within(request.scope), pk=pk)
    form = GrantForm(request.POST or None, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        place = get_object_or_404(Place, pk=form.cleaned_data["place"])
        given = form.cleaned_data
        grant_role(person, given["role"], place, since=given["since"], until=given["until"], actor=request.user)
        messages.success(request, _("Đã trao vai trò."))
        return redirect("office:user", person.pk)
    title = _("Trao vai trò cho %(name)s") % {"name": person.full_name}
    return render(request, "office/accounts/form.html", {"form": form, "title": title, "submit": _("Trao vai trò")})


@needs("accounts.grant_role")
def grant_end(request: Request, pk: int) -> HttpResponse:
    grant = get_object_or_404(grants_within(request.scope), pk=pk)
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        end_grant(grant, on=form.cleaned_data["on"], actor=request.user)
        messages.success(request, _("Đã kết thúc vai trò."))
        return redirect("office:user", grant.user_id)
    title = _("Kết thúc vai trò của %(name)s") % {"name": grant.user.full_name}
    return render(request, "office/accounts/form.html", {"form": form, "title": title, "submit": _("Kết thúc vai trò")})


@needs("accounts.delegate_role")
def delegations(request: Request) -> HttpResponse:
    """My own roles and what I handed on: to whom, until when."""
    held = grants_on(request.user, timezone.localdate())
    given = Grant.objects.filter(delegated_from__user=request.user).select_related("user")
    page = key_page(given, request, order=["-since", "-id"])
    names = full_titles({grant.place_id for grant in [*held, *page.rows]})
    context = {"held": held, "page": page, "names": names, "today": timezone.localdate()}
    return render(request, "office/accounts/delegations.html", context)


@needs("accounts.delegate_role")
def delegate(request: Request, pk: int) -> HttpResponse:
    grant = get_object_or_404(Grant, pk=pk, user=request.user, delegated_from__isnull=True)
    form = DelegationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        to = User.objects.filter(username=form.cleaned_data["username"], is_active=True).first()
        if to is None:
            form.add_error("username", _("Không có tài khoản với tên đăng nhập này."))
        else:
            delegate_role(
                grant, to, since=form.cleaned_data["since"], until=form.cleaned_data["until"], actor=request.user
            )
            messages.success(request, _("Đã uỷ quyền."))
            return redirect("office:delegation-list")
    title = _("Uỷ quyền vai trò %(role)s") % {"role": grant.get_role_display()}
    return render(request, "office/accounts/form.html", {"form": form, "title": title, "submit": _("Uỷ quyền")})
