"""How each criterion in force works, measured on the dossiers it decided: asked for, followed while it counts, read."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.criteria.models import Version
from hieuhoc.trials.actions import ask_study, cancel_study
from hieuhoc.trials.models import Study
from hieuhoc.trials.work import why_stale
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.trials.counting import counting_page, progress_of
from hieuhoc.web.office.trials.forms import YearsForm, years_of
from hieuhoc.web.office.trials.study_pages import meanings, measures_of, part_choices, part_of
from hieuhoc.web.office.trials.trial_pages import stale_words, years_words
from hieuhoc.web.office.trials.trials import crumbs_of
from hieuhoc.web.office.work_filters import chips_of, filter_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page


@needs("trials.read_studies")
def study_list(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    page = key_page(Study.objects.filter(version=version).select_related("asked_by"), request, order=["-id"])
    context = {
        "version": version,
        "page": page,
        "rows": [(row, years_words(row.years)) for row in page.rows],
        "crumbs": crumbs_of(version),
        "may_ask": request.user.has_perm("trials.ask_study"),
    }
    return render(request, "office/trials/studies.html", context)


@needs("trials.ask_study")
def study_new(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    form = YearsForm(request.POST or None, years=years_of(version))
    title = _("Đo từng chỉ số của %(number)s") % {"number": version.number}
    lead = _("Xem chỉ số nào phân biệt được người học, chỉ số nào ai cũng được trọn điểm; không hồ sơ nào bị sửa.")
    back = reverse("office:study-list", args=[version.pk])

    def deed(given: dict[str, Any]) -> str:
        asked = ask_study(version, given["years"], actor=request.user)
        came_of_it(request, _("Đang đo; kết quả hiện ở đây khi đếm xong."))
        return reverse("office:study", args=[asked.pk])

    return ask(request, form, FormPage(title, _("Đo"), lead, back, crumbs_of(version)), deed)


@needs("trials.read_studies")
def study(request: Request, pk: int) -> HttpResponse:
    study = get_object_or_404(Study.objects.select_related("version", "asked_by"), pk=pk)
    listed = (_("Số đo từng chỉ số"), reverse("office:study-list", args=[study.version_id]))
    context: dict[str, Any] = {
        "study": study,
        "crumbs": [*crumbs_of(study.version), listed],
        "title": _("Số đo từng chỉ số năm %(years)s") % {"years": years_words(study.years)},
        "stale": stale_words(why_stale(study)),
        "may_ask": request.user.has_perm("trials.ask_study"),
        **progress_of(request, study),
    }
    if study.status == Study.Status.DONE:
        chosen = filter_of(request, "part", _("Hồ sơ của"), part_choices(study))
        address = reverse("office:study", args=[study.pk])
        context |= {
            "filters": [chosen],
            "has_parts": bool(chosen.options),
            "chips": chips_of([chosen], address),
            "clear_url": address,
            "shown": measures_of(study, part_of(study, chosen.chosen)),
            "meanings": meanings(),
        }
    return render(request, "office/trials/study.html", context)


@needs("trials.read_studies")
def study_progress(request: Request, pk: int) -> HttpResponse:
    return counting_page(request, get_object_or_404(Study, pk=pk))


@needs("trials.cancel_study")
def study_cancel(request: Request, pk: int) -> HttpResponse:
    study = get_object_or_404(Study.objects.select_related("version"), pk=pk)
    address = reverse("office:study", args=[study.pk])
    lead = _("Đếm dừng lại; phần đã đếm bị bỏ. Đo lại được bất cứ lúc nào.")
    page = FormPage(_("Huỷ lần đo"), _("Huỷ lần đo"), lead, address, crumbs_of(study.version))

    def deed(_given: dict[str, Any]) -> str:
        cancel_study(study, actor=request.user)
        came_of_it(request, _("Đã huỷ lần đo; phần đã đếm bị bỏ."))
        return address

    return ask(request, confirmation(request), page, deed)
