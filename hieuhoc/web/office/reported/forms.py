"""The forms of reporting periods and their figures."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.places.models import Certainty
from hieuhoc.reported.catalogue import FigureKind
from hieuhoc.reported.models import ReportedFigure, Span
from hieuhoc.reported.refusing import FIRST_YEAR
from hieuhoc.reported.rules import ReportedValue
from hieuhoc.web.ui.numbers import DecimalTextField

MOST = 10**15


class ReportingPeriodForm(forms.Form):
    place = forms.TypedChoiceField(
        label=gettext_lazy("Nơi báo cáo"),
        coerce=int,
        help_text=gettext_lazy("Số của những năm trước đứng ở nơi có vào cuối kỳ ấy, kể cả nơi nay đã sáp nhập."),
    )
    year = forms.TypedChoiceField(label=gettext_lazy("Năm"), coerce=int)
    span = forms.ChoiceField(label=gettext_lazy("Kỳ"), choices=Span, initial=Span.YEAR)

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(year, str(year)) for year in range(today.year, FIRST_YEAR - 1, -1)]
        self.fields["place"].choices = places  # type: ignore[attr-defined]
        self.fields["year"].choices = years  # type: ignore[attr-defined]


class FigureForm(forms.Form):
    """One figure with the document it stands in. A kind without a denominator is asked for its number alone."""

    number = DecimalTextField(label="", decimal_places=0, required=False, min_value=0, max_value=MOST)
    whole = DecimalTextField(label="", decimal_places=0, required=False, min_value=0, max_value=MOST)
    percent = DecimalTextField(
        label=gettext_lazy("Tỷ lệ (%)"),
        max_digits=5,
        decimal_places=2,
        min_value=0,
        max_value=100,
        required=False,
        help_text=gettext_lazy("Chỉ khi tài liệu không cho mẫu số; có đủ hai số thì tỷ lệ tự tính."),
    )
    precision = forms.ChoiceField(label=gettext_lazy("Tài liệu ghi"), choices=ReportedFigure.Precision)
    source = forms.CharField(
        label=gettext_lazy("Tài liệu nguồn"),
        max_length=300,
        help_text=gettext_lazy(
            "Tên, số và ngày: Báo cáo số 15/BC-HKH ngày 05/12/2024; Niên giám thống kê 2024, trang 31."
        ),
    )
    source_address = forms.CharField(label=gettext_lazy("Địa chỉ trên mạng"), max_length=300, required=False)
    certainty = forms.ChoiceField(label=gettext_lazy("Mức chắc chắn"), choices=Certainty)
    reason = forms.CharField(
        label=gettext_lazy("Vì sao sửa"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Bắt buộc khi thay số đã nhập; số cũ vẫn xem lại được."),
    )

    def __init__(self, *args: Any, kind: FigureKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("Số (%(unit)s)") % {"unit": kind.unit}
        self.fields["whole"].label = _("Trên tổng số (%(whole)s)") % {"whole": kind.whole}
        if not kind.is_share:
            del self.fields["whole"], self.fields["percent"]

    def value(self) -> ReportedValue:
        given = self.cleaned_data
        number, whole = given["number"], given.get("whole")
        return ReportedValue(
            None if number is None else int(number),
            None if whole is None else int(whole),
            given.get("percent"),
            given["precision"],
        )


class WhyForm(forms.Form):
    reason = forms.CharField(label="", max_length=600, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
