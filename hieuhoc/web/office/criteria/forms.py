"""Forms of criteria versions."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hieuhoc.criteria.actions.guiding import MOST_GUIDANCE
from hieuhoc.criteria.actions.shaping import MOST_POINTS
from hieuhoc.criteria.models import ApplicantGroup, Version
from hieuhoc.criteria.published import english_of
from hieuhoc.places.models import AreaClass, Certainty
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.wording import plainly_worded, worded

LETTERS_A_ROW = 60


class DraftForm(forms.Form):
    number = forms.CharField(
        label=_("Số quyết định"),
        max_length=40,
        help_text=_("Giữ số cũ nếu chép lại đúng hơn cùng một quyết định; đó là bản tiếp theo."),
    )
    title = forms.CharField(label=_("Tên"), max_length=300)


class CaseForm(forms.Form):
    file = forms.FileField(label=_("Tệp CASE 1.1 (JSON)"))
    number = forms.CharField(label=_("Số của bản soạn"), max_length=40, help_text=_("Ví dụ: Dự thảo 2027."))


class PaperForm(forms.Form):
    file = forms.FileField(
        label=_("Quyết định đã ký (PDF)"), help_text=_("Bản quét hoặc bản ký số; ai cũng tải được ở trang bộ tiêu chí.")
    )


class DescriptionForm(forms.Form):
    title = forms.CharField(label=_("Tên"), max_length=300)
    source = forms.CharField(label=_("Nguồn"), widget=forms.Textarea, required=False)
    certainty = forms.ChoiceField(label=_("Mức chắc chắn"), choices=Certainty.choices)
    note = forms.CharField(
        label=_("Lưu ý"), widget=forms.Textarea, required=False, help_text=_("Hiện ở mọi trang có lời của tiêu chí.")
    )


class GroupField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not to be subscripted when it runs
    english: Mapping[str, str] = MappingProxyType({})

    def label_from_instance(self, obj: ApplicantGroup) -> str:
        return plainly_worded(obj.name, self.english)


class WordingForm(forms.Form):
    """The words for everybody, or those a decision has for one applicant group."""

    applicant_group = GroupField(
        label=_("Lời này dành cho"),
        queryset=ApplicantGroup.objects.none(),
        required=False,
        empty_label=_("Mọi nhóm đối tượng"),
        help_text=_("Chọn một nhóm khi quyết định có lời riêng cho nhóm ấy; nhóm khác vẫn dùng lời chung."),
    )
    text = forms.CharField(label=_("Nội dung chỉ số"), widget=forms.Textarea)
    source = forms.CharField(label=_("Nguồn"), max_length=500)
    certainty = forms.ChoiceField(label=_("Mức chắc chắn"), choices=Certainty.choices)

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group = self.fields["applicant_group"]
        assert isinstance(group, GroupField)
        group.english = english_of(version)
        group.queryset = version.applicant_groups.order_by("position")


class MostPointsForm(forms.Form):
    max_points = forms.IntegerField(
        label=_("Điểm tối đa"),
        min_value=1,
        max_value=MOST_POINTS,
        help_text=_("Chỉ số được nhiều điểm hơn thì nặng hơn; điểm cũ được tính theo cùng tỷ lệ khi thử bộ tiêu chí."),
    )


class ThisCriterionForm(forms.Form):
    """Positions move when one is dropped: sent twice, the form means the same criterion, not the next one."""

    criterion = forms.IntegerField(widget=forms.HiddenInput)


class NewCriterionForm(forms.Form):
    competence = forms.ChoiceField(label=_("Thuộc năng lực"))
    text = forms.CharField(label=_("Nội dung chỉ số"), widget=forms.Textarea)
    max_points = forms.IntegerField(label=_("Điểm tối đa"), min_value=1, max_value=MOST_POINTS, initial=10)
    source = forms.CharField(label=_("Nguồn"), max_length=500)
    certainty = forms.ChoiceField(label=_("Mức chắc chắn"), choices=Certainty.choices)

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english, competences = english_of(version), version.competences.order_by("position")
        field = self.fields["competence"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(competence.pk, plainly_worded(competence.name, english)) for competence in competences]


class NameForm(forms.Form):
    name = forms.CharField(label=_("Tên"), max_length=300)


class RuleForm(forms.Form):
    area_class = forms.ChoiceField(
        label=_("Áp dụng ở"), choices=[("", _("Mọi địa bàn khác")), *AreaClass.choices], required=False
    )
    min_total = forms.IntegerField(label=_("Tổng điểm ít nhất"), min_value=1)
    min_each = forms.IntegerField(label=_("Mỗi chỉ số ít nhất"), min_value=0)
    source = forms.CharField(label=_("Nguồn"), max_length=500)
    certainty = forms.ChoiceField(label=_("Mức chắc chắn"), choices=Certainty.choices)


class TranslationForm(forms.Form):
    """A field for each text, named after its very words: what changes meanwhile is asked anew."""

    def __init__(self, *args: Any, texts: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = {self.field_of(text): text for text in texts}
        for name, text in self.texts.items():
            rows = 2 + len(text) // LETTERS_A_ROW
            self.fields[name] = forms.CharField(
                label=worded(text, {}), widget=forms.Textarea(attrs={"rows": rows}), required=False, max_length=2000
            )

    @staticmethod
    def field_of(text: str) -> str:
        return f"english_{blake2b(text.encode(), digest_size=8).hexdigest()}"

    @classmethod
    def filled(cls, texts: Sequence[str], english: Mapping[str, str]) -> dict[str, str]:
        return {cls.field_of(text): english.get(text, "") for text in texts}

    def english(self) -> dict[str, str]:
        return {text: self.cleaned_data[name] for name, text in self.texts.items()}


class ForceForm(forms.Form):
    number = forms.CharField(
        label=_("Số quyết định ban hành"),
        max_length=40,
        help_text=_("Ví dụ: 15/QĐ-HKH. Bộ tiêu chí mang số này từ nay, thay cho tên của bản soạn."),
    )
    since = DayField(label=_("Áp dụng từ ngày"))
    issued_on = DayField(label=_("Ngày ban hành"), required=False)


class GuidanceForm(forms.Form):
    criterion = forms.ChoiceField(label=_("Về"), required=False)
    text = forms.CharField(
        label=_("Nội dung hướng dẫn"),
        widget=forms.Textarea,
        max_length=MOST_GUIDANCE,
        help_text=_("Cách hiểu, cách chấm, minh chứng nào được nhận; ai đọc bộ tiêu chí cũng thấy."),
    )
    source = forms.CharField(
        label=_("Văn bản hướng dẫn"), max_length=300, required=False, help_text=_("Số, ngày của công văn, nếu có.")
    )

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["criterion"]
        assert isinstance(field, forms.ChoiceField)
        english = english_of(version)
        criteria = version.criteria.order_by("position")
        texts = [(row.pk, row.position, plainly_worded(row.text, english)) for row in criteria]
        field.choices = [("", _("Cả bộ tiêu chí")), *((pk, f"{number}. {text[:80]}") for pk, number, text in texts)]


class RetireForm(forms.Form):
    until = DayField(label=_("Hết hiệu lực từ ngày"), help_text=_("Ngày đầu tiên không còn áp dụng."))
