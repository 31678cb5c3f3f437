"""How a form field is shown: which markup its widget needs and how its parts refer to each other."""

from typing import Any

from django import forms
from django.forms import BoundField

from hieuhoc.web.ui.days import DayInput
from hieuhoc.web.ui.wrongs import OPTIONS, sentences

CHECK = (forms.CheckboxInput,)
SELECTS = (forms.Select,)
# Django gives every text area ten rows unless told otherwise; ours are told otherwise.
DJANGO_ROWS, SHORT_ROWS = "10", "4"


def shown_field(bound: BoundField, hint: str, example: str, width: str) -> dict[str, Any]:
    """Values for `ui/parts/field.html`. The control names its hint, example and error by id for screen readers."""
    widget = bound.field.widget
    kind = "options" if isinstance(widget, OPTIONS) else "check" if isinstance(widget, CHECK) else "control"
    name = bound.auto_id or bound.html_name
    hint = hint or str(bound.help_text or "")
    if isinstance(widget, DayInput):
        hint, width = f"{hint} {widget.hint}".strip(), width or "short"
    described = [
        f"{name}_{part}" for part, there in (("hint", hint), ("example", example), ("error", bound.errors)) if there
    ]
    attrs: dict[str, Any] = {"class": _classes(widget, bool(bound.errors))}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if isinstance(widget, forms.Textarea):
        rows = str(widget.attrs.get("rows", DJANGO_ROWS))
        attrs["rows"] = SHORT_ROWS if rows == DJANGO_ROWS else rows
    if kind == "options":
        widget.attrs = {**widget.attrs, "class": attrs["class"]}
    if "placeholder" in widget.attrs:
        # allauth says inside the control what its label says, and there it vanishes as soon as one types.
        widget.attrs = {key: value for key, value in widget.attrs.items() if key != "placeholder"}
    return {
        "bound": bound,
        "kind": kind,
        "name": name,
        "hint": hint,
        "example": example,
        "width": width,
        "is_hidden": bound.is_hidden,
        "errors": sentences(bound),
        "described": attrs.get("aria-describedby", ""),
        "control": "" if kind == "options" else bound.as_widget(attrs=attrs),
    }


def _classes(widget: forms.Widget, is_wrong: bool) -> str:
    base = "form-select" if isinstance(widget, SELECTS) else "form-control"
    base = "form-check-input" if isinstance(widget, CHECK + OPTIONS) else base
    kept = widget.attrs.get("class", "")
    return " ".join(part for part in (base, kept, "is-invalid" if is_wrong else "") if part)
