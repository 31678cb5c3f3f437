"""The report of an inspection plan: to be read and printed, and as an official paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.documents.writing import written_paper
from hieuhoc.inspection.estimate_words import estimate_sentences, percent
from hieuhoc.inspection.models import Finding, InspectionPlan, Sample
from hieuhoc.inspection.reads import (
    called_off_count,
    concluded_visits,
    current_sample,
    findings_of,
    open_count,
    reported_rate,
    standing_of,
)
from hieuhoc.inspection.report_on_paper import report_paper
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.exporting import content_type_of
from hieuhoc.web.office.inspection.plans import address_of, plan_there
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day, moment, number


@needs("inspection.read_plans")
def inspection_report_page(request: Request, pk: int) -> HttpResponse:
    """As the paper says it, today: visits and findings whole, for it is printed."""
    plan = plan_there(request, pk)
    visits, findings, sample = concluded_visits(plan), list(findings_of(plan)), current_sample(plan)
    ids = [plan.place_id, *(row.visit.place_id for row in visits), *(row.inspection.place_id for row in findings)]
    names, today = full_titles(ids), timezone.localdate()
    context = {
        "plan": plan,
        "back": address_of(plan),
        "place": names.get(plan.place_id, ""),
        "days": _("Từ ngày %(first)s đến hết ngày %(last)s.")
        % {"first": day(plan.starts_on), "last": day(plan.ends_on)},
        "drawn": _drawn(plan, sample),
        "held": _held(plan, len(visits)),
        "demanded": _demanded(findings),
        "visits": visits,
        "findings": [(row, row.is_late(today)) for row in findings],
        "names": names,
        "today": today,
        "page_place": names.get(plan.place_id, ""),
        "page_year": plan.year,
    }
    return render(request, "office/inspection/report.html", context)


def _drawn(plan: InspectionPlan, sample: Sample | None) -> list[str]:
    """How the sample was drawn, so that anybody can draw it again, and what it says of the whole."""
    if sample is None:
        return [_("Không rút mẫu; kiểm tra theo dấu hiệu, phản ánh nên không ước tính cho cả năm.")]
    standing = standing_of(sample)
    drawn = _("Rút %(size)s trong %(all)s danh hiệu của năm, lúc %(at)s. %(method)s; sai số mong muốn %(margin)s.") % {
        "size": number(standing.size),
        "all": number(sample.population),
        "at": moment(sample.drawn_at),
        "method": sample.get_method_display(),
        "margin": percent(float(sample.margin)),
    }
    again = _("Mẫu rút lần %(number)s, vì: %(reason)s") % {"number": number(sample.number), "reason": sample.reason}
    seed = _("Mầm rút mẫu %(seed)s: ai có danh sách danh hiệu của năm cũng rút lại được.") % {"seed": sample.seed}
    return [drawn, *([again] if sample.reason else []), seed, *estimate_sentences(plan, standing, reported_rate(plan))]


def _held(plan: InspectionPlan, count: int) -> str:
    counts = {"count": number(count), "off": number(called_off_count(plan)), "still": number(open_count(plan))}
    return _("Đã kết luận %(count)s cuộc kiểm tra; không thực hiện %(off)s cuộc; còn %(still)s cuộc.") % counts


def _demanded(findings: list[Finding]) -> str:
    if not findings:
        return _("Không có kiến nghị.")
    today = timezone.localdate()
    counts = {
        "count": number(len(findings)),
        "fixed": number(sum(row.status == Finding.Status.FIXED for row in findings)),
        "late": number(sum(row.is_late(today) for row in findings)),
    }
    return _("Có %(count)s kiến nghị: %(fixed)s đã khắc phục, %(late)s quá hạn.") % counts


@needs("inspection.read_plans")
def inspection_report(request: Request, pk: int, form: str) -> HttpResponse:
    """Written when somebody asks for it."""
    paper = report_paper(plan_there(request, pk))
    answer = HttpResponse(written_paper(paper, form), content_type=content_type_of(f".{form}"))
    answer["Content-Disposition"] = f'attachment; filename="bao-cao-kiem-tra.{form}"'
    return answer
