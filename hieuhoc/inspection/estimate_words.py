"""What a sample says of the whole, in sentences: the share that is merited with its interval, beside what is reported."""

from django.utils.translation import gettext as _

from hieuhoc.indicators.reads import FigureCard
from hieuhoc.inspection.models import InspectionPlan
from hieuhoc.inspection.reads import SampleStanding
from hieuhoc.lib.numbers import format_number as number


def estimate_sentences(plan: InspectionPlan, standing: SampleStanding, reported: FigureCard | None) -> list[str]:
    estimate = standing.estimate
    told = {"judged": number(standing.judged), "size": number(standing.size), "merited": number(standing.merited)}
    checked = _("Đã kết luận %(judged)s/%(size)s danh hiệu của mẫu, %(merited)s đúng.") % told
    if estimate is None:
        return [checked, _("Chưa ước tính được: mỗi phần của mẫu phải có ít nhất một danh hiệu đã kết luận.")]
    sample = plan.samples.order_by("-number")[0]
    shares = {"share": percent(estimate.share), "low": percent(estimate.low), "high": percent(estimate.high)}
    count = {
        "all": number(sample.population),
        "count": number(round(estimate.share * sample.population)),
        "low": number(round(estimate.low * sample.population)),
        "high": number(round(estimate.high * sample.population)),
    }
    sentences = [
        checked,
        _("Ước tính %(share)s danh hiệu là đúng (khoảng tin cậy 95%%: %(low)s – %(high)s).") % shares,
        _("Trong %(all)s danh hiệu của năm, khoảng %(count)s là đúng (%(low)s – %(high)s).") % count,
    ]
    if reported is None or reported.value is None:
        return sentences
    rate = reported.value.numerator / reported.value.denominator
    rates = {
        "code": reported.indicator.code,
        "reported": percent(rate),
        "true": percent(rate * estimate.share),
        "low": percent(rate * estimate.low),
        "high": percent(rate * estimate.high),
    }
    both = _(
        "Tỷ lệ công nhận báo cáo (%(code)s): %(reported)s; tỷ lệ thực ước tính: %(true)s (%(low)s – %(high)s), nếu người "
        "được tính trong chỉ tiêu cũng đúng như mọi danh hiệu của năm."
    )
    return [*sentences, both % rates]


def percent(share: float) -> str:
    return f"{number(share * 100, 1)}%"
