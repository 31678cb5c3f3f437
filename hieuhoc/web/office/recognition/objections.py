"""What people say against the results of their dossiers: the list, one with its files, received on paper, answered."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.assessment.models import Dossier
from hieuhoc.assessment.reads import DossierCard, dossier_card
from hieuhoc.audit.actions import record_reading
from hieuhoc.documents.actions import read_file
from hieuhoc.lib.file_cleaning import ENDINGS
from hieuhoc.recognition.actions import answer_objection, raise_objection
from hieuhoc.recognition.actions.raising import refuse_answered
from hieuhoc.recognition.models import Objection, ObjectionFile, Title
from hieuhoc.recognition.objecting import barred_from, open_to_objection, refuse_answering, takers
from hieuhoc.recognition.signing import signing_start
from hieuhoc.web.addresses import record_address
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.objection_words import ObjectionForm, open_words, waiting_words
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.office.recognition.decisions import starting
from hieuhoc.web.office.recognition.objection_forms import KeptOrListedForm, ReexaminationForm, RevocationAnswerForm
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

TITLE = gettext_lazy("Đề nghị xét lại")
JOINED = (
    "dossier__citizen",
    "dossier__round__version",
    "dossier__applicant_group",
    "dossier__unit",
    "dossier__pass_rule",
)


@needs("recognition.read_objections")
def objection_list(request: Request) -> HttpResponse:
    place = place_filter(request)
    status = filter_of(
        request, "status", _("Tình trạng"), Objection.Status.choices, default=Objection.Status.RAISED.value
    )
    rows = Objection.objects.within(request.scope).select_related("dossier__citizen", "dossier__round")
    ids = place_ids(request, place)
    rows = rows if ids is None else rows.filter(dossier__place__in=ids)
    rows = rows.filter(status=status.chosen) if status.chosen else rows
    page = key_page(rows, request, order=["due_on", "id"])
    if page.rows:
        record_reading(
            "recognition.read_objections", actor=request.user, subject_kind="list", person_count=len(page.rows)
        )
    filters, address = [place, status], reverse("office:objection-list")
    barred = barred_from(request.user, [row for row in page.rows if row.status == Objection.Status.RAISED])
    names = titles(row.dossier.place_id for row in page.rows)
    context = {
        "lead": _("Người nộp không đồng ý với kết quả; người không tham gia xét lần trước xét lại và trả lời."),
        "crumbs": [(_("Hồ sơ"), reverse("office:dossier-list"))],
        "whose": _("Họ và tên"),
        "what": _("Về việc"),
        "page": page,
        "rows": [
            (
                row,
                record_address("office:objection", row.pk),
                row.dossier.citizen.name,
                row.dossier.round.year,
                names.get(row.dossier.place_id),
                row.get_about_display(),
            )
            for row in page.rows
        ],
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": address,
        "barred": barred,
        "today": timezone.localdate(),
    }
    return render(request, "office/work/objections.html", context)


@needs("recognition.read_objections")
def objection(request: Request, pk: int) -> HttpResponse:
    row = reached(request, pk)
    _read(request, row)
    barred = barred_from(request.user, [row]).get(row.pk, "")
    is_waiting = row.status == Objection.Status.RAISED
    context = {
        "row": row,
        "told": waiting_words(row),
        "files": [file for file in row.files.select_related("document") if file.document],
        "takers": [user.full_name for user in takers(row, most=3)] if is_waiting else [],
        "barred": barred if is_waiting else "",
        "may_answer": is_waiting and not barred and request.user.has_perm("recognition.answer_objection", row),
        "place_name": titles([row.dossier.place_id]).get(row.dossier.place_id, ""),
        "is_late": is_waiting and row.due_on < timezone.localdate(),
    }
    return render(request, "office/recognition/objection.html", context)


@needs("recognition.raise_objection")
def objection_new(request: Request, pk: int) -> HttpResponse:
    """What came on paper, entered for the person."""
    rows = Dossier.objects.within(request.scope).select_related("citizen", "round")
    dossier = get_object_or_404(rows, pk=pk)
    person_read(request, dossier.citizen)
    form = ObjectionForm(request.POST or None, request.FILES or None)
    back = reverse("office:dossier", args=[dossier.pk])
    crumbs = [(_("Hồ sơ"), reverse("office:dossier-list")), (dossier.citizen.name, back)]
    result = open_to_objection(dossier)
    lead = open_words(result) if result else ""
    warning = "" if result else _("Hồ sơ này hiện không có kết quả nào đề nghị xét lại được.")
    page = FormPage(_("Ghi đề nghị xét lại"), _("Ghi đề nghị xét lại"), lead, back, crumbs, warning)

    def deed(given: dict[str, Any]) -> str:
        raised = raise_objection(dossier, reason=given["reason"], files=form.sent_files(), actor=request.user)
        words = {"name": dossier.citizen.name, "day": f"{raised.due_on:%d/%m/%Y}"}
        came_of_it(request, _("Đã ghi đề nghị xét lại của %(name)s; trả lời trước hết ngày %(day)s.") % words)
        return back

    return ask(request, form, page, deed, "office/recognition/objection_new.html")


@needs("recognition.answer_objection")
def objection_answer(request: Request, pk: int) -> HttpResponse:
    """The points once more, from the last ones on; or only whether the person may stand on a list."""
    row = reached(request, pk)
    refuse_answered(row)
    refuse_answering(request.user, row)
    _read(request, row)
    is_scored = row.about == Objection.About.FAILED
    card = dossier_card(row.dossier)
    form = _answer_form(request, row, card)
    back = reverse("office:objection", args=[row.pk])
    crumbs = [(str(TITLE), reverse("office:objection-list")), (row.dossier.citizen.name, back)]
    page = FormPage(_("Xét lại"), _("Ghi kết quả xét lại"), row.reason, back, crumbs)

    def deed(given: dict[str, Any]) -> str:
        answered = answer_objection(
            row,
            accepted=given["accepted"] == "yes",
            answer=given["answer"],
            points=form.given() if isinstance(form, ReexaminationForm) else (),
            reasons=form.reasons() if isinstance(form, ReexaminationForm) else None,
            text=form.text() if isinstance(form, RevocationAnswerForm) and given["accepted"] == "yes" else None,
            actor=request.user,
        )
        words = {"name": row.dossier.citizen.name, "result": answered.get_status_display()}
        came_of_it(request, _("Đã trả lời %(name)s: %(result)s; người nộp đọc được lời trả lời.") % words)
        return back

    template, english = "office/recognition/objection_answer.html", card.version.english
    return ask(request, form, page, deed, template, is_scored=is_scored, english=english)


def _answer_form(request: Request, row: Objection, card: DossierCard) -> forms.Form:
    if row.about == Objection.About.FAILED:
        return ReexaminationForm(request.POST or None, rows=card.rows)
    if row.about == Objection.About.STRUCK:
        return KeptOrListedForm(request.POST or None)
    title = Title.objects.select_related("decision").get(dossier=row.dossier_id)
    start = signing_start(title.decision.place_id, version_number=card.version.number)
    return RevocationAnswerForm(request.POST or None, initial=starting(start), year=title.year)


@needs("recognition.read_objections")
def objection_file(request: Request, pk: int) -> HttpResponse:
    rows = ObjectionFile.objects.filter(objection__in=Objection.objects.within(request.scope))
    file = get_object_or_404(rows.select_related("document", "objection__dossier"), pk=pk)
    if file.document is None:
        raise Http404
    _read(request, file.objection)
    ending = ENDINGS.get(file.document.media_type, "")
    answer = HttpResponse(read_file(file.document), content_type=file.document.media_type)
    answer["Content-Disposition"] = f'attachment; filename="de-nghi-xet-lai-{file.objection_id}{ending}"'
    return answer


def reached(request: Request, pk: int) -> Objection:
    return get_object_or_404(Objection.objects.within(request.scope).select_related(*JOINED), pk=pk)


def _read(request: Request, row: Objection) -> None:
    record_reading(
        "recognition.read_objections",
        actor=request.user,
        subject_kind="dossier",
        subject_id=row.dossier_id,
        place=row.dossier.place_id,
        person_count=1,
    )
