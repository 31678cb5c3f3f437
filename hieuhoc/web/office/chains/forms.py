"""Forms of review chains: plain values, no rule."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hieuhoc.chains.registry import registry
from hieuhoc.chains.rules import Act, ChainStep, Combining, Who
from hieuhoc.chains.sentences import ACT_WORDS, COMBINING_WORDS, WHO_WORDS

EVERYWHERE = ""


class ChainForm(forms.Form):
    """`places` = (id, title); without one, everywhere."""

    kind = forms.ChoiceField(label=_("Loại danh hiệu, cách xét"))
    place = forms.ChoiceField(label=_("Dùng cho"), required=False, help_text=_("Cả những nơi ở dưới."))
    title = forms.CharField(label=_("Tên quy trình"), max_length=200)

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, place = self.fields["kind"], self.fields["place"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(place, forms.ChoiceField)
        kind.choices = registry.choices()
        place.choices = [(EVERYWHERE, _("Mọi nơi")), *((str(pk), title) for pk, title in places)]


class ChainCopyForm(ChainForm):
    """A copy stays of its kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]


class SinceYearForm(forms.Form):
    since_year = forms.IntegerField(
        label=_("Áp dụng từ năm"), min_value=2000, max_value=2100, help_text=_("Năm có đợt chưa mở.")
    )


class UntilYearForm(forms.Form):
    until_year = forms.IntegerField(
        label=_("Hết hiệu lực từ năm"), min_value=2000, max_value=2100, help_text=_("Năm đầu tiên không còn áp dụng.")
    )


class CombiningForm(forms.Form):
    combining = forms.ChoiceField(
        label=_("Khi nhiều người chấm"), choices=[(str(rule), COMBINING_WORDS[rule]) for rule in Combining]
    )
    watching = forms.MultipleChoiceField(
        label=_("Theo dõi cùng"),
        choices=[(str(who), WHO_WORDS[who]) for who in Who],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ChainStepForm(forms.Form):
    name = forms.CharField(label=_("Tên bước"), max_length=120)
    who = forms.ChoiceField(label=_("Ai làm"))
    act = forms.ChoiceField(label=_("Làm gì"), choices=[(str(act), ACT_WORDS[act]) for act in Act])
    days = forms.IntegerField(
        label=_("Trong bao nhiêu ngày"), min_value=1, max_value=365, required=False, help_text=_("Trống: theo hạn đợt.")
    )
    reviewers = forms.IntegerField(label=_("Số người cùng chấm hoặc cùng xét"), min_value=1, max_value=9, initial=1)
    may_return = forms.BooleanField(label=_("Được trả lại để bổ sung"), required=False)
    four_eyes = forms.BooleanField(label=_("Người đã làm bước trước không làm bước này"), required=False, initial=True)
    skipped_without = forms.BooleanField(label=_("Bỏ qua nơi không có cấp hoặc tổ chức này"), required=False)
    delegable = forms.BooleanField(label=_("Người được uỷ quyền trong kỳ cũng làm được"), required=False, initial=True)
    sees_evidence = forms.BooleanField(label=_("Xem cả minh chứng"), required=False, initial=True)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        known = registry.kinds[kind].whos
        who.choices = [(str(taker), WHO_WORDS[taker]) for taker in Who if taker in known]

    def step(self) -> ChainStep:
        return ChainStep.model_validate(self.cleaned_data)
