"""What is done with the account of another: closed, opened, let in again, and the leaver."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.actions import (
    disable_user,
    enable_user,
    end_service,
    move_user,
    reset_password,
    reset_second_factor,
)
from hieuhoc.accounts.authority import lasting_grants
from hieuhoc.accounts.models import Grant, User
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place, covers
from hieuhoc.web.choices import full_titles, places_to_choose
from hieuhoc.web.guards import needs
from hieuhoc.web.office.accounts.forms import AccountHomeForm, DisableForm
from hieuhoc.web.office.accounts.users import page_of, password_slip, users_within
from hieuhoc.web.office.form_pages import NoFields, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request
from hieuhoc.web.waiting import tasks_of


def _person(request: Request, pk: int) -> User:
    return get_object_or_404(users_within(request.scope), pk=pk)


def _linked(person: User) -> str:
    """Said, not undone: the link is taken off at the person's record."""
    is_linked = Citizen.objects.filter(user=person).exists()
    return _("Tài khoản đang liên kết với một hồ sơ cá nhân; gỡ liên kết ở trang của người đó.") if is_linked else ""


@needs("accounts.disable_user")
def disable(request: Request, pk: int) -> HttpResponse:
    person = _person(request, pk)

    def deed(given: dict[str, Any]) -> str:
        disable_user(person, **given, actor=request.user)
        came_of_it(request, _("Đã khoá tài khoản; mọi phiên đã kết thúc và chủ tài khoản được báo."))
        return reverse("office:user", args=[person.pk])

    title = _("Khoá tài khoản của %(name)s") % {"name": person.full_name}
    lead = _(
        "Mọi phiên kết thúc ngay; uỷ quyền đã trao và đã nhận kết thúc. Vai trò còn giữ, khi mở lại thì có hiệu lực."
    )
    page = page_of(person, title, _("Khoá tài khoản"), lead, _linked(person))
    return ask(request, DisableForm(request.POST or None), page, deed)


@needs("accounts.enable_user")
def enable(request: Request, pk: int) -> HttpResponse:
    person = _person(request, pk)

    def deed(_given: dict[str, Any]) -> str:
        enable_user(person, actor=request.user)
        came_of_it(request, _("Đã mở lại tài khoản: %(name)s đăng nhập được ngay.") % {"name": person.full_name})
        return reverse("office:user", args=[person.pk])

    title = _("Mở lại tài khoản của %(name)s") % {"name": person.full_name}
    lead = _("Mật khẩu như trước khi khoá. Uỷ quyền đã kết thúc thì không trở lại.")
    if not person.has_usable_password():
        lead = _("Tài khoản không còn mật khẩu: mở lại rồi cấp mật khẩu tạm. Uỷ quyền đã kết thúc thì không trở lại.")
    return ask(request, confirmation(request), page_of(person, title, _("Mở lại tài khoản"), lead), deed)


@needs("accounts.reset_password")
def password_reset(request: Request, pk: int) -> HttpResponse:
    """The password is shown once, on the page that answers the request that made it."""
    person = _person(request, pk)
    passwords: list[str] = []

    def deed(_given: dict[str, Any]) -> None:
        passwords.append(reset_password(person, actor=request.user))

    title = _("Cấp mật khẩu tạm cho %(name)s") % {"name": person.full_name}
    lead = _(
        "Mật khẩu cũ hết dùng, mọi phiên kết thúc. Hỏi cho chắc đúng là chủ tài khoản, rồi đọc hoặc in mật khẩu tạm."
    )
    asked = ask(request, confirmation(request), page_of(person, title, _("Cấp mật khẩu tạm"), lead), deed)
    return password_slip(request, person, passwords[0]) if passwords else asked


@needs("accounts.reset_second_factor")
def factor_reset(request: Request, pk: int) -> HttpResponse:
    person = _person(request, pk)

    def deed(_given: dict[str, Any]) -> str:
        reset_second_factor(person, actor=request.user)
        came_of_it(request, _("Đã gỡ bước xác thực thứ hai; chủ tài khoản được báo."))
        return reverse("office:user", args=[person.pk])

    title = _("Gỡ bước xác thực thứ hai của %(name)s") % {"name": person.full_name}
    lead = _("Dùng khi mất điện thoại hoặc mất khoá: mã, khoá và mã dự phòng đều bị gỡ; mật khẩu giữ nguyên.")
    page = page_of(person, title, _("Gỡ bước xác thực thứ hai"), lead)
    return ask(request, confirmation(request), page, deed)


@needs("accounts.move_user")
def move(request: Request, pk: int) -> HttpResponse:
    person = _person(request, pk)

    def known() -> dict[str, Any]:
        return {"home": User.objects.get(pk=person.pk).home_id}

    def deed(given: dict[str, Any]) -> str:
        move_user(person, get_object_or_404(Place, pk=given["home"]), actor=request.user)
        came_of_it(request, _("Đã đổi nơi quản lý: cán bộ nơi mới mở, khoá, cấp lại mật khẩu được."))
        return reverse("office:user", args=[person.pk])

    title = _("Đổi nơi quản lý tài khoản của %(name)s") % {"name": person.full_name}
    lead = _("Vai trò không đổi. Tài khoản không có vai trò thì do cán bộ nơi này mở, khoá, cấp lại mật khẩu.")
    form = AccountHomeForm(request.POST or None, homes=places_to_choose(request.scope), initial=known())
    return ask(request, form, page_of(person, title, _("Đổi nơi quản lý"), lead), deed, known=known)


@needs("accounts.end_service")
def leave(request: Request, pk: int) -> HttpResponse:
    """Before: what the person holds, what waits, and where nobody else is left."""
    person = _person(request, pk)
    held = list(lasting_grants(person))
    names = full_titles({grant.place_id for grant in held})
    form = confirmation(request)
    if form.is_bound:
        try:
            end_service(person, actor=request.user)
        except Refusal as refusal:
            form.add_error(None, refusal.advice)
        else:
            came_of_it(
                request, _("Đã kết thúc mọi vai trò và khoá tài khoản của %(name)s.") % {"name": person.full_name}
            )
            return redirect("office:user", pk=person.pk)
    context = {
        "page": page_of(person, _("Cho %(name)s thôi việc") % {"name": person.full_name}, _("Cho thôi việc"), ""),
        "form": form if form.is_bound else NoFields(),
        "person": person,
        "held": [(grant, names.get(grant.place_id, ""), has_colleague(grant)) for grant in held],
        "lent": Grant.objects.filter(covers(timezone.localdate()), delegated_from__user=person).count(),
        "tasks": tasks_of(person),
        "linked": _linked(person),
    }
    status = 409 if form.is_bound and form.errors else 200
    return render(request, "office/accounts/leave.html", context, status=status)


def has_colleague(grant: Grant) -> bool:
    """Does somebody else hold the same role at the same place, in an account that is open?"""
    others = Grant.objects.filter(covers(timezone.localdate()), role=grant.role, place=grant.place_id)
    return others.filter(user__is_active=True).exclude(user=grant.user_id).exists()
