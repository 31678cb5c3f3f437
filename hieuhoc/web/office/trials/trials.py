"""A version tried on decided dossiers: asked for, followed while it counts, read, and the dossiers that would change."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.audit.actions import record_reading
from hieuhoc.criteria.models import Version
from hieuhoc.trials.actions import ask_trial, cancel_trial
from hieuhoc.trials.models import Trial, TrialChange
from hieuhoc.trials.work import why_stale
from hieuhoc.web.addresses import record_address
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.trials.counting import counting_page, progress_of
from hieuhoc.web.office.trials.forms import TrialForm, years_of
from hieuhoc.web.office.trials.trial_pages import page_of, stale_words, years_words
from hieuhoc.web.office.work_filters import chips_of, filter_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

type Crumbs = list[tuple[str, str]]


@needs("trials.read_trials")
def trial_list(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    page = key_page(Trial.objects.filter(version=version).select_related("asked_by"), request, order=["-id"])
    context = {
        "version": version,
        "page": page,
        "rows": [(row, years_words(row.years)) for row in page.rows],
        "crumbs": crumbs_of(version),
        "may_ask": request.user.has_perm("trials.ask_trial"),
    }
    return render(request, "office/trials/trials.html", context)


@needs("trials.ask_trial")
def trial_new(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    form = TrialForm(request.POST or None, version=version, years=years_of())
    title = _("Thử %(number)s trên hồ sơ đã xét") % {"number": version.number}
    lead = _("Xem bộ tiêu chí này làm đổi kết quả của ai; không hồ sơ nào bị sửa.")
    back = reverse("office:criteria", args=[version.pk])

    def deed(given: dict[str, Any]) -> str:
        regrouped = form.regrouped()
        asked = ask_trial(
            version, given["years"], new_answers=given["new_answers"], regrouped=regrouped, actor=request.user
        )
        came_of_it(request, _("Đang thử; kết quả hiện ở đây khi đếm xong."))
        return reverse("office:trial", args=[asked.pk])

    return ask(request, form, FormPage(title, _("Thử"), lead, back, crumbs_of(version)), deed)


@needs("trials.read_trials")
def trial(request: Request, pk: int) -> HttpResponse:
    trial = get_object_or_404(Trial.objects.select_related("version", "asked_by"), pk=pk)
    crumbs = [*crumbs_of(trial.version), (_("Các lần thử"), reverse("office:trial-list", args=[trial.version_id]))]
    context = {
        "trial": trial,
        "crumbs": crumbs,
        "title": _("Thử %(number)s trên hồ sơ năm %(years)s")
        % {"number": trial.version.number, "years": years_words(trial.years)},
        "stale": stale_words(why_stale(trial)),
        "shown": page_of(trial, request.scope) if trial.status == Trial.Status.DONE else None,
        "may_ask": request.user.has_perm("trials.ask_trial"),
        **progress_of(request, trial),
    }
    return render(request, "office/trials/trial.html", context)


@needs("trials.read_trials")
def trial_progress(request: Request, pk: int) -> HttpResponse:
    return counting_page(request, get_object_or_404(Trial, pk=pk))


@needs("trials.cancel_trial")
def trial_cancel(request: Request, pk: int) -> HttpResponse:
    trial = get_object_or_404(Trial.objects.select_related("version"), pk=pk)
    address = reverse("office:trial", args=[trial.pk])
    lead = _("Đếm dừng lại; phần đã đếm bị bỏ. Thử lại được bất cứ lúc nào.")
    page = FormPage(_("Huỷ lần thử"), _("Huỷ lần thử"), lead, address, crumbs_of(trial.version))

    def deed(_given: dict[str, Any]) -> str:
        cancel_trial(trial, actor=request.user)
        came_of_it(request, _("Đã huỷ lần thử; phần đã đếm bị bỏ."))
        return address

    return ask(request, confirmation(request), page, deed)


@needs("trials.read_trials")
def trial_changes(request: Request, pk: int) -> HttpResponse:
    """Dossiers that would be decided otherwise, within one's reach; who looks is on record."""
    trial = get_object_or_404(Trial.objects.select_related("version"), pk=pk)
    kind = filter_of(request, "kind", _("Kết quả"), [(str(kind), word) for kind, word in TrialChange.Kind.choices])
    rows = TrialChange.objects.within(request.scope).filter(trial=trial)
    rows = rows.filter(kind=int(kind.chosen)) if kind.chosen else rows
    rows = rows.select_related("dossier__citizen", "dossier__round")
    page = key_page(rows, request, order=["kind", "id"])
    record_reading("trials.read_trials", actor=request.user, subject_kind="list", person_count=len(page.rows))
    names = titles(row.dossier.place_id for row in page.rows)
    address = reverse("office:trial-changes", args=[trial.pk])
    context = {
        "page": page,
        "filters": [kind],
        "chips": chips_of([kind], address),
        "clear_url": address,
        "rows": [_shown(row, names) for row in page.rows],
        "stale": stale_words(why_stale(trial)),
        "crumbs": [*crumbs_of(trial.version), (_("Lần thử"), reverse("office:trial", args=[trial.pk]))],
    }
    return render(request, "office/trials/changes.html", context)


def _shown(row: TrialChange, names: dict[int, str]) -> tuple[object, ...]:
    dossier = row.dossier
    missing = _("thiếu %(points)d điểm") % {"points": row.missing} if row.missing else "–"
    if row.kind == TrialChange.Kind.LOST and not row.missing:
        missing = _("bộ này không còn nhóm của người này")
    return (
        record_address("office:dossier", dossier.pk),
        dossier.citizen.name,
        str(dossier.round.year),
        names.get(dossier.place_id, "–"),
        TrialChange.Kind(row.kind).label,
        str(row.total_before),
        str(row.total_after),
        missing,
    )


def crumbs_of(version: Version) -> Crumbs:
    return [
        (pgettext("menu", "Bộ tiêu chí"), reverse("office:criteria-list")),
        (version.number, reverse("office:criteria", args=[version.pk])),
    ]
