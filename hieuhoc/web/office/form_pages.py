"""The page with one form and one button: shown, sent, refused without losing what was typed, done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField


@dataclass(frozen=True)
class FormPage:
    """`crumbs`: (text, url) above the title; `back`: where "Huỷ" leads."""

    title: str
    submit: str
    lead: str = ""
    back: str = ""
    crumbs: Sequence[tuple[str, str]] = ()
    warning: str = ""


class NoFields(forms.Form):
    """A deed that asks for nothing but a confirmation."""


class OnForm(forms.Form):
    """One day."""

    on = DayField(label=_("Ngày"))

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
    **context: Any,
) -> HttpResponse:
    """`deed` gets the cleaned values and gives the address to go to, or None to show the form again. A refusal is said
    above the form (409); nothing typed is lost."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            address = deed(form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, " ".join(filter(None, [refusal.sentence, refusal.remedy, refusal.legal_basis])))
            status = 409
        else:
            if address is not None:
                return HttpResponseRedirect(address)
    return render(request, template, {"form": form, "page": page, **context}, status=status)
