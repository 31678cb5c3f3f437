"""The page with one form and one button: shown, sent, refused without losing what was typed, done.

A form that changes what is on record carries what it was filled from (`known`): when that has changed since, nothing is
overwritten, and each field says what stands there now.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db import connection, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.lib.errors import Refusal
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.formats import day

SEEN = "seen"  # hidden in the form: what it was filled from


@dataclass(frozen=True)
class FormPage:
    """`crumbs`: (text, url) above the title; `back`: where "Huỷ" leads."""

    title: str
    submit: str
    lead: str = ""
    back: str = ""
    crumbs: Sequence[tuple[str, str]] = ()
    warning: str = ""
    notice: str = ""  # an answer to what was asked, no mistake


class NoFields(forms.Form):
    """A deed that asks for nothing but a confirmation."""


class OnForm(forms.Form):
    """One day."""

    on = DayField(label=gettext_lazy("Ngày"))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = label


def confirmation(request: Request) -> NoFields:
    return NoFields(request.POST if request.method == "POST" else None)


def ask(
    request: Request,
    form: forms.Form,
    page: FormPage,
    deed: Callable[[dict[str, Any]], str | None],
    template: str = "office/work/form.html",
    known: Callable[[], Mapping[str, object]] | None = None,
    **context: Any,
) -> HttpResponse:
    """`deed` gets the cleaned values and gives the address to go to, or None to show the form again. A refusal is said
    above the form (409); nothing typed is lost. `known` reads anew what the form's `initial` was read from."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            # Without an edition to compare, the deed is its own transaction: what it wrote before it refused stays
            # written (who looked at somebody recorded elsewhere).
            with nullcontext() if known is None else transaction.atomic():
                if known is not None:
                    _refuse_stale(request, form, known)
                address = deed(form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, " ".join(filter(None, [refusal.advice, refusal.legal_basis])))
            status = 409
        else:
            if address is not None:
                return HttpResponseRedirect(address)
    seen = "" if known is None else edition_of(form.initial)
    return render(request, template, {"form": form, "page": page, "seen": seen, **context}, status=status)


def edition_of(values: Mapping[str, object]) -> str:
    """Tells two states of a record apart; says nothing of either."""
    text = json.dumps(values, default=str, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _refuse_stale(request: Request, form: forms.Form, known: Callable[[], Mapping[str, object]]) -> None:
    """One at a time for each address. Who sends what stands there already is sending it twice, and may; what no page was
    filled in for (`seen` is not sent) has nothing to be compared with."""
    if SEEN not in request.POST:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"form {request.path}"])
    now = known()
    form.initial = dict(now)
    others = [name for name in form.changed_data if name in now]
    if request.POST[SEEN] == edition_of(now) or not others:
        return
    for name in others:
        form.add_error(name, _("Hiện đang ghi: %(value)s.") % {"value": _shown(form.fields[name], now[name])})
    raise Refusal(
        _("Nội dung đã được sửa từ khi mở trang này."),
        remedy=_("Xem điều đang ghi ở từng ô; gửi lại nếu vẫn muốn sửa như đã nhập."),
        code="changed_meanwhile",
    )


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        offered = {str(key): str(words) for key, words in choices}
        return offered.get(str(value), str(value or "–"))
    return day(value) if isinstance(value, date) else str("–" if value in (None, "") else value)
