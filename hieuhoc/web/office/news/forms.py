"""What a campaign is drafted with: the questions of its audience first."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hieuhoc.news.actions import NewCampaign
from hieuhoc.news.addressing import AudienceQuestion, TargetAudience
from hieuhoc.news.choosing import usable
from hieuhoc.news.models import Campaign, MessagePurpose
from hieuhoc.news.rules import MOST_LETTERS, MOST_SHORT, ORDER
from hieuhoc.outbox.models import Message
from hieuhoc.places.models import Place
from hieuhoc.web.ui.numbers import DecimalTextField

ASKED = "asked_"
HINTS = {
    "push": _("Hiện ngay trên máy của người đã bật thông báo."),
    "mail": _("Cho người có địa chỉ thư điện tử."),
    "sms": _("Mỗi tin tốn tiền."),
    "in_app": _("Hiện khi đăng nhập."),
}


class CampaignForm(forms.Form):
    place = forms.TypedChoiceField(label=_("Gửi cho người của"), coerce=int)
    purpose = forms.ChoiceField(
        label=_("Loại tin"),
        choices=MessagePurpose.choices,
        widget=forms.RadioSelect,
        help_text=_("Chỉ người đồng ý nhận loại tin này mới nhận được thư, tin nhắn, thông báo trên máy."),
    )
    channels = forms.MultipleChoiceField(
        label=_("Kênh"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mỗi người nhận một lần, bằng kênh đầu tiên dùng được theo thứ tự này."),
    )
    title = forms.CharField(label=_("Tiêu đề"), max_length=120)
    text = forms.CharField(
        label=_("Lời trong thư và hộp tin"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Không ghi tên, số điện thoại của ai. Người nhận tự thấy đường dẫn ngừng nhận ở cuối thư."),
    )
    short = forms.CharField(
        label=_("Lời ngắn cho tin nhắn và thông báo trên máy"),
        max_length=MOST_SHORT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Có dấu thì mỗi tin nhắn 70 chữ, không dấu thì 160 chữ."),
    )
    link = forms.URLField(
        label=_("Đường dẫn đến trang cần mở"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("Ví dụ trang “Hồ sơ của tôi”, trang của một hoạt động."),
    )

    def __init__(self, *args: Any, audience: TargetAudience, places: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.audience = audience
        place, channels = self.fields["place"], self.fields["channels"]
        assert isinstance(place, forms.ChoiceField)
        assert isinstance(channels, forms.MultipleChoiceField)
        place.choices = places
        labels = dict(Message.Channel.choices)
        channels.choices = [(channel, f"{labels[channel]}. {HINTS[channel]}") for channel in usable(ORDER)]
        for question in audience.questions:
            self.fields[ASKED + question.code] = _field_for(question)
        self.order_fields(["place", *(ASKED + question.code for question in audience.questions)])

    def said(self) -> NewCampaign:
        given = self.cleaned_data
        values = {question.code: str(given[ASKED + question.code]) for question in self.audience.questions}
        return NewCampaign(
            place=Place.objects.get(pk=given["place"]),
            audience=self.audience.code,
            title=given["title"],
            text=given["text"],
            purpose=given["purpose"],
            channels=tuple(given["channels"]),
            values=values,
            short=given["short"],
            link=given["link"],
        )


def form_values(campaign: Campaign) -> dict[str, object]:
    said: dict[str, object] = {
        name: getattr(campaign, name) for name in ("purpose", "channels", "title", "text", "short", "link")
    }
    return {"place": campaign.place_id, **said, **{ASKED + code: value for code, value in campaign.values.items()}}


def _field_for(question: AudienceQuestion) -> forms.Field:
    if question.choices:
        return forms.ChoiceField(label=str(question.label), choices=question.choices, initial=question.usual)
    return DecimalTextField(
        label=str(question.label),
        min_value=question.least,
        max_value=question.most,
        decimal_places=0,
        initial=question.usual,
        help_text=str(question.hint),
    )
