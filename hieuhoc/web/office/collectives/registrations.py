"""Models that registered for a year: the list, one with what follows from its members, registering, answering, deciding."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.reads import scope_of
from hieuhoc.audit.actions import record_reading
from hieuhoc.collectives.actions import answer_question, decide_models, register_models
from hieuhoc.collectives.counting import CountedMember, members_of
from hieuhoc.collectives.judgements import body_of, explanation_of
from hieuhoc.collectives.models import ModelKind, Registration, RegistrationQuerySet
from hieuhoc.collectives.published import shipped_english
from hieuhoc.collectives.steps import not_under_review
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Citizen, Group
from hieuhoc.places.models import Place
from hieuhoc.recognition.signing import signing_start
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.collectives.explaining import answered, told
from hieuhoc.web.office.collectives.forms import ModelAnswerForm, RegisterModelsForm
from hieuhoc.web.office.collectives.models_there import models_there
from hieuhoc.web.office.collectives.objections import objections_of
from hieuhoc.web.office.collectives.steps import way_of
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.groups.groups import families_read
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.recognition.decisions import checked, starting
from hieuhoc.web.office.recognition.forms import DecisionForm
from hieuhoc.web.office.story import story
from hieuhoc.web.office.work_filters import Filter, chips_of, filter_of, place_filter, place_ids, query_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import KeyPage, key_page

TITLE = gettext_lazy("Mô hình đăng ký")
FALLEN, FALLEN_WORDS = "fallen", gettext_lazy("Đã công nhận, nay không còn đáp ứng")


@needs("collectives.read_models")
def model_list(request: Request) -> HttpResponse:
    place, year = place_filter(request), _year_filter(request)
    kind = filter_of(request, "kind", _("Loại"), ModelKind.choices)
    standing = filter_of(request, "standing", _("Kết quả"), [*Registration.Standing.choices, (FALLEN, FALLEN_WORDS)])
    rows = Registration.objects.within(request.scope).with_bodies()
    ids = place_ids(request, place)
    rows = rows if ids is None else rows.filter(place__in=ids)
    rows = rows.filter(year=int(year.chosen)) if year.chosen else rows
    rows = rows.filter(criteria__kind=kind.chosen) if kind.chosen else rows
    if standing.chosen:
        rows = rows.fallen() if standing.chosen == FALLEN else rows.filter(standing=standing.chosen)
    page = key_page(rows, request, order=["-id"])
    families_read(request, (row.subject for row in page.rows if isinstance(row.subject, Group)))
    filters, address = [place, year, kind, standing], reverse("office:model-list")
    context = {
        "page": page,
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": address,
        "names": full_titles(row.place_id for row in page.rows),
        "may_register": request.user.has_perm("collectives.register_models"),
        "may_import": request.user.has_perm("sheets.import_model_registrations"),
        "decide_url": _decide_url(request, query_of([place, year, kind]), has_choice=bool(year.chosen and kind.chosen)),
    }
    return render(request, "office/collectives/models.html", context)


@needs("collectives.read_models")
def model(request: Request, pk: int) -> HttpResponse:
    rows = Registration.objects.within(request.scope).with_bodies().select_related("revoked_by")
    row = get_object_or_404(rows, pk=pk)
    kind, table, english = row.criteria.kind, row.criteria.table, shipped_english()
    explanation = explanation_of(row)
    counted = {} if kind == ModelKind.COMMUNE else {m.citizen: m for m in members_of(kind, body_of(row), row.year)}
    people = _people_read(request, row, counted)
    may_answer = row.decision_id is None and request.user.has_perm("collectives.answer_question", row)
    subject = row.subject
    context = {
        "row": row,
        "name": full_titles([subject.pk]).get(subject.pk, "–") if isinstance(subject, Place) else str(subject),
        "home": full_titles([row.place_id]).get(row.place_id, "–"),
        "english": english,
        "may_read_criteria": request.user.has_perm("collectives.read_model_criteria"),
        **way_of(request.user, row),
        **objections_of(request.user, row),
        "events": story("registration", row.pk),
        "explanation": explanation,
        "criteria": told(explanation, table),
        "grade": table.grades[explanation.grade - 1] if explanation.grade else "",
        "points": explanation.points,
        "most_points": table.most_points,
        "questions": answered(row, table),
        "may_answer": may_answer,
        "may_settle": row.has_fallen and request.user.has_perm("collectives.keep_model", row),
        "may_print": row.decision_id is not None and request.user.has_perm("recognition.read_certificate", row),
        "failing": [position for position in row.failing if position],
        "page": people,
        "members": counted,
        "hidden": len(counted) - (people.total or 0),
    }
    return render(request, "office/collectives/model.html", context)


@needs("collectives.register_models")
def model_register(request: Request) -> HttpResponse:
    """All models of a kind in a commune at once, or the one whose code or name is typed."""
    form = RegisterModelsForm(request.POST or None, scope=request.scope)
    back = reverse("office:model-list")
    lead = _("Mô hình đã đăng ký hoặc đã có quyết định công nhận của năm ấy thì giữ nguyên.")
    page = FormPage(_("Đăng ký mô hình"), _("Đăng ký"), lead, back, [(str(TITLE), back)])

    def deed(given: dict[str, Any]) -> str:
        kind, year = given["kind"], given["year"]
        bodies = models_there(request.scope, kind, given["place"], given["code"])
        if not bodies:
            raise Refusal(
                _("Không có mô hình nào như vậy ở nơi đã chọn."), remedy=_("Xem lại mã và nơi."), code="nobody_there"
            )
        registered = register_models(kind, bodies, year, actor=request.user)
        met = sum(row.standing == Registration.Standing.MET for row in registered)
        words = {"count": number(len(registered)), "year": year, "met": number(met)}
        came_of_it(request, _("Đã đăng ký %(count)s mô hình năm %(year)s; %(met)s đã đáp ứng tiêu chí.") % words)
        return f"{back}?year={year}&kind={kind}"

    return ask(request, form, page, deed)


@needs("collectives.answer_question")
def model_answer(request: Request, pk: int, code: str) -> HttpResponse:
    row = get_object_or_404(Registration.objects.within(request.scope).with_bodies(), pk=pk)
    question = next((asked for asked in row.criteria.table.questions if asked.code == code), None)
    if question is None:
        raise Http404
    back = reverse("office:model", args=[row.pk])
    form = ModelAnswerForm(request.POST or None, question=question, answer=row.answers.get(code))
    crumbs = [(str(TITLE), reverse("office:model-list")), (str(_("Mô hình")), back)]
    page = FormPage(_("Trả lời câu hỏi"), _("Lưu"), question.text, back, crumbs)

    def deed(_given: dict[str, Any]) -> str:
        changed = answer_question(row, code, form.answer(), actor=request.user)
        came_of_it(request, _("Đã lưu. Kết quả hiện nay: %(standing)s.") % {"standing": changed.get_standing_display()})
        return back

    return ask(request, form, page, deed)


@needs("collectives.decide_models")
def model_decide(request: Request) -> HttpResponse:
    """Those of one kind and year, in one commune or the whole scope, that meet their criteria and have no decision."""
    place, year = place_filter(request), _year_filter(request)
    kind = filter_of(request, "kind", _("Loại"), ModelKind.choices, default=ModelKind.FAMILY)
    asked_year = int(year.chosen or timezone.localdate().year)
    rows = _ready(request, kind.chosen, asked_year, place_ids(request, place))
    decided_at = _decided_at(request, rows)
    start = signing_start(decided_at.pk, version_number=_numbers(rows))
    form = DecisionForm(request.POST or None, initial=starting(start), year=asked_year)
    back = f"{reverse('office:model-list')}?{query_of([place, year, kind])}"
    lead = _("%(count)s mô hình năm %(year)s đáp ứng tiêu chí và chưa có quyết định.")
    page = FormPage(
        _("Công nhận mô hình học tập"),
        _("Ban hành quyết định"),
        lead % {"count": number(rows.count()), "year": asked_year},
        back,
        [(str(TITLE), back)],
        start.source,
    )

    def deed(_given: dict[str, Any]) -> str:
        ids = list(rows.values_list("pk", flat=True))
        decision = decide_models(ids, decided_at, form.text(), actor=request.user)
        words = {"number": decision.number, "count": number(len(ids))}
        came_of_it(request, _("Đã ban hành quyết định %(number)s: công nhận %(count)s mô hình.") % words)
        return back

    return checked(request, form, page, deed)


def _year_filter(request: Request) -> Filter:
    years = Registration.objects.order_by("-year").values_list("year", flat=True).distinct()
    return filter_of(request, "year", _("Năm"), [(str(year), str(year)) for year in years])


def _ready(request: Request, kind: str, year: int, places: Sequence[int] | None) -> RegistrationQuerySet:
    rows = Registration.objects.within(request.scope).undecided()
    rows = not_under_review(rows.filter(standing=Registration.Standing.MET, criteria__kind=kind, year=year))
    return rows if places is None else rows.filter(place__in=places)


def _decided_at(request: Request, rows: QuerySet[Registration]) -> Place:
    """The place whose decision it is: the highest one of the scope."""
    place = Place.objects.filter(pk__in=request.scope.places).order_by("pk").first()
    if place is None:
        place = Place.objects.filter(pk__in=rows.values("place")).order_by("pk").first()
    if place is None:
        raise Http404
    return place


def _numbers(rows: QuerySet[Registration]) -> str:
    return ", ".join(sorted(set(rows.values_list("criteria__number", flat=True))))


def _decide_url(request: Request, query: str, *, has_choice: bool) -> str:
    is_offered = has_choice and request.user.has_perm("collectives.decide_models")
    return f"{reverse('office:model-decide')}?{query}" if is_offered else ""


def _people_read(request: Request, row: Registration, counted: dict[int, CountedMember]) -> KeyPage[Citizen]:
    """Names only of those this account may read as people; looking is on record."""
    known = Citizen.objects.within(scope_of(request.user, "people.read_citizens")).filter(pk__in=counted)
    page = key_page(known, request, order=["name_key", "id"], total=known.count)
    record_reading(
        "collectives.read_models",
        actor=request.user,
        subject_kind="registration",
        subject_id=row.pk,
        place=row.place_id,
        person_count=len(page.rows),
    )
    return page
