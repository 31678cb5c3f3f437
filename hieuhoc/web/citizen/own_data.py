"""All that is kept of me, to read and to take along; and what I ask about it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.audit.actions import record_reading
from hieuhoc.lib.own_copy import OwnValue
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.actions import ask_data_request, ask_erasure
from hieuhoc.privacy.clocks import clocks_of
from hieuhoc.privacy.copying import as_file, tables_of
from hieuhoc.privacy.erasing import person_of
from hieuhoc.privacy.models import Consent, DataRequest, Erasure
from hieuhoc.privacy.reads import calendar, clocks_for
from hieuhoc.web.citizen.pages import me
from hieuhoc.web.deeds import deed_words
from hieuhoc.web.guards import signed_in
from hieuhoc.web.readings import readings_about
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day, moment

ROWS_SHOWN = 50  # of a table on the page; the file has all
ERASE = "erase"
OWN_BASIS = gettext_lazy("Chính người ấy yêu cầu qua tài khoản (Luật 91/2025/QH15)")


class AskForm(forms.Form):
    matter = forms.ChoiceField(
        label=gettext_lazy("Yêu cầu"),
        choices=(*DataRequest.Matter.choices, (ERASE, gettext_lazy("Xoá dữ liệu"))),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("Nội dung"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Dữ liệu nào, sai ở đâu, muốn thế nào."),
    )


@signed_in
def own_data(request: Request) -> HttpResponse:
    citizen = me(request)
    tables = tables_of(person_of(citizen))
    _note(request, citizen)
    shown = [(table, [[words_of(value) for value in row] for row in table.rows[:ROWS_SHOWN]]) for table in tables]
    context = {
        "kept": [(table, rows) for table, rows in shown if rows],
        "nothing": [table.part.name for table, rows in shown if not rows],
        "asked": _asked(citizen),
        "rows_shown": ROWS_SHOWN,
    }
    return render(request, "citizen/own_data.html", context)


@signed_in
def own_copy(request: Request) -> HttpResponse:
    """The same as one file that programs read, with who read what is kept."""
    citizen = me(request)
    content = as_file(tables_of(person_of(citizen)))
    _note(request, citizen)
    content["readings"] = [
        {
            "at": row.at.isoformat(),
            "by": row.actor.full_name if row.actor else None,
            "purpose": str(deed_words(row.purpose)),
        }
        for row in readings_about(citizen).select_related("actor").order_by("-id")
    ]
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="du-lieu-cua-toi.json"'
    return answer


@signed_in
def own_request(request: Request) -> HttpResponse:
    citizen = me(request)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _ask(citizen, form.cleaned_data, request)
        messages.success(request, _("Đã nhận yêu cầu. Ngày phải trả lời và tình trạng xem ở trang này."))
        return redirect(reverse("citizen:own-data") + "#asked")
    return render(request, "citizen/own_request.html", {"form": form})


def _ask(citizen: Citizen, given: dict[str, str], request: Request) -> None:
    today, way = timezone.localdate(), Consent.Way.ONLINE
    if given["matter"] == ERASE:
        ask_erasure(citizen, way=way, asked_on=today, legal_basis=str(OWN_BASIS), actor=request.user)
    else:
        ask_data_request(citizen, **given, way=way, asked_on=today, actor=request.user)


def _note(request: Request, citizen: Citizen) -> None:
    record_reading(
        "citizen.read_own_copy", actor=request.user, subject_kind="citizen", subject_id=citizen.pk, person_count=1
    )


def _asked(citizen: Citizen) -> list[dict[str, Any]]:
    """Newest first, with their terms."""
    days = calendar()
    asked: list[dict[str, Any]] = []
    for row in DataRequest.objects.filter(citizen=citizen):
        words = [text for text in (row.answer, row.extension_reason, row.outcome) if text]
        asked.append(_line(row, row.get_matter_display(), clocks_for(row, days).settle_by, row.words, words))
    for erasure in Erasure.objects.filter(citizen=citizen):
        settle_by = clocks_of(ERASE, erasure.asked_on, days).settle_by
        asked.append(_line(erasure, _("Xoá dữ liệu"), settle_by, "", [erasure.reason] if erasure.reason else []))
    return sorted(asked, key=lambda line: line["asked_at"], reverse=True)


def _line(row: DataRequest | Erasure, matter: str, settle_by: date, said: str, answers: list[str]) -> dict[str, Any]:
    return {
        "matter": matter,
        "said": said,
        "answers": answers,
        "status": row.status,
        "status_word": row.get_status_display(),
        "asked_on": row.asked_on,
        "asked_at": row.asked_at,
        "settle_by": settle_by if row.settled_at is None else None,
        "settled_at": row.settled_at,
    }


WORDS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: _("có") if value else _("không")),
    (datetime, moment),
    (date, day),
)


def words_of(value: OwnValue) -> str:
    """As a person reads it."""
    if value is None:
        return "–"
    return next((words(value) for kind, words in WORDS if isinstance(value, kind)), str(value))
