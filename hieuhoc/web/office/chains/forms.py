"""Forms of review chains: plain values, no rule."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hieuhoc.chains.registry import registry
from hieuhoc.chains.rules import QUORUM, TO_ANSWER, TO_OBJECT, Act, ChainStep, Combining, Who
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
    objection_days = forms.IntegerField(
        label=_("Được đề nghị xét lại trong bao nhiêu ngày"), min_value=1, max_value=365, initial=TO_OBJECT
    )
    answer_days = forms.IntegerField(
        label=_("Trả lời đề nghị xét lại trong bao nhiêu ngày"), min_value=1, max_value=365, initial=TO_ANSWER
    )


class ChainStepForm(forms.Form):
    name = forms.CharField(label=_("Tên bước"), max_length=120)
    who = forms.ChoiceField(label=_("Ai làm"))
    act = forms.ChoiceField(label=_("Làm gì"))
    days = forms.IntegerField(
        label=_("Trong bao nhiêu ngày"), min_value=1, max_value=365, required=False, help_text=_("Trống: theo hạn đợt.")
    )
    reviewers = forms.IntegerField(label=_("Số người cùng chấm hoặc cùng xét"), min_value=1, max_value=9, initial=1)
    may_return = forms.BooleanField(label=_("Được trả lại để bổ sung"), required=False)
    four_eyes = forms.BooleanField(label=_("Người đã làm bước trước không làm bước này"), required=False, initial=True)
    skipped_without = forms.BooleanField(label=_("Bỏ qua nơi không có cấp hoặc tổ chức này"), required=False)
    delegable = forms.BooleanField(label=_("Người được uỷ quyền trong kỳ cũng làm được"), required=False, initial=True)
    sees_evidence = forms.BooleanField(label=_("Xem cả minh chứng"), required=False, initial=True)
    quorum = forms.IntegerField(
        label=_("Hội đồng họp khi có mặt ít nhất (% thành viên)"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=format_lazy(_("Chỉ cho bước của hội đồng. Trống: {percent}%."), percent=QUORUM),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who, act = self.fields["who"], self.fields["act"]
        assert isinstance(who, forms.ChoiceField)
        assert isinstance(act, forms.ChoiceField)
        known = registry.kinds[kind]
        who.choices = [(str(taker), WHO_WORDS[taker]) for taker in Who if taker in known.whos]
        act.choices = [(str(done), ACT_WORDS[done]) for done in Act if done in known.acts]

    def step(self) -> ChainStep:
        return ChainStep.model_validate(self.cleaned_data)
