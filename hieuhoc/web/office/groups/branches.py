"""Branches of the Study Encouragement Association: officers and members."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.people.actions import add_branch, change_branch
from hieuhoc.people.models import AssociationBranch, BranchSpell
from hieuhoc.places.models import Place
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.groups.groups import searched
from hieuhoc.web.office.groups.members import add_member, members_read
from hieuhoc.web.office.groups.units import SeatForm
from hieuhoc.web.office.story import story
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.ui.sorting import BY_NAME_OR_CODE, sorting_of


class BranchForm(SeatForm):
    name = forms.CharField(label=gettext_lazy("Tên chi hội"), max_length=200)
    code = forms.CharField(
        label=gettext_lazy("Mã"), max_length=40, help_text=gettext_lazy("Không trùng trong cả tỉnh.")
    )
    sits_in_villages = True
    field_order = ["name", "code", "place", "since"]


class BranchChangeForm(BranchForm):
    code = None  # type: ignore[assignment]
    field_order = ["name", "place", "since"]


@needs("people.read_groups")
def branch_list(request: Request) -> HttpResponse:
    open_spells = Prefetch("spells", BranchSpell.objects.filter(until__isnull=True), to_attr="seats")
    rows = searched(AssociationBranch.objects.within(request.scope), request.GET.get("name", ""))
    sorting = sorting_of(request, *BY_NAME_OR_CODE)
    page = key_page(rows.prefetch_related(open_spells), request, order=sorting.order)
    context = {
        "page": page,
        "sorting": sorting,
        "names": titles(spell.place_id for branch in page.rows for spell in branch.seats),
        "typed": request.GET.get("name", ""),
        "new_url": reverse("office:branch-new") if request.user.has_perm("people.add_branch") else "",
    }
    return render(request, "office/units/branches.html", context)


@needs("people.read_groups")
def branch(request: Request, pk: int) -> HttpResponse:
    branch = get_object_or_404(AssociationBranch.objects.within(request.scope), pk=pk)
    spells = list(branch.spells.order_by("-since"))
    context = {
        "branch": branch,
        "spells": spells,
        "names": titles(spell.place_id for spell in spells),
        "page": members_read(request, branch),
        "events": story("branch", branch.pk),
        "code_words": _("Mã: %(code)s") % {"code": branch.code},
        "may_add": request.user.has_perm("people.join_branch", branch),
        "may_change": request.user.has_perm("people.change_branch"),
    }
    return render(request, "office/units/branch.html", context)


@needs("people.add_branch")
def branch_new(request: Request) -> HttpResponse:
    def deed(given: dict[str, Any]) -> str:
        place = get_object_or_404(Place, pk=given["place"])
        branch = add_branch(given["code"], given["name"], place, since=given["since"], actor=request.user)
        messages.success(request, _("Đã lập chi hội. Thêm hội viên ở đây."))
        return reverse("office:branch", args=[branch.pk])

    form = BranchForm(request.POST or None, scope=request.scope)
    return ask(request, form, FormPage(_("Lập chi hội"), _("Lập chi hội"), back=reverse("office:branch-list")), deed)


@needs("people.change_branch")
def branch_change(request: Request, pk: int) -> HttpResponse:
    branch = get_object_or_404(AssociationBranch.objects.within(request.scope), pk=pk)
    get_object_or_404(branch.spells, until__isnull=True)
    address = reverse("office:branch", args=[branch.pk])

    def deed(given: dict[str, Any]) -> str:
        place = get_object_or_404(Place, pk=given.pop("place"))
        change_branch(branch, **given, place=place, actor=request.user)
        messages.success(request, _("Đã lưu; từ ngày đã ghi, chi hội được tính ở nơi mới."))
        return address

    def known() -> Mapping[str, object]:
        name = {"name": AssociationBranch.objects.values_list("name", flat=True).get(pk=branch.pk)}
        return name | branch.spells.filter(until__isnull=True).values("place").get()

    form = BranchChangeForm(request.POST or None, scope=request.scope, initial=dict(known()))
    page = FormPage(_("Sửa chi hội"), _("Lưu"), back=address, crumbs=[(branch.name, address)])
    return ask(request, form, page, deed, known=known)


@needs("people.join_branch")
def branch_member_new(request: Request, pk: int) -> HttpResponse:
    return add_member(request, get_object_or_404(AssociationBranch.objects.within(request.scope), pk=pk))
