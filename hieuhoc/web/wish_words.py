"""What people would like to learn: the form of both faces, and an answer in words."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.learning.models import LearningWish, Topic
from hieuhoc.learning.rules import MOST_WISHES


class WishForm(forms.Form):
    topics = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Muốn học về"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other = forms.CharField(
        label=gettext_lazy("Điều khác muốn học"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Bằng lời của mình; không ghi điều riêng tư."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["topics"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Topic.objects.on(timezone.localdate())
        field.help_text = _("Chọn nhiều nhất %(count)s điều cần nhất.") % {"count": MOST_WISHES}


def wish_values(wish: LearningWish | None) -> dict[str, object]:
    return {} if wish is None else {"topics": wish.topics, "other": wish.other}


def wish_words(wish: LearningWish, topics: Iterable[Topic]) -> str:
    names = {topic.pk: str(topic) for topic in topics}
    said = [names[pk] for pk in wish.topics if pk in names]
    return "; ".join([*said, wish.other] if wish.other else said)
