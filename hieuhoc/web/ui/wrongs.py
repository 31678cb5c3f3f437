"""What is wrong with the fields of a form, in our words: beside each field, and in the summary above, which names it.

Django says one and the same of every empty field, which helps nobody at the top of a page. What else its fields say
stands in our words in `web/locale`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.translation import gettext as _

OPTIONS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
REQUIRED = forms.Field.default_error_messages["required"]


@dataclass(frozen=True)
class Wrong:
    """`target`: id of the control to go to; empty when the sentence is about the whole form."""

    target: str
    sentence: str


def sentences(bound: BoundField) -> list[str]:
    """Beside the field, whose label stands above: no name is needed."""
    return [said[:1].upper() + said[1:] for said in _errors_of(bound)]


def wrongs(form: BaseForm) -> list[Wrong]:
    """For the summary, where each sentence stands alone."""
    all_wrongs = [Wrong("", str(said)) for said in form.non_field_errors()]
    for bound in form:
        if bound.is_hidden:
            all_wrongs += [Wrong("", said) for said in _errors_of_hidden(bound)]
        else:
            all_wrongs += [Wrong(_target(bound), _named(str(bound.label), said)) for said in _errors_of(bound)]
    return all_wrongs


def _errors_of_hidden(bound: BoundField) -> Iterator[str]:
    """What a page hides and lost was lost with the page; what a rule says of it (a wrong passkey) stands."""
    for error in bound.errors.as_data():
        is_lost = error.code in {"required", "invalid", "invalid_choice"}
        yield from [_("Trang này đã cũ: tải lại trang, rồi làm lại.")] if is_lost else error.messages


def _errors_of(bound: BoundField) -> Iterator[str]:
    for error in bound.errors.as_data():
        yield from [_missing(bound.field)] if error.message == REQUIRED else error.messages


def _missing(field: forms.Field) -> str:
    if isinstance(field, forms.FileField):
        return _("hãy chọn tệp.")
    if isinstance(field, forms.BooleanField):
        return _("hãy đánh dấu ô này.")
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return _("hãy chọn.")
    return _("hãy điền.")


def _named(label: str, said: str) -> str:
    """Many a sentence of ours begins with the name of its field already."""
    if said.casefold().startswith(label.casefold()):
        return said
    return _("%(label)s: %(sentence)s") % {"label": label, "sentence": said}


def _target(bound: BoundField) -> str:
    """Where one goes on typing; of several options the first."""
    if isinstance(bound.field.widget, OPTIONS) and bound.subwidgets:
        return str(bound.subwidgets[0].id_for_label)
    return bound.id_for_label or bound.auto_id
