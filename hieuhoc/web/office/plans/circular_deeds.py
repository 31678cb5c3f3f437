"""Writing guidance, and publishing it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.roles import Role
from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Place
from hieuhoc.plans.actions import CircularWords, change_circular, draft_circular, issue_circular
from hieuhoc.plans.models import Circular
from hieuhoc.web.choices import places_to_choose
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.plans.circulars import circular_address, crumbs, own_circular
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField

READERS = (Role.VILLAGE, Role.COMMUNE, Role.PROVINCE, Role.EDUCATION, Role.VIEWER)
MOST_REPLACED = 50  # the newest in force


class CircularForm(forms.Form):
    place = forms.TypedChoiceField(label=gettext_lazy("Của địa bàn"), coerce=int)
    title = forms.CharField(
        label=gettext_lazy("Trích yếu"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: Hướng dẫn đánh giá, công nhận Công dân học tập năm 2026."),
    )
    audience = forms.TypedChoiceField(label=gettext_lazy("Gửi cho"), coerce=int, required=False, empty_value=None)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Ai phải đọc"),
        choices=[(role.value, role.label) for role in READERS],
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(
        label=gettext_lazy("Nội dung"),
        max_length=30_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Dòng trống ngăn đoạn. ## mở đề mục, - mở gạch đầu dòng, **chữ đậm**, [chữ](https://…) là đường dẫn."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp"),
        required=False,
        help_text=gettext_lazy("Bản đã ký: PDF hoặc ảnh, nhẹ hơn 10 MB. Không chọn thì giữ tệp đang có."),
    )
    replaces = forms.TypedChoiceField(
        label=gettext_lazy("Thay thế văn bản"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, scope: Scope, circular: Circular | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places, replaced = places_to_choose(scope), Circular.objects.within(scope)
        if circular is not None:
            del self.fields["place"]
            replaced = Circular.objects.filter(place=circular.place_id)
        elif len(places) == 1:
            del self.fields["place"]
        rows = replaced.filter(status=Circular.Status.ISSUED).order_by("-pk")[:MOST_REPLACED]
        self._choices("place", places)
        self._choices("audience", [("", _("Cả địa bàn")), *places])
        self._choices("replaces", [("", _("Không")), *((row.pk, str(row)[:90]) for row in rows)])
        self.places = places

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def owner(self) -> Place:
        place = self.cleaned_data["place"] if "place" in self.fields else self.places[0][0]
        return get_object_or_404(Place, pk=place)

    def said(self, owner: Place) -> CircularWords:
        given, file = self.cleaned_data, self.cleaned_data["file"]
        audience, replaced = given["audience"], given["replaces"]
        return CircularWords(
            title=given["title"],
            text=given["text"],
            audience=Place.objects.get(pk=audience) if audience else owner,
            roles=given["roles"],
            replaces=Circular.objects.get(pk=replaced) if replaced else None,
            content=file.read() if file else None,
            file_name=file.name if file else "",
        )


class CircularIssueForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"), max_length=80, help_text=gettext_lazy("Ví dụ: 45/HD-HKH.")
    )
    signed_on = DayField(label=gettext_lazy("Ngày ký"))


@needs("plans.draft_circular")
def circular_new(request: Request) -> HttpResponse:
    form = CircularForm(
        request.POST or None, request.FILES or None, initial={"roles": [Role.COMMUNE]}, scope=request.scope
    )
    page = FormPage(_("Soạn văn bản hướng dẫn"), _("Lưu dự thảo"), "", reverse("office:circular-list"), crumbs())

    def deed(_given: dict[str, Any]) -> str:
        owner = form.owner()
        circular = draft_circular(form.said(owner), owner, actor=request.user)
        came_of_it(
            request,
            _("Đã lưu dự thảo; xem lại rồi ban hành."),
            (_("Ban hành"), reverse("office:circular-issue", args=[circular.pk])),
        )
        return circular_address(circular)

    return ask(request, form, page, deed, "office/plans/circular_form.html")


@needs("plans.change_circular")
def circular_change(request: Request, pk: int) -> HttpResponse:
    circular = own_circular(request, pk)

    def known() -> Mapping[str, object]:
        now = Circular.objects.get(pk=pk)
        audience = "" if now.audience_id == now.place_id else now.audience_id
        values = {"title": now.title, "text": now.text, "audience": audience, "roles": now.roles}
        return values | {"replaces": now.replaces_id or ""}

    form = CircularForm(
        request.POST or None,
        request.FILES or None,
        initial=dict(known()),
        scope=request.scope,
        circular=circular,
    )
    page = FormPage(_("Sửa văn bản hướng dẫn"), _("Lưu"), "", circular_address(circular), crumbs(circular))

    def deed(_given: dict[str, Any]) -> str:
        change_circular(circular, form.said(circular.place), actor=request.user)
        came_of_it(request, _("Đã lưu văn bản như vừa sửa."))
        return circular_address(circular)

    return ask(request, form, page, deed, "office/plans/circular_form.html", known=known)


@needs("plans.issue_circular")
def circular_issue(request: Request, pk: int) -> HttpResponse:
    circular = own_circular(request, pk)
    form = CircularIssueForm(request.POST or None)
    lead = _("Ban hành rồi thì không sửa được nữa; cần sửa thì ban hành văn bản thay thế.")
    page = FormPage(_("Ban hành văn bản hướng dẫn"), _("Ban hành"), lead, circular_address(circular), crumbs(circular))

    def deed(given: dict[str, Any]) -> str:
        issued = issue_circular(circular, given["number"], given["signed_on"], actor=request.user)
        came_of_it(
            request,
            _("Đã ban hành văn bản %(number)s; nơi nhận thấy ở trang chính.") % {"number": issued.number},
            (_("Ai đã đọc, ai chưa"), reverse("office:circular-receipts", args=[pk])),
        )
        return circular_address(circular)

    return ask(request, form, page, deed)
