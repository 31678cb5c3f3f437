"""The form of an activity: what, when, where, for whom, by whom."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hieuhoc.learning.models import Activity, Audience, Language, Topic
from hieuhoc.learning.rules import LONGEST, Recurrence, Repeat
from hieuhoc.web.activity_words import days_listed
from hieuhoc.web.clock_field import ClockField
from hieuhoc.web.office.activities.fields import DaysField
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.numbers import DecimalTextField

REPEATS = (
    (Repeat.ONCE, gettext_lazy("Không lặp lại")),
    (Repeat.WEEKLY, gettext_lazy("Hằng tuần")),
    (Repeat.FORTNIGHTLY, gettext_lazy("Cách tuần")),
    (Repeat.MONTHLY, gettext_lazy("Hằng tháng, cùng thứ trong tháng")),
    (Repeat.DAILY, gettext_lazy("Hằng ngày")),
)
PLAIN = (
    *("title", "about", "audience", "language", "venue", "is_step_free", "access_note", "link", "minutes", "seats"),
    *("cost", "organiser", "contact", "in_learning_week"),
)


def whole(label: Any, least: int, most: int, *, required: bool = True, help_text: Any = "") -> DecimalTextField:
    return DecimalTextField(
        label=label, min_value=least, max_value=most, decimal_places=0, required=required, help_text=help_text
    )


class ActivityForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Tên hoạt động"), max_length=200)
    topic = forms.ModelChoiceField(
        label=gettext_lazy("Chủ đề"), empty_label=gettext_lazy("Chọn chủ đề"), queryset=Topic.objects.none()
    )
    about = forms.CharField(
        label=gettext_lazy("Nội dung"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    first_on = DayField(label=gettext_lazy("Ngày đầu"))
    starts_at = ClockField(label=gettext_lazy("Giờ bắt đầu"))
    minutes = whole(gettext_lazy("Số phút mỗi buổi"), 1, LONGEST)
    repeat = forms.ChoiceField(label=gettext_lazy("Lặp lại"), choices=REPEATS)
    last_on = DayField(
        label=gettext_lazy("Lặp lại đến ngày"), required=False, help_text=gettext_lazy("Chỉ ghi khi có lặp lại.")
    )
    left_out = DaysField(
        label=gettext_lazy("Trừ các ngày"), help_text=gettext_lazy("Cách nhau bằng dấu chấm phẩy, ví dụ ngày lễ.")
    )
    added = DaysField(label=gettext_lazy("Thêm các ngày"), help_text=gettext_lazy("Buổi ngoài lịch lặp lại, cùng giờ."))
    place = forms.TypedChoiceField(label=gettext_lazy("Thôn, buôn"), coerce=int)
    venue = forms.CharField(
        label=gettext_lazy("Địa điểm"), max_length=200, required=False,
        help_text=gettext_lazy("Ví dụ: Nhà văn hoá cộng đồng buôn."),
    )  # fmt: skip
    is_step_free = forms.BooleanField(label=gettext_lazy("Xe lăn vào được"), required=False)
    access_note = forms.CharField(
        label=gettext_lazy("Hỗ trợ người khuyết tật"), max_length=200, required=False,
        help_text=gettext_lazy("Ví dụ: có người phiên dịch ngôn ngữ ký hiệu."),
    )  # fmt: skip
    link = forms.URLField(
        label=gettext_lazy("Đường dẫn trực tuyến"), max_length=500, required=False, assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}), help_text=gettext_lazy("Nếu dự được từ xa."),
    )  # fmt: skip
    audience = forms.ChoiceField(label=gettext_lazy("Dành cho"), choices=Audience.choices)
    language = forms.ChoiceField(label=gettext_lazy("Ngôn ngữ"), choices=Language.choices)
    seats = whole(
        gettext_lazy("Số chỗ"), 1, 100_000, required=False, help_text=gettext_lazy("Để trống là không giới hạn.")
    )
    cost = whole(
        gettext_lazy("Chi phí (đồng)"), 0, 10**9, required=False, help_text=gettext_lazy("Để trống là không mất tiền.")
    )
    organiser = forms.CharField(
        label=gettext_lazy("Đơn vị tổ chức"), max_length=200,
        help_text=gettext_lazy("Trung tâm học tập cộng đồng, trường, thư viện, đoàn thể…"),
    )  # fmt: skip
    unit = forms.TypedChoiceField(
        label=pgettext_lazy("activity", "Đơn vị trong phần mềm"), coerce=int, required=False, empty_value=None,
        help_text=gettext_lazy("Phụ trách nhân sự của đơn vị này cũng sửa được hoạt động."),
    )  # fmt: skip
    contact = forms.CharField(
        label=gettext_lazy("Liên hệ"), max_length=200, required=False,
        help_text=gettext_lazy("Hiện trên trang công khai; xoá một năm sau buổi cuối."),
    )  # fmt: skip
    in_learning_week = forms.BooleanField(label=gettext_lazy("Hưởng ứng Tuần lễ học tập suốt đời"), required=False)
    is_published = forms.BooleanField(
        label=gettext_lazy("Công bố"), required=False, help_text=gettext_lazy("Bỏ dấu để giữ là dự thảo.")
    )

    def __init__(
        self, *args: Any, homes: Sequence[tuple[int, str]], units: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        topic, place, unit = self.fields["topic"], self.fields["place"], self.fields["unit"]
        assert isinstance(topic, forms.ModelChoiceField)
        assert isinstance(place, forms.TypedChoiceField)
        assert isinstance(unit, forms.TypedChoiceField)
        topic.queryset = _topics(self.initial.get("topic"))
        place.choices = list(homes)
        unit.choices = [("", _("Không có")), *units]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("repeat") not in (None, Repeat.ONCE) and not given.get("last_on") and "last_on" in given:
            self.add_error("last_on", _("hãy ghi ngày cuối của lịch lặp lại."))
        elif given.get("last_on") and given.get("first_on") and given["last_on"] < given["first_on"]:
            self.add_error("last_on", _("ngày cuối phải sau ngày đầu."))
        return given


def _topics(chosen: Any) -> Any:
    """Those of today, and the one the activity has."""
    today = Topic.objects.on(timezone.localdate())
    return Topic.objects.filter(pk__in=[*today.values_list("pk", flat=True), chosen or 0]).order_by("position")


def said(given: Mapping[str, Any]) -> dict[str, Any]:
    """From what the form cleaned to what `ActivityWords` takes, but for the place and the unit."""
    values = {name: given[name] for name in (*PLAIN, "topic", "starts_at", "is_published")}
    values |= {name: None if given[name] is None else int(given[name]) for name in ("minutes", "seats")}
    values["cost"] = int(given["cost"] or 0)
    last = given["last_on"] or given["first_on"]
    rule = Recurrence(Repeat(given["repeat"]), given["first_on"], last, given["left_out"], given["added"])
    return values | {"days": rule.days()}


def form_values(activity: Activity) -> dict[str, Any]:
    """What the form of an activity begins with."""
    rule = activity.recurrence
    values = {name: getattr(activity, name) for name in PLAIN}
    return values | {
        "cost": activity.cost or None,
        "topic": activity.topic_id,
        "place": activity.place_id,
        "unit": activity.unit_id,
        "first_on": rule.first,
        "starts_at": f"{activity.starts_at:%H:%M}",
        "repeat": rule.repeat,
        "last_on": None if rule.repeat == Repeat.ONCE else rule.last,
        "left_out": days_listed(rule.left_out),
        "added": days_listed(rule.added),
        "is_published": activity.status != Activity.Status.DRAFT,
    }
