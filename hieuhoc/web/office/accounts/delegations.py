"""The roles one hands on for a time, and takes back."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.actions import delegate_role, end_delegation, look_alikes
from hieuhoc.accounts.models import Grant, User
from hieuhoc.accounts.reads import grants_on
from hieuhoc.lib.dates import format_date
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.accounts.forms import DelegationForm, EndForm, ask_whether_another
from hieuhoc.web.office.accounts.users import role_at
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page


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
    to = User.objects.filter(username=request.POST.get("username", "").strip(), is_active=True).first()
    if to is not None:
        ask_whether_another(form, look_alikes(to.username, to.full_name, but=to.pk))

    def deed(given: dict[str, Any]) -> str | None:
        del given["username"]
        if to is None:
            form.add_error("username", _("Không có tài khoản với tên đăng nhập này."))
            return None
        delegate_role(grant, to, **given, actor=request.user)
        words = {"name": to.full_name, "day": format_date(given["until"])}
        came_of_it(request, _("Đã uỷ quyền: %(name)s làm thay vai trò này đến trước ngày %(day)s.") % words)
        return reverse("office:delegation-list")

    lead = _("Trong thời hạn, người nhận làm được mọi việc của vai trò này; hết hạn thì tự thôi.")
    return ask(request, form, _page_of_delegations(_("Uỷ quyền"), f"{role_at(grant)} {lead}"), deed)


@needs("accounts.delegate_role")
def delegation_end(request: Request, pk: int) -> HttpResponse:
    delegation = get_object_or_404(_delegated_by(request.user), pk=pk)

    def deed(given: dict[str, Any]) -> str:
        end_delegation(delegation, on=given["on"], actor=request.user)
        words = {"name": delegation.user.full_name, "day": format_date(given["on"])}
        came_of_it(request, _("Đã thôi uỷ quyền: %(name)s không làm thay từ ngày %(day)s.") % words)
        return reverse("office:delegation-list")

    lead = _("%(name)s không còn làm thay vai trò này từ ngày đã chọn.") % {"name": delegation.user.full_name}
    form = EndForm(request.POST or None)
    return ask(request, form, _page_of_delegations(_("Thôi uỷ quyền"), f"{role_at(delegation)} {lead}"), deed)


def _page_of_delegations(title: str, lead: str) -> FormPage:
    back = reverse("office:delegation-list")
    return FormPage(title, title, lead, back, [(_("Uỷ quyền"), back)])
