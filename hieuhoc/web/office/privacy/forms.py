from django import forms
from django.utils.translation import gettext_lazy

from hieuhoc.privacy.actions.periods import LEAST_DAYS, MOST_DAYS
from hieuhoc.privacy.models import Consent, DataRequest
from hieuhoc.web.ui.days import DayField


class PeriodForm(forms.Form):
    days = forms.IntegerField(
        label=gettext_lazy("Số ngày lưu"),
        min_value=LEAST_DAYS,
        max_value=MOST_DAYS,
        required=False,
        help_text=gettext_lazy("Bỏ trống: giữ đến khi tỉnh quyết định."),
    )
    since = DayField(label=gettext_lazy("Từ ngày"))
    basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=300,
        help_text=gettext_lazy("Số, ngày của văn bản; chưa có văn bản thì ghi ai quyết định."),
    )


class ErasureForm(forms.Form):
    asked_on = DayField(label=gettext_lazy("Ngày yêu cầu"))
    way = forms.ChoiceField(label=gettext_lazy("Yêu cầu bằng"), choices=Consent.Way.choices, widget=forms.RadioSelect)
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ pháp lý"),
        max_length=300,
        help_text=gettext_lazy(
            "Ví dụ: quyền yêu cầu xoá dữ liệu cá nhân theo Luật 91/2025/QH15; số đơn, ngày nhận. Không ghi họ tên ở đây."
        ),
    )


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Quy định nào không cho xoá. Trả lời người yêu cầu bằng văn bản."),
    )


class RequestForm(forms.Form):
    matter = forms.ChoiceField(
        label=gettext_lazy("Yêu cầu"), choices=DataRequest.Matter.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label=gettext_lazy("Nội dung"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 4}))
    asked_on = DayField(label=gettext_lazy("Ngày yêu cầu"))
    way = forms.ChoiceField(label=gettext_lazy("Yêu cầu bằng"), choices=Consent.Way.choices, widget=forms.RadioSelect)


class FirstAnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Lời trả lời"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Đã nhận yêu cầu, sẽ làm gì, chậm nhất ngày nào."),
    )


class LongerTermForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do kéo dài"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class SettleRequestForm(forms.Form):
    status = forms.ChoiceField(
        label=gettext_lazy("Kết quả"),
        choices=[choice for choice in DataRequest.Status.choices if choice[0] != DataRequest.Status.WAITING],
        widget=forms.RadioSelect,
    )
    outcome = forms.CharField(
        label=gettext_lazy("Đã làm gì, hoặc vì sao không"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Người yêu cầu đọc lời này."),
    )


class DayOffForm(forms.Form):
    on = DayField(label=gettext_lazy("Ngày"))
    name = forms.CharField(label=gettext_lazy("Tên ngày"), max_length=120)
    is_worked = forms.BooleanField(
        label=gettext_lazy("Là ngày làm bù"),
        required=False,
        help_text=gettext_lazy("Thứ Bảy hoặc Chủ nhật làm việc thay một ngày nghỉ."),
    )
    basis = forms.CharField(
        label=gettext_lazy("Căn cứ"), max_length=300, help_text=gettext_lazy("Số, ngày của thông báo nghỉ lễ, Tết.")
    )
