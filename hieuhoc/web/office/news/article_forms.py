"""What an article is written with, its pictures, and what makes an example travel."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hieuhoc.indicators.definition import registry
from hieuhoc.indicators.rules import Measure
from hieuhoc.news.actions import ArticleWords
from hieuhoc.news.models import Article
from hieuhoc.news.rules import MOST_IN_ARTICLE
from hieuhoc.places.models import Place
from hieuhoc.web.ui.days import DayField


class ArticleForm(forms.Form):
    place = forms.TypedChoiceField(label=_("Của"), coerce=int)
    kind = forms.ChoiceField(label=_("Loại bài"), choices=Article.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Tiêu đề"), max_length=160)
    summary = forms.CharField(
        label=_("Tóm tắt"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Một, hai câu; hiện trong danh sách và khi chia sẻ."),
    )
    indicator = forms.ChoiceField(
        label=_("Chỉ tiêu để so"),
        required=False,
        help_text=_("Của cách làm hay: con số sẽ cho biết nơi làm theo có khá hơn không."),
    )
    text = forms.CharField(
        label=_("Nội dung"),
        max_length=MOST_IN_ARTICLE,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "Dòng trống ngăn đoạn. ## mở đề mục, - mở gạch đầu dòng, **chữ đậm**, [chữ](https://…) là đường dẫn. "
            "Ảnh thêm ở trang của bài, rồi đặt bằng ![](anh:1). Hỏi người có tên, có hình trong bài trước khi công bố."
        ),
    )

    def __init__(self, *args: Any, places: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place, indicator = self.fields["place"], self.fields["indicator"]
        assert isinstance(place, forms.ChoiceField)
        assert isinstance(indicator, forms.ChoiceField)
        place.choices = places
        indicator.choices = [("", "–"), *shares()]

    def said(self) -> ArticleWords:
        given = {**self.cleaned_data, "place": Place.objects.get(pk=self.cleaned_data["place"])}
        return ArticleWords(**given)


def shares() -> list[tuple[str, str]]:
    """Only of a share can two places be compared."""
    return [
        (code, f"{code}. {indicator.name}")
        for code, indicator in sorted(registry.items())
        if indicator.measure == Measure.SHARE
    ]


def article_values(article: Article) -> dict[str, object]:
    names = ("kind", "title", "summary", "text", "indicator")
    return {"place": article.place_id, **{name: getattr(article, name) for name in names}}


class ImageForm(forms.Form):
    file = forms.FileField(label=_("Ảnh"), help_text=_("JPEG, PNG, WebP, HEIC; được thu nhỏ và xoá nơi chụp."))
    alt = forms.CharField(
        label=_("Lời tả ảnh"),
        max_length=200,
        help_text=_("Cho người không nhìn thấy ảnh. Ví dụ: Bà con buôn Drăh học dùng điện thoại ở nhà cộng đồng."),
    )


class PraiseForm(forms.Form):
    praise = forms.CharField(label=_("Vì sao đáng làm theo"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))


class AdoptionForm(forms.Form):
    place = forms.TypedChoiceField(label=_("Nơi làm theo"), coerce=int)
    since = DayField(label=_("Từ ngày"))
    plan = forms.CharField(
        label=_("Làm thế nào ở đây"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Việc gì, ai lo, khác nơi kia ở đâu."),
    )

    def __init__(self, *args: Any, places: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        place.choices = places
