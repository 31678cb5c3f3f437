"""People recorded elsewhere: numbers that did not agree, questions between offices, and people others say have moved away."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.reads import scope_of
from hieuhoc.audit.actions import record_reading
from hieuhoc.people.actions import answer_other_office, ask_other_office, contest_departure, settle_departure
from hieuhoc.people.models import Departure, Look
from hieuhoc.people.models.looks import LookQuerySet
from hieuhoc.people.rules import Identity
from hieuhoc.people.sealing import read_said
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.people.forms import ReasonForm
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

ANSWERS = (Look.Answer.SAME, Look.Answer.ANOTHER)


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=gettext_lazy("Trả lời"),
        choices=[(answer.value, answer.label) for answer in ANSWERS],
        widget=forms.RadioSelect,
    )


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Phân xử"),
        choices=[
            ("stands", gettext_lazy("Giữ nguyên: người này đã chuyển đi")),
            ("back", gettext_lazy("Đưa trở lại nơi cũ: việc ghi chuyển không đúng")),
        ],
        widget=forms.RadioSelect,
    )


def looks_within(request: Request) -> LookQuerySet:
    """Numbers of ours that did not agree, and what others ask about our people."""
    scope = request.scope
    asked_here = Q(pk__in=Look.objects.from_places(scope).values("pk"))
    rows = Look.objects.filter(agrees=False)
    return rows.filter(asked_here | Q(pk__in=Look.objects.asked().at_people_of(scope).values("pk")))


class LookRow(NamedTuple):
    """`is_ours` = another office asks about our person; `is_asking` = this office may ask."""

    look: Look
    said: Identity
    is_ours: bool
    is_asking: bool


@needs("people.ask_other_office")
def look_list(request: Request) -> HttpResponse:
    page = key_page(looks_within(request).select_related("officer", "citizen"), request, order=["-id"])
    ours = set(
        Look.objects.at_people_of(request.scope)
        .filter(pk__in=[row.pk for row in page.rows])
        .values_list("pk", flat=True)
    )
    asking = set(
        Look.objects.from_places(request.scope)
        .filter(pk__in=[row.pk for row in page.rows])
        .values_list("pk", flat=True)
    )
    rows = [LookRow(row, read_said(row.said), row.pk in ours, row.pk in asking) for row in page.rows]
    if ours:
        record_reading("people.answer_other_office", actor=request.user, subject_kind="list", person_count=len(ours))
    names = full_titles(row.place_id for row in page.rows)
    return render(request, "office/people/looks.html", {"page": page, "rows": rows, "names": names})


@needs("people.ask_other_office")
def look_ask(request: Request, pk: int) -> HttpResponse:
    """Only posted: the list has the button."""
    look = get_object_or_404(Look.objects.from_places(request.scope), pk=pk)
    if request.method != "POST":
        return redirect("office:look-list")
    ask_other_office(look, actor=request.user)
    messages.success(request, _("Đã hỏi nơi đang ghi người này. Có trả lời thì được báo."))
    return redirect("office:look-list")


@needs("people.answer_other_office")
def look_answer(request: Request, pk: int) -> HttpResponse:
    look = get_object_or_404(Look.objects.asked().at_people_of(request.scope).select_related("citizen"), pk=pk)
    person_read(request, look.citizen)
    back = reverse("office:look-list")

    def deed(given: dict[str, Any]) -> str:
        answer_other_office(look, given["answer"], actor=request.user)
        messages.success(request, _("Đã trả lời; nơi hỏi được báo ngay."))
        return back

    said = read_said(look.said)
    lead = _("%(where)s được khai: %(name)s, sinh %(birth)s. Hồ sơ ở đây mang cùng số định danh: %(known)s.") % {
        "where": full_titles([look.place_id]).get(look.place_id, ""),
        "name": said.name,
        "birth": f"{said.birth_date:%d/%m/%Y}" if said.birth_date else said.birth_year,
        "known": look.citizen.name,
    }
    page = FormPage(_("Có phải cùng một người?"), _("Trả lời"), lead, back, [(_("Người ghi ở nơi khác"), back)])
    return ask(request, AnswerForm(request.POST or None), page, deed)


@needs("people.contest_departure")
def departure_list(request: Request) -> HttpResponse:
    rows = Departure.objects.within(request.scope).select_related("citizen", "recorded_by")
    page = key_page(rows, request, order=["-id"])
    record_reading("people.contest_departure", actor=request.user, subject_kind="list", person_count=len(page.rows))
    names = full_titles(place for row in page.rows for place in (row.place_id, row.entered_id))
    may_settle = request.user.has_perm("people.settle_departure")
    context = {"page": page, "names": names, "may_settle": may_settle}
    return render(request, "office/people/departures.html", context)


@needs("people.contest_departure")
def departure_contest(request: Request, pk: int) -> HttpResponse:
    departure = get_object_or_404(Departure.objects.within(request.scope).select_related("citizen"), pk=pk)
    person_read(request, departure.citizen)

    def deed(given: dict[str, Any]) -> str:
        contest_departure(departure, reason=given["reason"], actor=request.user)
        messages.success(request, _("Đã phản đối; cấp tỉnh phân xử."))
        return reverse("office:departure-list")

    lead = _("%(name)s. Nơi đến và cấp tỉnh được báo; cấp tỉnh xem rồi giữ nguyên hoặc đưa trở lại.") % {
        "name": departure.citizen.name
    }
    return ask(
        request, ReasonForm(request.POST or None), _page(_("Phản đối việc ghi chuyển đi"), _("Phản đối"), lead), deed
    )


@needs("people.settle_departure")
def departure_settle(request: Request, pk: int) -> HttpResponse:
    scope = scope_of(request.user, "people.settle_departure")
    departure = get_object_or_404(Departure.objects.within(scope).select_related("citizen"), pk=pk)
    person_read(request, departure.citizen)

    def deed(given: dict[str, Any]) -> str:
        settle_departure(departure, takes_back=given["outcome"] == "back", actor=request.user)
        messages.success(request, _("Đã phân xử; hai nơi được báo."))
        return reverse("office:departure-list")

    lead = f"{departure.citizen.name}. {departure.reason}"
    return ask(
        request, SettleForm(request.POST or None), _page(_("Phân xử việc ghi chuyển đi"), _("Phân xử"), lead), deed
    )


def _page(title: str, submit: str, lead: str) -> FormPage:
    back = reverse("office:departure-list")
    return FormPage(title, submit, lead, back, [(_("Người chuyển đi"), back)])
