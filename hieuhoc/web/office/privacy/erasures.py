"""Requests to be erased: what goes and what stays is shown before anything happens, and what came of it afterwards."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import scope_of
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.actions import ask_erasure, carry_out_erasure, decline_erasure
from hieuhoc.privacy.erasing import person_of, what_goes, what_stays
from hieuhoc.privacy.kinds import kind_of
from hieuhoc.privacy.models import Erasure
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.people_read import people_found, person_read
from hieuhoc.web.office.privacy.forms import DeclineForm, ErasureForm
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day, moment
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.ui.shapes import DeedLink


def reached(request: Request) -> QuerySet[Erasure]:
    """Those of people within reach, with everything their pages show."""
    rows = Erasure.objects.within(scope_of(request.user, "privacy.carry_out_erasure"))
    return rows.select_related("citizen", "asked_by", "settled_by")


@needs("privacy.carry_out_erasure")
def erasure_list(request: Request) -> HttpResponse:
    page = key_page(reached(request), request, order=["-id"])
    people_found(request, [row.citizen for row in page.rows if not row.citizen.is_erased])
    names = titles(row.citizen.home_id for row in page.rows)
    return render(request, "office/privacy/erasures.html", {"page": page, "names": names, "crumbs": [_home()]})


@needs("privacy.ask_erasure")
def erasure_new(request: Request, pk: int) -> HttpResponse:
    citizen = get_object_or_404(Citizen.objects.within(request.scope), pk=pk)
    person_read(request, citizen)
    back = reverse("office:citizen", args=[citizen.pk])
    if citizen.joined_into_id is not None or citizen.is_erased:
        return redirect(back)

    def deed(given: dict[str, Any]) -> str:
        erasure = ask_erasure(citizen, **given, actor=request.user)
        messages.success(request, _("Đã ghi yêu cầu; chưa xoá gì: việc xoá làm ở đây."))
        return reverse("office:erasure", args=[erasure.pk])

    lead = _("Ghi yêu cầu như người ấy đã nêu. Việc xoá là bước sau, ở trang của yêu cầu.")
    crumbs = [(_("Người dân"), reverse("office:citizen-list")), (citizen.name, back)]
    page = FormPage(_("Yêu cầu xoá thông tin"), _("Ghi yêu cầu"), lead, back, crumbs)
    form = ErasureForm(request.POST or None)
    return ask(request, form, page, deed, "office/privacy/erasure_new.html", **_what(citizen))


@needs("privacy.carry_out_erasure")
def erasure(request: Request, pk: int) -> HttpResponse:
    shown = get_object_or_404(reached(request), pk=pk)
    if not shown.citizen.is_erased:
        person_read(request, shown.citizen)
    is_waiting = shown.status == Erasure.Status.WAITING
    is_other = not settings.ERASURE_TWO_PEOPLE or shown.asked_by_id != request.user.pk
    first = DeedLink(_("Xoá thông tin"), reverse("office:erasure-carry-out", args=[pk]), "trash")
    context = {
        "erasure": shown,
        "facts": _facts(shown),
        "first": first if is_waiting and is_other else None,
        "is_waiting": is_waiting,
        "needs_another": is_waiting and not is_other,
        "erased": _erased(shown),
        "crumbs": [_home(), _list()],
        **(_what(shown.citizen) if is_waiting else {"stays": what_stays(person_of(shown.citizen))}),
    }
    return render(request, "office/privacy/erasure.html", context)


@needs("privacy.carry_out_erasure")
def erasure_carry_out(request: Request, pk: int) -> HttpResponse:
    shown = get_object_or_404(reached(request), pk=pk)
    person_read(request, shown.citizen)

    def deed(_given: dict[str, Any]) -> str:
        carry_out_erasure(shown, actor=request.user)
        messages.success(request, _("Đã xoá thông tin. Số liệu không đổi; trả lời người yêu cầu bằng văn bản."))
        return reverse("office:erasure", args=[pk])

    lead = _("Họ tên, số, liên lạc, minh chứng của %(name)s bị xoá hẳn khỏi phần mềm.") % {"name": shown.citizen.name}
    page = _page(shown, _("Xoá thông tin"), lead, _("Không hoàn tác được."))
    return ask(request, confirmation(request), page, deed)


@needs("privacy.decline_erasure")
def erasure_decline(request: Request, pk: int) -> HttpResponse:
    shown = get_object_or_404(reached(request), pk=pk)
    person_read(request, shown.citizen)

    def deed(given: dict[str, Any]) -> str:
        decline_erasure(shown, **given, actor=request.user)
        messages.success(request, _("Đã ghi lý do không thực hiện; yêu cầu được khép lại."))
        return reverse("office:erasure", args=[pk])

    page = _page(shown, _("Không thực hiện yêu cầu"), shown.citizen.name)
    return ask(request, DeclineForm(request.POST or None), page, deed)


def _page(shown: Erasure, title: str, lead: str, warning: str = "") -> FormPage:
    back = reverse("office:erasure", args=[shown.pk])
    return FormPage(title, title, lead, back, [_home(), _list(), (shown.citizen.name, back)], warning)


def _home() -> tuple[str, str]:
    return _("Dữ liệu cá nhân"), reverse("office:personal-data")


def _list() -> tuple[str, str]:
    return _("Yêu cầu xoá thông tin"), reverse("office:erasure-list")


def _what(citizen: Citizen) -> dict[str, Any]:
    person = person_of(citizen)
    return {"goes": [held for held in what_goes(person) if held.count], "stays": what_stays(person)}


def _erased(shown: Erasure) -> list[tuple[str, int]]:
    rows = [(kind_of(code), count) for code, count in shown.counts.items()]
    return [(str(kind.name), count) for kind, count in rows if kind is not None and count]


def _facts(shown: Erasure) -> list[tuple[str, Any]]:
    asked_by = shown.asked_by.full_name if shown.asked_by else _("Hệ thống")
    facts = [
        (_("Ngày yêu cầu"), day(shown.asked_on)),
        (_("Yêu cầu bằng"), shown.get_way_display()),
        (_("Căn cứ pháp lý"), shown.legal_basis),
        (_("Ghi lại"), f"{asked_by}, {moment(shown.asked_at)}"),
    ]
    if shown.settled_at is not None:
        settled_by = shown.settled_by.full_name if shown.settled_by else _("Hệ thống")
        facts.append((_("Giải quyết"), f"{settled_by}, {moment(shown.settled_at)}"))
    if shown.reason:
        facts.append((_("Lý do"), shown.reason))
    return facts
