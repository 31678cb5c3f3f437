"""Drawing a sample, and one that was drawn: its seed, its population, and whether they give it again."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.inspection.actions import SampleWish, draw_sample
from hieuhoc.inspection.estimate_words import percent
from hieuhoc.inspection.models import InspectionPlan, Sample
from hieuhoc.inspection.reads import is_drawn_again
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.inspection.plans import address_of, crumbs, plan_there
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import moment, number
from hieuhoc.web.ui.numbers import DecimalTextField
from hieuhoc.web.ui.paging import key_page


class SampleWishForm(forms.Form):
    """How precise the answer has to be; with `is_again`, why another sample is drawn."""

    method = forms.ChoiceField(label=gettext_lazy("Cách rút"), choices=Sample.Method)
    margin = DecimalTextField(
        label=gettext_lazy("Sai số mong muốn (%)"),
        min_value=Decimal("0.5"),
        max_value=30,
        decimal_places=1,
        help_text=gettext_lazy("5: kết quả lệch nhiều nhất 5 điểm phần trăm, tin cậy 95%."),
    )
    expected = DecimalTextField(
        label=gettext_lazy("Dự đoán tỷ lệ đúng (%)"),
        min_value=50,
        max_value=99,
        decimal_places=1,
        help_text=gettext_lazy("Không biết thì ghi 50: mẫu lớn nhất."),
    )
    per_draw = DecimalTextField(
        label=gettext_lazy("Mỗi lần rút một xã: số hồ sơ"),
        min_value=1,
        max_value=100,
        decimal_places=0,
        required=False,
        help_text=gettext_lazy("Chỉ khi rút xã theo quy mô."),
    )
    reason = forms.CharField(label=gettext_lazy("Vì sao rút lại"), max_length=500)

    def __init__(self, *args: Any, is_again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_again:
            del self.fields["reason"]


@needs("inspection.draw_sample")
def sample_draw(request: Request, pk: int) -> HttpResponse:
    plan = plan_there(request, pk)
    is_again = plan.samples.exists()
    initial = {"method": Sample.Method.EACH, "margin": 5, "expected": 90}
    form = SampleWishForm(request.POST or None, initial=initial, is_again=is_again)
    lead = _("Máy tạo mầm, giữ và công bố cùng mẫu; ai cũng rút lại được đúng mẫu ấy. Mẫu đã rút không xoá được.")
    page = FormPage(_("Rút mẫu kiểm tra"), _("Rút mẫu"), lead, address_of(plan), crumbs(plan))

    def deed(given: dict[str, Any]) -> str:
        wish = SampleWish(
            given["method"],
            given["margin"] / 100,
            given["expected"] / 100,
            int(given["per_draw"]) if given["per_draw"] else None,
        )
        sample = draw_sample(plan, wish, reason=given.get("reason", ""), actor=request.user)
        visits = plan.inspections.filter(sample=sample).count()
        words = _("Đã rút mẫu; %(count)s cuộc kiểm tra chờ cử người.") % {"count": number(visits)}
        came_of_it(request, words, (_("Xem mẫu"), reverse("office:sample", args=[sample.pk])))
        return address_of(plan)

    return ask(request, form, page, deed)


@needs("inspection.read_plans")
def sample(request: Request, pk: int) -> HttpResponse:
    plans = InspectionPlan.objects.within(request.scope)
    sample = get_object_or_404(Sample.objects.filter(plan__in=plans).select_related("plan", "drawn_by"), pk=pk)
    page = key_page(sample.strata.defer("titles"), request, order=["id"])
    context = {
        "sample": sample,
        "crumbs": crumbs(sample.plan),
        "facts": _facts(sample),
        "is_same": is_drawn_again(sample),
        "page": page,
        "names": full_titles(row.place_id for row in page.rows),
        "page_year": sample.plan.year,
    }
    return render(request, "office/inspection/sample.html", context)


def _facts(sample: Sample) -> list[tuple[str, str]]:
    facts = [
        (_("Cách rút"), sample.get_method_display()),
        (_("Danh hiệu có thể rút"), number(sample.population)),
        (_("Cỡ mẫu cần"), number(sample.size)),
        (_("Sai số mong muốn (%)"), percent(float(sample.margin))),
        (_("Dự đoán tỷ lệ đúng (%)"), percent(float(sample.expected))),
        (_("Mầm rút mẫu"), sample.seed),
        (_("Dấu SHA-256 của toàn bộ danh hiệu"), sample.fingerprint),
        (_("Rút lúc"), moment(sample.drawn_at)),
        (_("Người rút"), sample.drawn_by.full_name if sample.drawn_by else "–"),
        (_("Vì sao rút lại"), sample.reason),
    ]
    return [(term, value) for term, value in facts if value]
