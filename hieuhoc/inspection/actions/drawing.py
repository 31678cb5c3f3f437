"""A sample is drawn from all titles of the year: its seed is made here, kept and shown, never chosen by anybody."""

import secrets
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.inspection.actions.locking import PLAN, locked_running_plan
from hieuhoc.inspection.models import CheckedTitle, Inspection, InspectionPlan, Sample, SampleStratum
from hieuhoc.inspection.reads import drawn_for, frame_of
from hieuhoc.inspection.rules.sampling import PER_PLACE, SPREAD, TitleFrame, fingerprint, size_wanted
from hieuhoc.lib.errors import Refusal

MOST_TITLES = 20_000
LEAST_MARGIN, MOST_MARGIN = Decimal("0.005"), Decimal("0.3")
LEAST_EXPECTED, MOST_EXPECTED = Decimal("0.5"), Decimal("0.99")


@dataclass(frozen=True)
class SampleWish:
    """`margin`: how far off the share may be, `expected`: about how many are thought merited; both from 0 to 1. `per_draw`:
    titles each time a place is drawn, of `Sample.Method.BY_SIZE`."""

    method: str = Sample.Method.EACH
    margin: Decimal = Decimal("0.05")
    expected: Decimal = Decimal("0.9")
    per_draw: int | None = None


@transaction.atomic
def draw_sample(plan: InspectionPlan, wish: SampleWish, *, reason: str = "", actor: User | None) -> Sample:
    """With a visit to each place that was drawn. Drawn again only with a reason and before anything was checked; the sample
    before stays on record with its seed, its visits are called off."""
    require(actor, "inspection.draw_sample", plan)
    plan = locked_running_plan(plan.pk)
    _refuse_wish(wish)
    number = plan.samples.count() + 1
    reason = " ".join(reason.split())
    if number > 1:
        _put_aside(plan, reason)
    frame = frame_of(plan.place, plan.year)
    sample = _new_sample(plan, number, frame, wish)
    sample.reason, sample.drawn_by = reason if number > 1 else "", actor
    sample.save()
    count = _hand_out(sample, frame)
    record(
        "inspection.draw_sample",
        actor=actor,
        subject_kind=PLAN,
        subject_id=plan.pk,
        place=plan.place_id,
        changes={
            "sample_number": [None, number],
            "sample_size": [None, count],
            "seed": [None, sample.seed],
            "drawn_again_because": [None, sample.reason or None],
        },
    )
    return sample


def _refuse_wish(wish: SampleWish) -> None:
    if not LEAST_MARGIN <= wish.margin <= MOST_MARGIN:
        raise Refusal(_("Sai số mong muốn phải từ 0,5% đến 30%."), code="margin_too_far")
    if not LEAST_EXPECTED <= wish.expected <= MOST_EXPECTED:
        raise Refusal(_("Tỷ lệ đúng dự đoán phải từ 50% đến 99%."), code="expected_too_far")
    if wish.method == Sample.Method.BY_SIZE and not 1 <= (wish.per_draw or 0) <= 100:
        raise Refusal(_("Mỗi lần rút một xã: lấy từ 1 đến 100 hồ sơ."), code="no_per_draw")


def _put_aside(plan: InspectionPlan, reason: str) -> None:
    if not reason:
        raise Refusal(
            _("Kế hoạch đã có mẫu; rút lại phải ghi lý do."),
            remedy=_("Ghi lý do; mẫu trước vẫn giữ và ai xem cũng thấy."),
            code="drawn_already",
        )
    visits = plan.inspections.filter(origin=Inspection.Origin.SAMPLE, status__in=Inspection.OPEN)
    begun = CheckedTitle.objects.filter(stratum__sample__plan=plan).exclude(verdict="")
    if begun.exists():
        raise Refusal(
            _("Mẫu này đã có hồ sơ được kiểm tra nên không rút lại được."),
            remedy=_("Kiểm tra tiếp, hoặc lập kế hoạch khác."),
            code="sample_in_use",
        )
    visits.update(status=Inspection.Status.CALLED_OFF, summary=reason)


def _new_sample(plan: InspectionPlan, number: int, frame: TitleFrame, wish: SampleWish) -> Sample:
    population = sum(len(titles) for titles in frame.values())
    if population < PER_PLACE:
        raise Refusal(
            _("Năm %(year)d chưa có danh hiệu nào để rút mẫu ở địa bàn này.") % {"year": plan.year},
            code="nothing_to_draw",
        )
    size = size_wanted(population, float(wish.margin), float(wish.expected))
    by_size = wish.method == Sample.Method.BY_SIZE
    size = min(population, round(size * SPREAD)) if by_size else size
    if size > MOST_TITLES:
        raise Refusal(
            _("Độ chính xác ấy cần %(count)d hồ sơ, nhiều hơn %(most)d.") % {"count": size, "most": MOST_TITLES},
            remedy=_("Chọn sai số lớn hơn."),
            code="too_many_to_check",
        )
    return Sample(
        plan=plan,
        number=number,
        method=wish.method,
        margin=wish.margin,
        expected=wish.expected,
        per_draw=wish.per_draw if by_size else None,
        population=population,
        size=size,
        seed=secrets.token_hex(32),
        fingerprint=fingerprint(frame),
    )


def _hand_out(sample: Sample, frame: TitleFrame) -> int:
    """What could be drawn and what was, on record; a visit to each place, with its titles."""
    drawn = drawn_for(sample, frame)
    taken = Counter(row.place for row in drawn)
    strata = {
        stratum.place_id: stratum
        for stratum in SampleStratum.objects.bulk_create(
            SampleStratum(sample=sample, place_id=place, size=len(titles), taken=taken[place], titles=list(titles))
            for place, titles in sorted(frame.items())
        )
    }
    visits = Inspection.objects.bulk_create(
        Inspection(plan=sample.plan, place_id=place, sample=sample, origin=Inspection.Origin.SAMPLE)
        for place in sorted(taken)
    )
    visit_of = {visit.place_id: visit for visit in visits}
    CheckedTitle.objects.bulk_create(
        CheckedTitle(
            inspection=visit_of[row.place],
            title_id=row.title,
            stratum=strata[row.place],
            draw=row.draw,
            weight=row.weight,
        )
        for row in drawn
    )
    return len(drawn)
