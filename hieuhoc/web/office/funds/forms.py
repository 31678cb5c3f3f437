"""The forms of funds, gifts and uses."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.funds.models import Fund, Gift, Use
from hieuhoc.funds.rules.books import MOST_AMOUNT
from hieuhoc.funds.rules.vietqr import banks
from hieuhoc.web.office.groups.members import PersonForm
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.numbers import DecimalTextField

NAMED = gettext_lazy("Người ủng hộ đồng ý nêu tên trong sổ công khai")
THANKED = gettext_lazy("Người ủng hộ đồng ý nhận lời cảm ơn")


def whole(label: Any, most: int, *, required: bool = True, help_text: Any = "") -> DecimalTextField:
    return DecimalTextField(
        label=label, min_value=1, max_value=most, decimal_places=0, required=required, help_text=help_text
    )


def lines(label: Any, most: int, *, rows: int = 3, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=area, help_text=help_text)


class FundForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=Fund.Kind)
    place = forms.TypedChoiceField(label=gettext_lazy("Nơi"), coerce=int)
    name = forms.CharField(label=gettext_lazy("Tên"), max_length=160)
    purpose = lines(gettext_lazy("Dùng vào việc gì"), 600)
    decider = forms.CharField(
        label=gettext_lazy("Ai quyết định chi"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Ban chấp hành Hội Khuyến học xã."),
    )
    group = forms.TypedChoiceField(
        label=gettext_lazy("Của dòng họ, gia đình"), coerce=int, required=False, empty_value=None
    )
    since = DayField(label=gettext_lazy("Từ ngày"))
    until = DayField(
        label=gettext_lazy("Nhận đến hết ngày"), required=False, help_text=gettext_lazy("Để trống: không có hạn.")
    )
    goal = whole(gettext_lazy("Mục tiêu (đồng)"), MOST_AMOUNT, required=False)
    bank_bin = forms.ChoiceField(label=gettext_lazy("Ngân hàng"), required=False)
    bank_account = forms.CharField(label=gettext_lazy("Số tài khoản"), max_length=19, required=False)
    account_holder = forms.CharField(label=gettext_lazy("Chủ tài khoản"), max_length=120, required=False)

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]], groups: Sequence[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        _offer(self, "place", places)
        _offer(self, "group", [("", _("Không")), *groups])
        _offer(self, "bank_bin", [("", _("Không có tài khoản")), *((bank.bin, bank.short) for bank in banks())])


class FundChangeForm(FundForm):
    """Kind, place, clan and first day stay as they were when it was opened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, places=[], groups=[], **kwargs)
        for name in ("kind", "place", "group", "since"):
            del self.fields[name]


