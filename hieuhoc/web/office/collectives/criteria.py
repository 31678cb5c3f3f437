"""Criteria of learning models: what each version says, in sentences; drafting, putting in force, ending."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.audit.reads import history_of
from hieuhoc.collectives.actions import (
    describe_model_criteria,
    draft_model_criteria,
    promulgate_model_criteria,
    retire_model_criteria,
)
from hieuhoc.collectives.models import ModelCriteria
from hieuhoc.collectives.published import shipped_english
from hieuhoc.collectives.rules import CriteriaTable, ModelRule, PointItem, Requirement, TableCriterion, gaps
from hieuhoc.collectives.sentences import question_texts, sentence
from hieuhoc.web.deeds import deed_words
from hieuhoc.web.guards import needs
from hieuhoc.web.office.collectives.forms import (
    ASKS,
    CopyForm,
    DescribeForm,
    EndCriteriaForm,
    InForceForm,
    NewCriteriaForm,
)
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.next_deeds import NextDeed, OfferedDeed, offered
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.ui.shapes import Event
from hieuhoc.web.ui.wording import plainly_worded, worded

TITLE = gettext_lazy("Tiêu chí mô hình học tập")


@needs("collectives.read_model_criteria")
def model_criteria_list(request: Request) -> HttpResponse:
    page = key_page(ModelCriteria.objects.all(), request, order=["-id"])
    context = {
        "page": page,
        "rows": [(row, worded(row.title, shipped_english())) for row in page.rows],
        "may_draft": request.user.has_perm("collectives.draft_model_criteria"),
    }
    return render(request, "office/collectives/list.html", context)


@needs("collectives.read_model_criteria")
def model_criteria(request: Request, pk: int) -> HttpResponse:
    criteria = get_object_or_404(ModelCriteria, pk=pk)
    table, english = criteria.table, shipped_english()
    deeds = deeds_for(request.user, criteria)
    system = _("Hệ thống")
    context = {
        "criteria": criteria,
        "english": english,
        "facts": facts(criteria),
        "grades": grades_of(table),
        "parts": [said(part, table) for part in table.criteria],
        "most_points": table.most_points,
        "gaps": gaps(table, criteria.kind),
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
        "may_change": any(deed.name == "model-grades" for deed in deeds),
        "ways": list(ASKS.items()),
        "events": [
            Event(entry.actor.get_full_name() if entry.actor else system, entry.at, deed_words(entry.deed))
            for entry in history_of("model_criteria", criteria.pk)[:30]
        ],
    }
    return render(request, "office/collectives/criteria.html", context)


@needs("collectives.draft_model_criteria")
def model_criteria_new(request: Request) -> HttpResponse:
    form = NewCriteriaForm(request.POST or None)
    back = reverse("office:model-criteria-list")
    lead = _("Bản soạn bắt đầu trống, có một mức; rồi thêm từng tiêu chí và yêu cầu.")
    page = FormPage(_("Soạn tiêu chí mô hình"), _("Soạn"), lead, back, [(str(TITLE), back)])

    def deed(given: dict[str, Any]) -> str:
        draft = draft_model_criteria(**given, actor=request.user)
        came_of_it(request, _("Đã lập bản soạn: thêm tiêu chí thứ nhất."))
        return reverse("office:model-criteria", args=[draft.pk])

    return ask(request, form, page, deed)


@needs("collectives.draft_model_criteria")
def model_criteria_draft(request: Request, pk: int) -> HttpResponse:
    criteria = get_object_or_404(ModelCriteria, pk=pk)
    form = CopyForm(request.POST or None, initial={"number": criteria.number, "title": criteria.title})

    def deed(given: dict[str, Any]) -> ModelCriteria:
        return draft_model_criteria(
            kind=criteria.kind, unit_level=criteria.unit_level, copied_from=criteria, **given, actor=request.user
        )

    lead = _("Bản soạn bắt đầu bằng nguyên văn của %(number)s.") % {"number": criteria.number}
    done = _("Đã lập bản soạn %(number)s: sửa từng yêu cầu ở đây, rồi ban hành.")
    return criteria_form(request, criteria, form, _("Soạn phiên bản mới"), deed, done, lead)


@needs("collectives.describe_model_criteria")
def model_criteria_describe(request: Request, pk: int) -> HttpResponse:
    criteria = get_object_or_404(ModelCriteria, pk=pk)

    def known() -> Mapping[str, object]:
        return ModelCriteria.objects.filter(pk=pk).values("title", "source", "certainty", "note").get()

    form = DescribeForm(request.POST or None, initial=dict(known()))

    def deed(given: dict[str, Any]) -> ModelCriteria:
        return describe_model_criteria(criteria, **given, actor=request.user)

    return criteria_form(
        request, criteria, form, _("Sửa tên và nguồn"), deed, _("Đã sửa tên, nguồn và lưu ý của bản soạn."), known=known
    )


@needs("collectives.promulgate_model_criteria")
def model_criteria_promulgate(request: Request, pk: int) -> HttpResponse:
    criteria = get_object_or_404(ModelCriteria, pk=pk)

    def deed(given: dict[str, Any]) -> ModelCriteria:
        return promulgate_model_criteria(criteria, **given, actor=request.user)

    lead = _("Từ khi ban hành, không chữ nào của phiên bản này sửa được nữa.")
    form = InForceForm(request.POST or None)
    return criteria_form(
        request, criteria, form, _("Ban hành"), deed, _("Đã ban hành, áp dụng từ ngày %(since)s."), lead
    )


@needs("collectives.retire_model_criteria")
def model_criteria_retire(request: Request, pk: int) -> HttpResponse:
    criteria = get_object_or_404(ModelCriteria, pk=pk)

    def deed(given: dict[str, Any]) -> ModelCriteria:
        return retire_model_criteria(criteria, **given, actor=request.user)

    lead = _("Mô hình đã xét theo phiên bản này vẫn giữ; kết quả cũ vẫn tra được.")
    done = _("Tiêu chí hết hiệu lực từ ngày %(until)s.")
    return criteria_form(
        request, criteria, EndCriteriaForm(request.POST or None), _("Kết thúc hiệu lực"), deed, done, lead
    )


def criteria_form(
    request: Request,
    criteria: ModelCriteria,
    form: forms.Form,
    title: str,
    action: Callable[[dict[str, Any]], ModelCriteria],
    done: str,
    lead: str = "",
    *,
    known: Callable[[], Mapping[str, object]] | None = None,
) -> HttpResponse:
    """One deed on a version; it leads to the version the deed gives back and says there what came of it. `done` may name
    what was sent (`%(name)s`)."""
    address = reverse("office:model-criteria", args=[criteria.pk])
    crumbs = [(str(TITLE), reverse("office:model-criteria-list")), (criteria.number, address)]

    def deed(given: dict[str, Any]) -> str:
        changed = action(given)
        shown = {name: day(value) if isinstance(value, date) else value for name, value in given.items()}
        came_of_it(request, done % shown)
        return reverse("office:model-criteria", args=[changed.pk])

    return ask(request, form, FormPage(title, title, lead, address, crumbs), deed, known=known)


@dataclass(frozen=True)
class RequirementSaid:
    """`sentences`: by grade; `asks`: the kind of its rules, when they are of one plain kind."""

    requirement: Requirement
    sentences: tuple[tuple[str, str], ...]
    asks: str


@dataclass(frozen=True)
class CriterionSaid:
    criterion: TableCriterion
    requirements: tuple[RequirementSaid, ...]
    items: tuple[tuple[PointItem, str], ...]


def said(criterion: TableCriterion, table: CriteriaTable) -> CriterionSaid:
    """What a criterion asks, as sentences in the language of the page."""
    english = shipped_english()
    questions = {code: plainly_worded(text, english) for code, text in question_texts(table).items()}
    return CriterionSaid(
        criterion,
        tuple(
            RequirementSaid(
                row,
                tuple(
                    (plainly_worded(grade, english) if len(table.grades) > 1 else "", sentence(rule, questions))
                    for grade, rule in zip(table.grades, row.rules, strict=False)
                    if rule is not None
                ),
                plain_kind(row.rules),
            )
            for row in criterion.requirements
        ),
        tuple((item, sentence(item.rule, questions) if item.rule else "") for item in criterion.items),
    )


def plain_kind(rules: tuple[ModelRule | None, ...]) -> str:
    """The form that can show these rules again: of one kind, asking one question."""
    kinds = {rule.kind for rule in rules if rule is not None}
    questions = {getattr(rule, "question", "") for rule in rules if rule is not None}
    return next(iter(kinds)) if len(kinds) == len(questions) == 1 and not kinds & {"all", "any"} else ""


def grades_of(table: CriteriaTable) -> list[tuple[str, int | None]]:
    """Name and least total of points of each grade."""
    least = [*table.least_points, *[None] * len(table.grades)]
    return list(zip(table.grades, least, strict=False))


def facts(criteria: ModelCriteria) -> list[tuple[Any, ...]]:
    english = shipped_english()
    level = [(_("Cấp của đơn vị"), criteria.get_unit_level_display())] if criteria.unit_level else []
    return [
        (_("Loại mô hình"), criteria.get_kind_display()),
        *level,
        (_("Bản"), criteria.edition),
        (_("Áp dụng từ"), day(criteria.since) if criteria.since else "–"),
        (_("Đến trước ngày"), day(criteria.until) if criteria.until else "–"),
        (_("Mức chắc chắn của lời văn"), criteria.get_certainty_display()),
        (_("Nguồn"), worded(criteria.source, english) or "–"),
    ]


def deeds_for(user: User, criteria: ModelCriteria) -> list[NextDeed]:
    is_draft, is_in_force = criteria.status == "draft", criteria.status == "in_force"
    room = "collectives"
    deeds = [
        OfferedDeed(
            "model-criteria-promulgate",
            f"{room}.promulgate_model_criteria",
            _("Ban hành"),
            "signature",
            is_draft and not gaps(criteria.table, criteria.kind),
        ),
        OfferedDeed("model-criterion-new", f"{room}.compose_model_criteria", _("Thêm tiêu chí"), "plus", is_draft),
        OfferedDeed("model-grades", f"{room}.compose_model_criteria", _("Đặt các mức"), "adjustments", is_draft),
        OfferedDeed(
            "model-criteria-describe", f"{room}.describe_model_criteria", _("Sửa tên và nguồn"), "pencil", is_draft
        ),
        OfferedDeed(
            "model-criteria-try",
            f"{room}.compose_model_criteria",
            _("Thử trên mô hình có thật"),
            "eye",
            criteria.kind != "commune",
        ),
        OfferedDeed("model-criteria-draft", f"{room}.draft_model_criteria", _("Soạn phiên bản mới"), "plus", True),
        OfferedDeed(
            "model-criteria-retire", f"{room}.retire_model_criteria", _("Kết thúc hiệu lực"), "history", is_in_force
        ),
    ]
    return offered(user, criteria, deeds)
