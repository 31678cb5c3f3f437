"""Requests of people about their data: who asked what, by when it must be answered and settled, and what came of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import scope_of
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.actions import (
    answer_data_request,
    ask_data_request,
    extend_data_request,
    settle_data_request,
)
from hieuhoc.privacy.clocks import Calendar
from hieuhoc.privacy.models import DataRequest
from hieuhoc.privacy.reads import calendar, clocks_for, next_due
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.people_read import people_found, person_read
from hieuhoc.web.office.privacy.forms import FirstAnswerForm, LongerTermForm, RequestForm, SettleRequestForm
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day, moment
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.ui.shapes import DeedLink


@dataclass(frozen=True)
class Term:
    """The next day something is due; `is_late` after it."""

    what: str
    on: date
    is_late: bool


def reached(request: Request) -> QuerySet[DataRequest]:
    rows = DataRequest.objects.within(scope_of(request.user, "privacy.settle_data_request"))
    return rows.select_related("citizen", "asked_by", "answered_by", "settled_by")


def term_of(shown: DataRequest, days: Calendar) -> Term | None:
    """None once it is settled."""
    if shown.status != DataRequest.Status.WAITING:
        return None
    what, on = _("Trả lời lần đầu") if shown.answered_at is None else _("Giải quyết"), next_due(shown, days)
    return Term(what, on, on < timezone.localdate())


@needs("privacy.settle_data_request")
def request_list(request: Request) -> HttpResponse:
    page = key_page(reached(request), request, order=["-id"])
    people_found(request, [row.citizen for row in page.rows if not row.citizen.is_erased])
    days = calendar()
    rows = [(row, term_of(row, days)) for row in page.rows]
    names = titles(row.citizen.home_id for row in page.rows)
    return render(
        request, "office/privacy/requests.html", {"page": page, "rows": rows, "names": names, "crumbs": [_home()]}
    )


@needs("privacy.ask_data_request")
def request_new(request: Request, pk: int) -> HttpResponse:
    citizen = get_object_or_404(Citizen.objects.within(request.scope), pk=pk)
    person_read(request, citizen)
    back = reverse("office:citizen", args=[citizen.pk])
    if citizen.joined_into_id is not None or citizen.is_erased:
        return redirect(back)

    def deed(given: dict[str, Any]) -> str:
        new_request = ask_data_request(citizen, **given, actor=request.user)
        messages.success(request, _("Đã ghi yêu cầu. Người ấy phải được trả lời trong 2 ngày làm việc."))
        may_settle = request.user.has_perm("privacy.settle_data_request", citizen)
        return reverse("office:data-request", args=[new_request.pk]) if may_settle else back

    lead = _("Ghi yêu cầu như người ấy đã nêu, bằng giấy hoặc bằng lời.")
    crumbs = [(_("Người dân"), reverse("office:citizen-list")), (citizen.name, back)]
    page = FormPage(_("Yêu cầu về dữ liệu"), _("Ghi yêu cầu"), lead, back, crumbs)
    return ask(request, RequestForm(request.POST or None), page, deed)


@needs("privacy.settle_data_request")
def data_request(request: Request, pk: int) -> HttpResponse:
    shown = get_object_or_404(reached(request), pk=pk)
    if not shown.citizen.is_erased:
        person_read(request, shown.citizen)
    is_waiting = shown.status == DataRequest.Status.WAITING
    is_own = shown.citizen.user_id == request.user.pk
    may = is_waiting and not is_own
    answer = DeedLink(_("Trả lời lần đầu"), reverse("office:data-request-answer", args=[pk]), "mail")
    settle = DeedLink(_("Giải quyết"), reverse("office:data-request-settle", args=[pk]), "check")
    days = calendar()
    context = {
        "shown": shown,
        "facts": _facts(shown, days),
        "first": (answer if shown.answered_at is None else settle) if may else None,
        "may": may,
        "is_own": is_own and is_waiting,
        "term": term_of(shown, days),
        "crumbs": [_home(), _list()],
    }
    return render(request, "office/privacy/request.html", context)


@needs("privacy.answer_data_request")
def request_answer(request: Request, pk: int) -> HttpResponse:
    return _form(request, pk, FirstAnswerForm(request.POST or None), _("Trả lời lần đầu"), _answer)


@needs("privacy.extend_data_request")
def request_extend(request: Request, pk: int) -> HttpResponse:
    return _form(request, pk, LongerTermForm(request.POST or None), _("Kéo dài thời hạn"), _extend)


@needs("privacy.settle_data_request")
def request_settle(request: Request, pk: int) -> HttpResponse:
    return _form(request, pk, SettleRequestForm(request.POST or None), _("Giải quyết yêu cầu"), _settle)


def _answer(request: Request, shown: DataRequest, given: dict[str, Any]) -> str:
    answer_data_request(shown, **given, actor=request.user)
    return _("Đã ghi lời trả lời; người có tài khoản đọc ngay trong hộp thư của mình.")


def _extend(request: Request, shown: DataRequest, given: dict[str, Any]) -> str:
    extend_data_request(shown, **given, actor=request.user)
    return _("Đã kéo dài thời hạn; lý do đã báo cho người yêu cầu.")


def _settle(request: Request, shown: DataRequest, given: dict[str, Any]) -> str:
    settle_data_request(shown, **given, actor=request.user)
    return _("Đã giải quyết yêu cầu; kết quả đã báo cho người yêu cầu.")


def _form(request: Request, pk: int, form: forms.Form, title: str, settle: Any) -> HttpResponse:
    shown = get_object_or_404(reached(request), pk=pk)
    person_read(request, shown.citizen)
    back = reverse("office:data-request", args=[pk])

    def deed(given: dict[str, Any]) -> str:
        messages.success(request, settle(request, shown, given))
        return back

    lead = f"{shown.citizen.name}. {shown.get_matter_display()}: {shown.words}"
    page = FormPage(title, title, lead, back, [_home(), _list(), (shown.citizen.name, back)])
    return ask(request, form, page, deed)


def _home() -> tuple[str, str]:
    return _("Dữ liệu cá nhân"), reverse("office:personal-data")


def _list() -> tuple[str, str]:
    return _("Yêu cầu về dữ liệu"), reverse("office:data-request-list")


def _facts(shown: DataRequest, days: Calendar) -> list[tuple[str, Any]]:
    clocks = clocks_for(shown, days)
    facts = [
        (_("Yêu cầu"), shown.get_matter_display()),
        (_("Nội dung"), shown.words),
        (_("Ngày yêu cầu"), day(shown.asked_on)),
        (_("Yêu cầu bằng"), shown.get_way_display()),
        (_("Trả lời lần đầu trước hết ngày"), day(clocks.answer_by)),
        (_("Giải quyết trước hết ngày"), day(clocks.settle_by)),
    ]
    said = (
        (_("Trả lời lần đầu"), shown.answer, shown.answered_by, shown.answered_at),
        (_("Kéo dài vì"), shown.extension_reason, None, None),
        (_("Kết quả"), shown.outcome, shown.settled_by, shown.settled_at),
    )
    for label, words, officer, said_at in said:
        if words:
            signed = f" ({officer.full_name if officer else _('Hệ thống')}, {moment(said_at)})" if said_at else ""
            facts.append((label, f"{words}{signed}"))
    return facts
