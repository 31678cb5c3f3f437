"""What is said against the result of a model: the list, raised, answered; the files that came with it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.audit.actions import record_reading
from hieuhoc.collectives.actions import answer_model_objection, raise_model_objection
from hieuhoc.collectives.models import ContestedResult, ModelObjection, ModelObjectionFile, Registration
from hieuhoc.collectives.objecting import ModelResult, barred_from, is_open, refuse_answering, result_of, takers
from hieuhoc.people.models import Group
from hieuhoc.places.models import Place
from hieuhoc.recognition.actions.raising import refuse_answered
from hieuhoc.recognition.signing import signing_start
from hieuhoc.web.addresses import record_address
from hieuhoc.web.choices import full_titles
from hieuhoc.web.files import file_answer
from hieuhoc.web.guards import needs
from hieuhoc.web.objection_words import ObjectionForm, until_words, waiting_words
from hieuhoc.web.office.collectives.objection_forms import answer_form
from hieuhoc.web.office.collectives.steps import name_in, page_of
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.groups.groups import families_read
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.recognition.decisions import starting
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

TITLE = gettext_lazy("Đề nghị xét lại")
BODIES = tuple(
    f"registration__{name}"
    for name in ("criteria", "commune", "recognition__group", "recognition__unit", "recognition__village")
)


@needs("collectives.read_model_objections")
def model_objection_list(request: Request) -> HttpResponse:
    place, states = place_filter(request), ModelObjection.Status
    status = filter_of(request, "status", _("Tình trạng"), states.choices, default=states.RAISED.value)
    rows = ModelObjection.objects.within(request.scope).select_related(*BODIES)
    ids = place_ids(request, place)
    rows = rows if ids is None else rows.filter(registration__place__in=ids)
    rows = rows.filter(status=status.chosen) if status.chosen else rows
    page = key_page(rows, request, order=["due_on", "id"])
    models = [row.registration for row in page.rows]
    families_read(request, (row.subject for row in models if isinstance(row.subject, Group)))
    own = {row.subject.pk for row in models if isinstance(row.subject, Place)}
    titles = full_titles(own | {row.place_id for row in models})
    filters, address = [place, status], reverse("office:model-objection-list")
    context = {
        "lead": _("Mô hình không đồng ý với kết quả; người không tham gia xét lần trước xét lại và trả lời."),
        "crumbs": [(_("Mô hình đăng ký"), reverse("office:model-list"))],
        "whose": _("Mô hình"),
        "what": _("Về việc"),
        "page": page,
        "rows": [
            (
                row,
                f"{record_address('office:model', row.registration_id)}#objections",
                name_in(titles, row.registration),
                row.registration.year,
                titles.get(row.registration.place_id),
                f"{row.registration.criteria.get_kind_display()}: {row.about.label.lower()}",
            )
            for row in page.rows
        ],
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": address,
        "barred": barred_from(request.user, [row for row in page.rows if row.status == states.RAISED]),
        "today": timezone.localdate(),
    }
    return render(request, "office/work/objections.html", context)


@needs("collectives.raise_model_objection")
def model_objection_new(request: Request, pk: int) -> HttpResponse:
    """By who speaks for the model, or what came on paper, entered for it."""
    row, page = page_of(request, pk, _("Đề nghị xét lại"), "")
    result = _open_result(row)
    said = [_about(result.about, row), until_words(result.until)] if result else []
    lead = " ".join([page.lead, *said])
    warning = "" if result else _("Mô hình này hiện không có kết quả nào đề nghị xét lại được.")
    page = FormPage(page.title, _("Gửi đề nghị"), lead, page.back, page.crumbs, warning)
    form = ObjectionForm(request.POST or None, request.FILES or None)

    def deed(given: dict[str, Any]) -> str:
        raised = raise_model_objection(row, reason=given["reason"], files=form.sent_files(), actor=request.user)
        words = {"day": f"{raised.due_on:%d/%m/%Y}"}
        came_of_it(request, _("Đã gửi đề nghị xét lại; trả lời trước hết ngày %(day)s.") % words)
        return page.back

    return ask(request, form, page, deed, "office/recognition/objection_new.html")


@needs("collectives.answer_model_objection")
def model_objection_answer(request: Request, pk: int) -> HttpResponse:
    reached = ModelObjection.objects.within(request.scope).select_related(*BODIES)
    objection = get_object_or_404(reached, pk=pk)
    refuse_answered(objection)
    refuse_answering(request.user, objection)
    row, page = page_of(request, objection.registration_id, _("Xét lại"), "")
    page = FormPage(page.title, _("Ghi kết quả xét lại"), objection.reason, page.back, page.crumbs)
    start = signing_start(row.place_id, version_number=row.criteria.number)
    form = answer_form(objection, row, request.POST or None, starting(start))

    def deed(given: dict[str, Any]) -> str:
        accepted = given["accepted"] == "yes"
        text, answers = (form.text(), form.corrected()) if accepted else (None, {})
        answered = answer_model_objection(
            objection, accepted=accepted, answer=given["answer"], text=text, answers=answers, actor=request.user
        )
        words = {"result": answered.get_status_display()}
        came_of_it(request, _("Đã trả lời: %(result)s; người nộp đọc được lời trả lời.") % words)
        return page.back

    return ask(request, form, page, deed, "office/recognition/objection_answer.html")


@needs("collectives.read_model_objections")
def model_objection_file(request: Request, pk: int) -> HttpResponse:
    rows = ModelObjectionFile.objects.filter(objection__in=ModelObjection.objects.within(request.scope))
    file = get_object_or_404(rows.select_related("document", "objection__registration"), pk=pk)
    if file.document is None:
        raise Http404
    record_reading(
        "collectives.read_model_objections",
        actor=request.user,
        subject_kind="registration",
        subject_id=file.objection.registration_id,
        place=file.objection.registration.place_id,
        person_count=1,
    )
    return file_answer(file.document)


def objections_of(user: User, model: Registration) -> dict[str, Any]:
    """For the page of the model: what was said and answered, until when more may be said, who answers. With `criteria` and
    `revoked_by` joined."""
    if not user.has_perm("collectives.read_model_objections", model):
        return {}
    said = list(model.objections.prefetch_related("files__document").order_by("-pk"))
    waiting = next((row for row in said if row.status == ModelObjection.Status.RAISED), None)
    result = _open_result(model) if user.has_perm("collectives.raise_model_objection", model) else None
    barred = barred_from(user, [waiting]).get(waiting.pk, "") if waiting else ""
    may_answer = waiting is not None and user.has_perm("collectives.answer_model_objection", waiting)
    return {
        "objections": [(objection, waiting_words(objection), _files_of(objection)) for objection in said],
        "objecting": f"{_about(result.about, model)} {until_words(result.until)}" if result else "",
        "objection_barred": barred if may_answer else "",
        "objection_takers": [person.full_name for person in takers(waiting, most=3)] if waiting else [],
        "to_answer": waiting if may_answer and not barred else None,
    }


def _open_result(model: Registration) -> ModelResult | None:
    """What may be objected to today."""
    result = result_of(model)
    return result if result is not None and is_open(model, result) else None


def _about(about: ContestedResult, model: Registration) -> str:
    """What the result is that is not accepted."""
    grades = model.criteria.table.grades
    words = {
        ContestedResult.FAILED: _("Mô hình cùng loại ở nơi này đã có quyết định công nhận, mô hình này thì chưa."),
        ContestedResult.GRADE: _("Mô hình được công nhận ở “%(grade)s”, dưới mức cao nhất.")
        % {"grade": grades[(model.decided_grade or 1) - 1]},
        ContestedResult.REVOKED: _("Công nhận của mô hình đã bị thu hồi."),
    }
    return words[about]


def _files_of(objection: ModelObjection) -> list[ModelObjectionFile]:
    return [file for file in objection.files.all() if file.document]
