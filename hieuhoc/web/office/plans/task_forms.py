"""The form of a task: what, who, until when, what comes of it and whether the records know."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import WorkUnit
from hieuhoc.places.models import Place, Tier
from hieuhoc.places.reads import communes_under, label_of, labels, tier_of, told_apart, villages_of
from hieuhoc.plans.actions import TaskWords
from hieuhoc.plans.models import PlanTask, ProgrammePlan
from hieuhoc.plans.products import all_products
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.numbers import DecimalTextField

PLAIN = ("title", "owner", "owner_name", "starts_on", "due_on", "product", "basis", "product_code")
COUNTED = ("product_year", "product_number", "product_choice")


class PlanTaskForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Nhiệm vụ"), max_length=300)
    owner = forms.ChoiceField(label=gettext_lazy("Giao cho"), choices=PlanTask.Owner.choices)
    place = forms.TypedChoiceField(
        label=gettext_lazy("Ở địa bàn"),
        coerce=int,
        help_text=gettext_lazy("Giao cho xã, phường mà để cả tỉnh thì mỗi xã, phường nhận một phần."),
    )
    owner_name = forms.CharField(
        label=gettext_lazy("Tên nơi thực hiện"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Ví dụ: Sở Giáo dục và Đào tạo; Hội Phụ nữ. Bỏ trống thì ghi theo địa bàn."),
    )
    unit_code = forms.CharField(
        label=gettext_lazy("Mã đơn vị"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Khi giao cho trường, cơ quan, đơn vị có trong phần mềm."),
    )
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    due_on = DayField(label=gettext_lazy("Hạn"))
    product = forms.CharField(label=gettext_lazy("Sản phẩm"), max_length=300, required=False)
    basis = forms.CharField(label=gettext_lazy("Căn cứ"), max_length=300, required=False)
    product_code = forms.ChoiceField(
        label=gettext_lazy("Tự đóng khi số liệu đủ"),
        required=False,
        help_text=gettext_lazy("Chọn thì phần mềm đếm mỗi đêm; không chọn thì nơi thực hiện gửi báo cáo."),
    )
    product_choice = forms.ChoiceField(label=gettext_lazy("Chỉ tiêu hoặc kỳ nào"), required=False)
    product_number = DecimalTextField(
        label=gettext_lazy("Cần bao nhiêu"), required=False, min_value=0, max_digits=20, decimal_places=2
    )
    product_year = DecimalTextField(
        label=gettext_lazy("Của năm"), required=False, min_value=2000, max_value=2100, decimal_places=0
    )

    def __init__(self, *args: Any, plan: ProgrammePlan, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.fields["place"].choices = places_below(plan)  # type: ignore[attr-defined]
        products = [("", _("Không, nơi thực hiện báo cáo")), *((each.code, str(each.name)) for each in all_products())]
        self.fields["product_code"].choices = products  # type: ignore[attr-defined]
        kinds = {code: str(words) for each in all_products() if each.choices for code, words in each.choices()}
        self.fields["product_choice"].choices = [("", "–"), *kinds.items()]  # type: ignore[attr-defined]

    def clean_unit_code(self) -> WorkUnit | None:
        code = self.cleaned_data["unit_code"].strip()
        if not code:
            return None
        unit = WorkUnit.objects.within(self.scope).filter(code=code).first()
        if unit is None:
            raise forms.ValidationError(_("Không có đơn vị mang mã “%(code)s” ở địa bàn này.") % {"code": code})
        return unit

    def said(self) -> TaskWords:
        given = self.cleaned_data
        year = given["product_year"]
        return TaskWords(
            **{name: given[name] for name in PLAIN},
            place=Place.objects.get(pk=given["place"]),
            unit=given["unit_code"],
            product_year=None if year is None else int(year),
            product_number=given["product_number"],
            product_choice=given["product_choice"],
        )


def places_below(plan: ProgrammePlan) -> list[tuple[int, str]]:
    """The plan's own place, then what lies right under it: communes of a province, villages of a commune."""
    today = timezone.localdate()
    own = (plan.place_id, label_of(plan.place_id, today).title)
    if tier_of(plan.place_id, today) == Tier.COMMUNE:
        villages = villages_of(plan.place_id, today)
        titles = told_apart(villages)
        return [own, *((spell.place_id, titles[spell.place_id]) for spell in villages)]
    communes = labels(communes_under(plan.place_id, today), today).values()
    return [own, *sorted(((label.id, label.title) for label in communes), key=lambda pair: pair[1])]


def form_values(task: PlanTask) -> Mapping[str, object]:
    values = {name: getattr(task, name) for name in (*PLAIN, *COUNTED)}
    return values | {"place": task.place_id, "unit_code": task.unit.code if task.unit else ""}
