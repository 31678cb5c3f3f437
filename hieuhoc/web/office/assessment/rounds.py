"""Rounds: which year, by which criteria, until when; opened and closed by the province."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.assessment.actions import close_round, open_round, plan_round
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.web.guards import needs
from hieuhoc.web.office.assessment.forms import RoundForm
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

DATES = ("opens_on", "closes_on", "submit_by", "review_by", "reference_on")


@needs("assessment.read_rounds")
def round_list(request: Request) -> HttpResponse:
    page = key_page(Round.objects.select_related("version"), request, order=["-year"])
    return render(
        request,
        "office/assessment/rounds.html",
        {"page": page, "may_plan": request.user.has_perm("assessment.plan_round")},
    )


@needs("assessment.read_rounds")
def round_record(request: Request, pk: int) -> HttpResponse:
    round_ = get_object_or_404(Round.objects.select_related("version"), pk=pk)
    counts = dict(
        Dossier.objects.within(request.scope)
        .filter(round=round_)
        .order_by()
        .values_list("status")
        .annotate(Count("pk"))
    )
    words = dict(Dossier.Status.choices)
    context = {
        "round": round_,
        "facts": facts(round_),
        "counts": [(status, words[status], counts[status]) for status in Dossier.Status.values if status in counts],
        "total": sum(counts.values()),
        "may_plan": request.user.has_perm("assessment.plan_round"),
        "page_year": round_.year,
    }
    return render(request, "office/assessment/round.html", context)


@needs("assessment.plan_round")
def round_new(request: Request) -> HttpResponse:
    year = timezone.localdate().year + 1
    form = RoundForm(request.POST or None, initial=suggested(year))
    return round_form(request, form, _("Lập đợt đánh giá"), reverse("office:round-list"))


@needs("assessment.plan_round")
def round_change(request: Request, pk: int) -> HttpResponse:
    round_ = get_object_or_404(Round, pk=pk)

    def known() -> Mapping[str, object]:
        kept: Mapping[str, object] = Round.objects.filter(pk=round_.pk).values("year", "version", *DATES).get()
        return kept

    form = RoundForm(request.POST or None, initial=dict(known()))
    form.fields["year"].disabled = True
    title = _("Sửa đợt %(year)d") % {"year": round_.year}
    return round_form(request, form, title, reverse("office:round", args=[round_.pk]), known)


@needs("assessment.open_round")
def round_open(request: Request, pk: int) -> HttpResponse:
    round_ = get_object_or_404(Round, pk=pk)
    lead = _("Từ lúc mở, hồ sơ được lập và xét; năm, tiêu chí và các mốc không đổi được nữa.")
    said = _("Đợt %(year)d đã mở: từ nay lập, gửi và xét hồ sơ được.") % {"year": round_.year}
    ways = [(_("Lập hồ sơ: chọn người"), reverse("office:citizen-list"))]
    return turn(request, round_, _("Mở đợt %(year)d") % {"year": round_.year}, lead, open_round, said, ways)


@needs("assessment.close_round")
def round_close(request: Request, pk: int) -> HttpResponse:
    round_ = get_object_or_404(Round, pk=pk)
    lead = _("Sau khi đóng, không hồ sơ nào của đợt thay đổi; hồ sơ đã đạt vẫn đề nghị và công nhận được.")
    said = _("Đợt %(year)d đã đóng: hồ sơ của đợt không đổi nữa.") % {"year": round_.year}
    ways = [(_("Xem danh sách đề nghị"), reverse("office:proposal-list"))]
    return turn(request, round_, _("Đóng đợt %(year)d") % {"year": round_.year}, lead, close_round, said, ways)


def round_form(
    request: Request, form: RoundForm, title: str, back: str, known: Callable[[], Mapping[str, object]] | None = None
) -> HttpResponse:
    page = FormPage(title, _("Lưu đợt"), "", back, [(_("Đợt đánh giá"), reverse("office:round-list"))])

    def deed(given: dict[str, Any]) -> str:
        dates = {name: given[name] for name in DATES}
        round_ = plan_round(given["year"], given["version"], **dates, actor=request.user)
        said = _("Đã lưu đợt %(year)d; mở đợt thì mới lập được hồ sơ.") % {"year": round_.year}
        opening = (_("Mở đợt"), reverse("office:round-open", args=[round_.pk]))
        came_of_it(request, said, *([opening] if request.user.has_perm("assessment.open_round") else ()))
        return reverse("office:round", args=[round_.pk])

    return ask(request, form, page, deed, known=known)


def turn(
    request: Request, round_: Round, title: str, lead: str, action: Any, said: str, ways: Sequence[tuple[str, str]]
) -> HttpResponse:
    address = reverse("office:round", args=[round_.pk])
    crumbs = [(_("Đợt đánh giá"), reverse("office:round-list")), (str(round_.year), address)]

    def deed(_given: dict[str, Any]) -> str:
        action(round_, actor=request.user)
        came_of_it(request, said, *ways)
        return address

    form = confirmation(request)
    return ask(request, form, FormPage(title, title, lead, address, crumbs), deed)


def suggested(year: int) -> dict[str, Any]:
    first, last = f"{year}-01-01", f"{year}-12-31"
    return {
        "year": year,
        "opens_on": first,
        "closes_on": last,
        "submit_by": f"{year}-11-15",
        "review_by": last,
        "reference_on": last,
    }


def facts(round_: Round) -> list[tuple[Any, ...]]:
    criteria = reverse("office:criteria", args=[round_.version_id])
    return [
        (_("Bộ tiêu chí"), round_.version.number, criteria, _("Xem")),
        (_("Thời gian"), f"{round_.opens_on:%d/%m/%Y} – {round_.closes_on:%d/%m/%Y}"),
        (_("Hạn nộp hồ sơ"), f"{round_.submit_by:%d/%m/%Y}"),
        (_("Hạn xét"), f"{round_.review_by:%d/%m/%Y}"),
        (_("Ngày đọc nơi ở và phân loại địa bàn"), f"{round_.reference_on:%d/%m/%Y}"),
    ]
