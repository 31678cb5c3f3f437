"""The form of a training on the criteria."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hieuhoc.criteria.models import Version
from hieuhoc.lib.scope import Scope
from hieuhoc.web.office.homes import places_for
from hieuhoc.web.ui.days import DayField


class TrainingForm(forms.Form):
    code = forms.CharField(label=_("Mã lớp"), max_length=40, help_text=_("Không trùng với lớp khác."))
    title = forms.CharField(label=_("Tên lớp"), max_length=200)
    version = forms.ModelChoiceField(
        label=_("Bộ tiêu chí"),
        empty_label=_("Chọn bộ tiêu chí"),
        queryset=Version.objects.filter(status__in=[Version.Status.IN_FORCE, Version.Status.RETIRED]).order_by(
            "-since"
        ),
    )
    held_on = DayField(label=_("Ngày tổ chức"))
    place = forms.TypedChoiceField(label=_("Nơi tổ chức"), coerce=int)
    organiser = forms.CharField(label=_("Đơn vị tổ chức"), max_length=200, required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.TypedChoiceField)
        place.choices = places_for(scope)
