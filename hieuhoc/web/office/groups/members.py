"""Who belongs to a family, clan, unit or branch: one page to add somebody, one to end it, one to make it the main one."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record_reading
from hieuhoc.people.actions import (
    join_branch,
    join_group,
    join_unit,
    leave_branch,
    leave_group,
    leave_unit,
    naming_ability,
    set_main_membership,
)
from hieuhoc.people.models import AssociationBranch, Citizen, Group, Membership, WorkUnit
from hieuhoc.people.reads import members
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, OnForm, ask
from hieuhoc.web.office.people_meant import as_typed, described_each, how_many_found, is_looking, meant
from hieuhoc.web.office.people_read import people_found, person_read
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.formats import day
from hieuhoc.web.ui.paging import KeyPage, key_page

type Body = Group | WorkUnit | AssociationBranch

ROLES = {
    "group": (Membership.Role.MEMBER, Membership.Role.HEAD),
    "unit": (Membership.Role.STAFF, Membership.Role.HR),
    "branch": (Membership.Role.MEMBER, Membership.Role.OFFICER, Membership.Role.HEAD),
}
SPEAKING = (Membership.Role.HR, Membership.Role.HEAD)
JOINING: dict[str, Callable[..., Membership]] = {"group": join_group, "unit": join_unit, "branch": join_branch}
LEAVING: dict[str, Callable[..., None]] = {"group": leave_group, "unit": leave_unit, "branch": leave_branch}
OFFERED = 20


class PersonForm(forms.Form):
    """Somebody looked for by what is typed, then chosen among the `people` found; a single hit still has to be chosen."""

    person = forms.CharField(
        label=gettext_lazy("Người"),
        max_length=120,
        help_text=gettext_lazy("Tên (không cần dấu), số điện thoại, mã hộ hoặc số định danh."),
    )
    chosen = forms.TypedChoiceField(
        label=gettext_lazy("Chọn người"), coerce=int, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, people: list[Citizen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["chosen"]
        assert isinstance(chosen, forms.TypedChoiceField)
        chosen.choices = list(described_each(people).items())
        chosen.required = bool(people)
        if not people:
            chosen.widget = forms.HiddenInput()


class MemberForm(PersonForm):
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"))
    since = DayField(label=gettext_lazy("Từ ngày"))

    def __init__(self, *args: Any, kind: str, may_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(value, value.label) for value in ROLES[kind] if may_name or value not in SPEAKING]


def kind_of(body: Body) -> str:
    return "group" if isinstance(body, Group) else "unit" if isinstance(body, WorkUnit) else "branch"


def members_read(request: Request, body: Body) -> KeyPage[Membership]:
    """Who belongs to it today, by name; looking at the page is on record."""
    rows = members(body, timezone.localdate())
    page = key_page(rows, request, order=["citizen__name_key", "id"], total=rows.count)
    record_reading(
        "people.read_groups",
        actor=request.user,
        subject_kind=kind_of(body),
        subject_id=body.pk,
        place=body.authority_place_id,
        person_count=len(page.rows),
    )
    return page


def add_member(request: Request, body: Body) -> HttpResponse:
    """Find the person by name or number, then say who exactly; a single hit still has to be chosen."""
    kind, typed = kind_of(body), request.POST.get("person", "").strip()
    people, is_search = living_meant(request, typed), is_looking(request, "chosen") and bool(typed)
    naming = naming_ability(body)
    may_name = naming is None or request.user.has_perm(naming, body)
    given = None if is_search else request.POST or None
    initial = as_typed(request) if is_search else None
    form = MemberForm(given, initial=initial, kind=kind, people=people, may_name=may_name)
    address = reverse(f"office:{kind}", args=[body.pk])

    def deed(given: dict[str, Any]) -> str | None:
        person = next((person for person in people if person.pk == given["chosen"]), None)
        if person is None:
            form.add_error("person", _("Chọn đúng người trong danh sách."))
            return None
        JOINING[kind](person, body, since=given["since"], role=given["role"], actor=request.user)
        messages.success(request, _("Đã thêm %(name)s vào %(body)s.") % {"name": person.name, "body": body})
        return address

    page = FormPage(
        _("Thêm người vào %(body)s") % {"body": body},
        _("Thêm người đã chọn") if people else _("Tìm và thêm"),
        back=address,
        crumbs=[(str(body), address)],
        notice=how_many_found(people) if is_search else "",
    )
    return ask(request, form, page, deed)


def living_meant(request: Request, typed: str) -> list[Citizen]:
    """The living of the scope that a typed text means, the first few by name; looking is on record."""
    if not typed.strip():
        return []
    people = Citizen.objects.within(request.scope).living(timezone.localdate())
    offered = list(meant(people, typed, request.scope).by_name()[:OFFERED])
    people_found(request, offered)
    return offered


def memberships_within(request: Request) -> Any:
    rows = Membership.objects.filter(citizen__in=Citizen.objects.within(request.scope))
    return rows.select_related("citizen", "group", "unit", "branch")


def may_end(user: User, membership: Membership) -> bool:
    body = membership.body
    return user.has_perm(f"people.leave_{kind_of(body)}", body)


@needs("people.leave_group", "people.leave_unit")
def membership_end(request: Request, pk: int) -> HttpResponse:
    membership = get_object_or_404(memberships_within(request), pk=pk)
    body = membership.body
    require(request.user, f"people.leave_{kind_of(body)}", body)
    person_read(request, membership.citizen)

    def deed(given: dict[str, Any]) -> str:
        LEAVING[kind_of(body)](membership, until=given["on"], actor=request.user)
        words = {"name": membership.citizen.name, "body": body, "day": day(given["on"])}
        messages.success(request, _("Đã ghi: %(name)s thôi ở %(body)s từ %(day)s.") % words)
        return reverse("office:citizen", args=[membership.citizen_id])

    title = _("%(name)s thôi ở %(body)s") % {"name": membership.citizen.name, "body": body}
    page = FormPage(title, _("Ghi nhận"), back=reverse("office:citizen", args=[membership.citizen_id]))
    return ask(request, OnForm(request.POST or None, label=_("Từ ngày")), page, deed)


@needs("people.set_main_membership")
def membership_main(request: Request, pk: int) -> HttpResponse:
    membership = get_object_or_404(memberships_within(request), pk=pk)

    def deed(given: dict[str, Any]) -> str:
        set_main_membership(membership, since=given["on"], actor=request.user)
        messages.success(request, _("Từ ngày đó người này được tính ở nơi chính mới."))
        return reverse("office:citizen", args=[membership.citizen_id])

    title = _("Chọn %(body)s là nơi chính") % {"body": membership.body}
    lead = _("Mỗi người có một đơn vị chính và một chi hội chính; số liệu tính ở đó.")
    page = FormPage(title, _("Chọn là nơi chính"), lead, reverse("office:citizen", args=[membership.citizen_id]))
    return ask(request, OnForm(request.POST or None, label=_("Từ ngày")), page, deed)