class GiftForm(forms.Form):
    donor_kind = forms.ChoiceField(label=gettext_lazy("Ai ủng hộ"), choices=Gift.Donor)
    donor_name = forms.CharField(label=gettext_lazy("Tên người, nơi ủng hộ"), max_length=200)
    form = forms.ChoiceField(label=gettext_lazy("Ủng hộ bằng"), choices=Gift.Form)
    amount = whole(
        gettext_lazy("Số tiền hoặc giá trị (đồng)"),
        MOST_AMOUNT,
        required=False,
        help_text=gettext_lazy("Ngày công thì để trống: tính theo số giờ."),
    )
    hours = whole(gettext_lazy("Số giờ công"), 100_000, required=False)
    about = forms.CharField(
        label=gettext_lazy("Gồm những gì"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Ví dụ: 50 bộ sách giáo khoa lớp 6."),
    )
    worth_by = forms.CharField(
        label=gettext_lazy("Giá trị lấy theo đâu"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Cần khi là hiện vật hoặc địa điểm: hoá đơn, báo giá, biên bản hai người định giá."),
    )
    pledged_on = DayField(label=gettext_lazy("Ngày hứa ủng hộ"))
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"), required=False, help_text=gettext_lazy("Để gửi lời cảm ơn.")
    )
    is_named = forms.BooleanField(label=NAMED, required=False)
    may_be_written_to = forms.BooleanField(
        label=THANKED, required=False, help_text=gettext_lazy("Để lại thư điện tử là đã đồng ý.")
    )


class ConsentsForm(forms.Form):
    """What the donor says."""

    is_named = forms.BooleanField(label=NAMED, required=False)
    may_be_written_to = forms.BooleanField(label=THANKED, required=False)


class OnReasonForm(forms.Form):
    on = DayField(label=gettext_lazy("Ngày"))
    reason = forms.CharField(label=gettext_lazy("Vì sao"), max_length=300)


class MoneyTransferForm(OnReasonForm):
    target = forms.TypedChoiceField(label=gettext_lazy("Chuyển đến quỹ"), coerce=int)
    amount = whole(gettext_lazy("Số tiền (đồng)"), MOST_AMOUNT)

    field_order = ("target", "amount", "on", "reason")

    def __init__(self, *args: Any, targets: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "target", targets)


class FundMoveForm(forms.Form):
    successor = forms.TypedChoiceField(label=gettext_lazy("Nơi tiếp nhận"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, successors: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "successor", successors)


class UseForm(PersonForm):
    """A person looked for and chosen, or a place that is helped."""

    kind = forms.ChoiceField(label=gettext_lazy("Chi cho việc gì"), choices=Use.Kind)
    recipient = forms.CharField(
        label=gettext_lazy("Nơi nhận"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Khi không chi cho một người: trường, trung tâm học tập cộng đồng."),
    )
    form = forms.ChoiceField(label=gettext_lazy("Chi bằng"), choices=Use._meta.get_field("form").choices or ())
    amount = whole(gettext_lazy("Số tiền hoặc giá trị (đồng)"), MOST_AMOUNT)
    reason = lines(gettext_lazy("Vì sao chi"), 600)
    is_named = forms.BooleanField(label=gettext_lazy("Người nhận đồng ý nêu tên trong sổ công khai"), required=False)

    field_order = ("kind", "person", "chosen", "recipient", "form", "amount", "reason", "is_named")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].label = _("Người nhận")
        self.fields["person"].required = False


class WhyNotForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("Vì sao"), max_length=300)


class ProofForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Danh sách ký nhận, hoá đơn hoặc ảnh"),
        help_text=gettext_lazy("PDF hoặc ảnh, nhẹ hơn 10 MB."),
    )


class StatementForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tệp sao kê"),
        help_text=gettext_lazy("Tải từ ngân hàng: Excel (.xlsx, .xls), .csv, MT940 hoặc CAMT.053 (.xml)."),
    )


class LineForm(forms.Form):
    """One of the promised gifts, a gift nobody had promised, or none."""

    NEW, NONE = "new", "none"
    meaning = forms.ChoiceField(label=gettext_lazy("Khoản nào"), widget=forms.RadioSelect)
    donor_kind = forms.ChoiceField(label=gettext_lazy("Ai ủng hộ"), choices=Gift.Donor, required=False)
    donor_name = forms.CharField(
        label=gettext_lazy("Tên người, nơi ủng hộ"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Ghi khi là khoản chưa hứa trước."),
    )
    is_named = forms.BooleanField(label=NAMED, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Vì sao không phải ủng hộ"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Ví dụ: lãi tiền gửi, ngân hàng điều chỉnh."),
    )

    def __init__(self, *args: Any, gifts: Sequence[Gift], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        promised = [
            (
                str(gift.pk),
                _("%(donor)s: %(amount)s đồng, %(code)s")
                % {"donor": gift.donor_name, "amount": number(gift.amount), "code": gift.code},
            )
            for gift in gifts
        ]
        others = [(self.NEW, _("Khoản ủng hộ chưa hứa trước")), (self.NONE, _("Không phải ủng hộ"))]
        _offer(self, "meaning", [*promised, *others])


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
