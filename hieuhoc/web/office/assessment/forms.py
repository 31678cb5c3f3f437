"""Forms of rounds and dossiers: plain values, no rule."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.assessment.models import Round
from hieuhoc.criteria.models import ApplicantGroup, Version
from hieuhoc.people.models import Citizen, WorkUnit
from hieuhoc.privacy.models import Consent
from hieuhoc.web.score_forms import EditionForm, groups_of
from hieuhoc.web.ui.days import DayField


class NoteForm(EditionForm):
    note = forms.CharField(
        label=gettext_lazy("Cần bổ sung gì"),
        widget=forms.Textarea,
        max_length=1000,
        help_text=gettext_lazy("Người nộp đọc được nguyên văn."),
    )


class DossierForm(forms.Form):
    """Round and applicant group are one choice: the groups differ by criteria version."""

    group = forms.ChoiceField(label=gettext_lazy("Đợt và nhóm đối tượng"))
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Nộp qua đơn vị"),
        queryset=WorkUnit.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không, nộp ở xã, phường"),
    )
    consent_way = forms.ChoiceField(
        label=gettext_lazy("Người dân đồng ý cho nhập hộ bằng"),
        required=False,
        help_text=gettext_lazy("Chọn khi chưa có đồng ý nào được ghi nhận."),
    )

    def __init__(self, *args: Any, citizen: Citizen, rounds: Sequence[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = self.fields["group"]
        assert isinstance(groups, forms.ChoiceField)
        groups.choices = [
            (str(round_.year), [(f"{round_.pk}:{group.pk}", words) for group, words in groups_of(round_)])
            for round_ in rounds
        ]
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = WorkUnit.objects.filter(memberships__citizen=citizen, memberships__until=None).distinct()
        way = self.fields["consent_way"]
        assert isinstance(way, forms.ChoiceField)
        way.choices = [("", _("Đã ghi nhận trước đây")), *Consent.Way.choices]

    def chosen(self) -> tuple[Round, ApplicantGroup]:
        round_id, _colon, group_id = self.cleaned_data["group"].partition(":")
        return Round.objects.get(pk=int(round_id)), ApplicantGroup.objects.get(pk=int(group_id))


class RoundForm(forms.Form):
    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2021, max_value=2100)
    version = forms.ModelChoiceField(
        label=gettext_lazy("Bộ tiêu chí"),
        queryset=Version.objects.filter(status__in=[Version.Status.IN_FORCE, Version.Status.RETIRED]).order_by(
            "-since"
        ),
        empty_label=gettext_lazy("Chọn bộ tiêu chí"),
    )
    opens_on = DayField(label=gettext_lazy("Mở từ ngày"))
    closes_on = DayField(label=gettext_lazy("Đến ngày"))
    submit_by = DayField(label=gettext_lazy("Hạn nộp hồ sơ"))
    review_by = DayField(label=gettext_lazy("Hạn xét"))
    reference_on = DayField(
        label=gettext_lazy("Ngày lấy số liệu"),
        help_text=gettext_lazy("Nơi cư trú và phân loại địa bàn đọc vào ngày này."),
    )
