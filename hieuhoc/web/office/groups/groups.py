"""Families and clans: list, record with members, founding, change and end."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.audit.actions import record_reading
from hieuhoc.lib.vietnamese import fold
from hieuhoc.people.actions import NewGroup, add_group, change_group
from hieuhoc.people.models import Group
from hieuhoc.places.models import Place
from hieuhoc.places.reads import name_of
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.groups.members import add_member, members_read
from hieuhoc.web.office.homes import homes_in, with_commune
from hieuhoc.web.office.name_searches import keep_search, searched_for
from hieuhoc.web.office.story import story
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.ui.sorting import BY_NAME_OR_CODE, sorting_of


class GroupPlaceForm(forms.Form):
    place = forms.TypedChoiceField(label=gettext_lazy("Nơi mới"), coerce=int)

    def __init__(self, *args: Any, homes: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.TypedChoiceField)
        place.choices = homes


class GroupForm(GroupPlaceForm):
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=Group.Kind.choices)
    name = forms.CharField(
        label=gettext_lazy("Tên"), max_length=160, help_text=gettext_lazy("Ví dụ: Hộ ông Y Bhiu Niê; Dòng họ Niê.")
    )
    code = forms.CharField(
        label=gettext_lazy("Mã"),
        max_length=40,
        help_text=gettext_lazy("Mã hộ hoặc mã dòng họ, không trùng trong một nơi."),
    )
    place = forms.TypedChoiceField(label=gettext_lazy("Nơi"), coerce=int)
    since = DayField(label=gettext_lazy("Từ ngày"), required=False)
    field_order = ("kind", "name", "code", "place", "since")


class GroupChangeForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Tên"), max_length=160)
    until = DayField(
        label=gettext_lazy("Kết thúc từ ngày"),
        required=False,
        help_text=gettext_lazy("Chỉ ghi khi gia đình, dòng họ này không còn; mọi thành viên thôi từ ngày đó."),
    )


def searched(rows: QuerySet[Any], typed: str) -> QuerySet[Any]:
    """By any words of the name. A family bears the name of a person: what is typed for one stays out of the address."""
    for word in fold(typed).split():
        rows = rows.filter(folded_name__contains=word)
    return rows


@needs("people.read_groups")
def group_list(request: Request) -> HttpResponse:
    rows = Group.objects.within(request.scope).open()
    kind = request.GET.get("kind", "")
    if request.method == "POST":
        name = request.POST.get("name", "").strip()
        asked = {"kind": kind, "search": keep_search(request, name) if name else ""}
        return redirect(f"{request.path}?{urlencode({key: value for key, value in asked.items() if value})}")
    if kind in Group.Kind.values:
        rows = rows.filter(kind=kind)
    typed = searched_for(request)
    sorting = sorting_of(request, *BY_NAME_OR_CODE)
    page = key_page(searched(rows, typed), request, order=sorting.order)
    families_read(request, page.rows)
    context = {
        "page": page,
        "sorting": sorting,
        "kind": kind,
        "kinds": Group.Kind.choices,
        "typed": typed,
        "search": request.GET.get("search", "") if typed else "",
        "names": titles(group.place_id for group in page.rows),
        "may_add": request.user.has_perm("people.add_group"),
    }
    return render(request, "office/groups/list.html", context)


def families_read(request: Request, groups: Iterable[Group | None]) -> None:
    """A household is called after a person: a page that names some shows people. Clans and units are nobody."""
    count = sum(group is not None and group.kind == Group.Kind.FAMILY for group in groups)
    actor = request.user
    request.looks.append(
        lambda: record_reading("people.read_groups", actor=actor, subject_kind="list", person_count=count)
    )


def named(request: Request, groups: QuerySet[Group], pk: int) -> Group:
    """The group a form is about."""
    group = get_object_or_404(groups, pk=pk)
    families_read(request, [group])
    return group


@needs("people.read_groups")
def group(request: Request, pk: int) -> HttpResponse:
    group = get_object_or_404(Group.objects.within(request.scope), pk=pk)
    context = {
        "group": group,
        "page": members_read(request, group),
        # A family bears somebody's name: earlier releases wrote it into the history, where nothing can be erased.
        "events": story("group", group.pk, but={"name"} if group.kind == Group.Kind.FAMILY else ()),
        "code_words": _("Mã: %(code)s") % {"code": group.code},
        "where": name_of(group.place_id, timezone.localdate()),
        "recognitions": GroupRecognition.objects.filter(group=group).order_by("-year"),
        "may_add": group.until is None and request.user.has_perm("people.join_group", group),
        "may_change": request.user.has_perm("people.change_group"),
    }
    return render(request, "office/groups/group.html", context)


@needs("people.add_group")
def group_new(request: Request) -> HttpResponse:
    title = _("Lập gia đình, dòng họ")
    return with_commune(request, title, _("Ở xã, phường nào?"), lambda commune: _found_group(request, title, commune))


def _found_group(request: Request, title: str, commune: int) -> HttpResponse:
    def deed(given: dict[str, Any]) -> str:
        place = get_object_or_404(Place, pk=given.pop("place"))
        group = add_group(NewGroup(**given, place=place), actor=request.user)
        messages.success(request, _("Đã lập. Thêm thành viên ở đây."))
        return reverse("office:group", args=[group.pk])

    form = GroupForm(request.POST or None, homes=homes_in(commune, request.scope))
    return ask(request, form, FormPage(title, _("Lập"), back=reverse("office:group-list")), deed)


@needs("people.change_group")
def group_change(request: Request, pk: int) -> HttpResponse:
    group = named(request, Group.objects.within(request.scope), pk)
    address = reverse("office:group", args=[group.pk])

    def deed(given: dict[str, Any]) -> str:
        change_group(group, name=given["name"], until=given["until"], actor=request.user)
        ended = _("Đã kết thúc %(name)s; mọi thành viên thôi từ ngày đó.")
        saved = _("Đã lưu tên %(name)s; thành viên giữ nguyên.")
        messages.success(request, (ended if given["until"] else saved) % {"name": given["name"]})
        return address

    page = FormPage(_("Sửa %(name)s") % {"name": group.name}, _("Lưu"), back=address, crumbs=[(group.name, address)])

    def known() -> Mapping[str, object]:
        return Group.objects.filter(pk=group.pk).values("name", "until").get()

    return ask(request, GroupChangeForm(request.POST or None, initial=dict(known())), page, deed, known=known)


@needs("people.change_group")
def group_place(request: Request, pk: int) -> HttpResponse:
    """Another place: a family that moved, or one whose commune was cut and that no order could place."""
    group = named(request, Group.objects.within(request.scope).open(), pk)
    address = reverse("office:group", args=[group.pk])
    title = _("Chuyển %(name)s về nơi khác") % {"name": group.name}

    def chosen(commune: int) -> HttpResponse:
        def deed(given: dict[str, Any]) -> str:
            place = get_object_or_404(Place, pk=given["place"])
            change_group(group, place=place, actor=request.user)
            messages.success(request, _("Đã chuyển; thành viên giữ nơi ở của mình."))
            return address

        form = GroupPlaceForm(request.POST or None, homes=homes_in(commune, request.scope))
        return ask(request, form, FormPage(title, _("Chuyển"), back=address, crumbs=[(group.name, address)]), deed)

    return with_commune(request, title, _("Về xã, phường nào?"), chosen)


@needs("people.join_group")
def group_member_new(request: Request, pk: int) -> HttpResponse:
    return add_member(request, named(request, Group.objects.within(request.scope).open(), pk))
