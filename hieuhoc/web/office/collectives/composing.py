"""Composing the rules of a draft, part by part; each page says what it made as a sentence."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from hieuhoc.collectives.actions import compose_model_criteria
from hieuhoc.collectives.models import ModelCriteria
from hieuhoc.collectives.rules import (
    CriteriaTable,
    ModelQuestion,
    PointItem,
    Requirement,
    TableCriterion,
    alternative,
    new_code,
    tidy,
    with_criterion,
    with_item,
    with_question,
    with_requirement,
    without,
)
from hieuhoc.collectives.sentences import question_texts, sentence
from hieuhoc.web.guards import needs
from hieuhoc.web.office.collectives.criteria import criteria_form
from hieuhoc.web.office.collectives.forms import (
    ASKS,
    CriterionForm,
    GradesForm,
    PointItemForm,
    RequirementForm,
    filled,
)
from hieuhoc.web.office.form_pages import confirmation
from hieuhoc.web.requests import Request


@needs("collectives.compose_model_criteria")
def model_grades(request: Request, pk: int) -> HttpResponse:
    criteria = get_object_or_404(ModelCriteria, pk=pk)

    def known() -> Mapping[str, object]:
        return GradesForm.filled(_fresh(criteria))

    form = GradesForm(request.POST or None, initial=dict(known()))

    def deed(_given: dict[str, Any]) -> ModelCriteria:
        table = _fresh(criteria).model_copy(update=form.parts())
        return _compose(request, criteria, table, _("các mức"))

    lead = _("Mức thấp nhất ghi trước. Mức cao đòi hỏi mọi điều của mức thấp.")
    done = _("Đã đặt các mức của bản soạn.")
    return criteria_form(request, criteria, form, _("Đặt các mức"), deed, done, lead, known=known)


@needs("collectives.compose_model_criteria")
def model_criterion_new(request: Request, pk: int) -> HttpResponse:
    criteria = get_object_or_404(ModelCriteria, pk=pk)
    form = CriterionForm(request.POST or None)

    def deed(given: dict[str, Any]) -> ModelCriteria:
        table = _fresh(criteria)
        added = with_criterion(table, len(table.criteria) + 1, TableCriterion(**given))
        return _compose(request, criteria, added, given["name"])

    done = _("Đã thêm tiêu chí “%(name)s”: thêm từng yêu cầu của nó.")
    return criteria_form(request, criteria, form, _("Thêm tiêu chí"), deed, done)


@needs("collectives.compose_model_criteria")
def model_criterion(request: Request, pk: int, position: int) -> HttpResponse:
    criteria, _criterion = _part(pk, position)

    def known() -> Mapping[str, object]:
        kept = _fresh(criteria).criteria[position - 1]
        return {name: getattr(kept, name) for name in ("name", "source", "certainty")}

    form = CriterionForm(request.POST or None, initial=dict(known()))

    def deed(given: dict[str, Any]) -> ModelCriteria:
        table = _fresh(criteria)
        changed = table.criteria[position - 1].model_copy(update=given)
        return _compose(request, criteria, with_criterion(table, position, changed), given["name"])

    done = _("Trong bản soạn, tiêu chí này nay tên là “%(name)s”.")
    return criteria_form(request, criteria, form, _("Sửa tiêu chí"), deed, done, known=known)


@needs("collectives.compose_model_criteria")
def model_part_drop(request: Request, pk: int, position: int) -> HttpResponse:
    """A requirement (`?requirement=`), an item of points (`?item=`) or the whole criterion."""
    criteria, criterion = _part(pk, position)
    requirement, item = _number(request, "requirement"), _number(request, "item")
    rows = criterion.requirements if requirement else criterion.items
    if max(requirement, item) > len(rows):
        raise Http404
    text = rows[max(requirement, item) - 1].text if requirement or item else criterion.name

    def deed(_given: dict[str, Any]) -> ModelCriteria:
        table = without(_fresh(criteria), position, requirement=requirement, item=item)
        return _compose(request, criteria, table, text)

    done = _("Đã bỏ khỏi bản soạn.")
    return criteria_form(request, criteria, confirmation(request), _("Bỏ khỏi bản soạn"), deed, done, lead=text)


@needs("collectives.compose_model_criteria")
def model_points(request: Request, pk: int, position: int) -> HttpResponse:
    """An item of a table of points, given by a person; `?item=` one that is there."""
    criteria, criterion = _part(pk, position)
    number = _number(request, "item")
    if number > len(criterion.items):
        raise Http404

    def known() -> Mapping[str, object]:
        rows = _fresh(criteria).criteria[position - 1].items
        kept = rows[number - 1] if number else None
        return {name: getattr(kept, name) for name in ("text", "most", "source", "certainty")} if kept else {}

    form = PointItemForm(request.POST or None, initial=dict(known()))

    def deed(given: dict[str, Any]) -> ModelCriteria:
        table = _fresh(criteria)
        kept = table.criteria[position - 1].items[number - 1].question if number else None
        code = kept or new_code(table)
        asked = ModelQuestion(code=code, text=given["text"], answer="points", most=given["most"])
        table = with_item(with_question(table, asked), position, number, PointItem(**given, question=code))
        return _compose(request, criteria, tidy(table), given["text"])

    title = _("Sửa mục điểm") if number else _("Thêm mục điểm")
    done = _("Đã ghi mục %(most)s điểm.")
    return criteria_form(request, criteria, form, title, deed, done, known=known)


@needs("collectives.compose_model_criteria")
def model_requirement(request: Request, pk: int, position: int) -> HttpResponse:
    """`?asks=` the kind of rule; `?requirement=` one that is there; with `&or=1` the rule becomes another way to meet it."""
    criteria, criterion = _part(pk, position)
    number, is_other = _number(request, "requirement"), request.GET.get("or") == "1"
    asks = request.GET.get("asks", "share")
    if asks not in ASKS or number > len(criterion.requirements):
        raise Http404

    def known() -> Mapping[str, object]:
        return _known_requirement(_fresh(criteria), position, number, asks, is_other=is_other)

    form = RequirementForm(
        request.POST or None, initial=dict(known()), asks=asks, kind=criteria.kind, table=criteria.table
    )

    def deed(given: dict[str, Any]) -> ModelCriteria:
        table, code = _with_rules(_fresh(criteria), form, position, number, is_other=is_other)
        given["sentence"] = sentence(next(rule for rule in form.rules(code) if rule), question_texts(table))
        return _compose(request, criteria, table, given["text"])

    title = _("Thêm cách đạt khác") if is_other else _("Sửa yêu cầu") if number else _("Thêm yêu cầu")
    return criteria_form(
        request, criteria, form, title, deed, _("Đã ghi: %(sentence)s"), lead=str(ASKS[asks]), known=known
    )


def _known_requirement(
    table: CriteriaTable, position: int, number: int, asks: str, *, is_other: bool
) -> dict[str, Any]:
    if not number:
        return {}
    kept = table.criteria[position - 1].requirements[number - 1]
    told = {name: getattr(kept, name) for name in ("text", "source", "certainty", "schools_only")}
    return told if is_other else told | filled(asks, kept.rules, table)


def _with_rules(
    table: CriteriaTable, form: RequirementForm, position: int, number: int, *, is_other: bool
) -> tuple[CriteriaTable, str]:
    """The table with the requirement as the form has it, and the code of the question it asks."""
    code = new_code(table)
    given = form.cleaned_data
    rules = form.rules(code)
    if number and is_other:
        kept = table.criteria[position - 1].requirements[number - 1].rules
        kept = (*kept, *[None] * (len(rules) - len(kept)))
        rules = tuple(alternative(old, new) for old, new in zip(kept, rules, strict=True))
    requirement = Requirement(
        text=given["text"],
        source=given["source"],
        certainty=given["certainty"],
        schools_only=given.get("schools_only", False),
        rules=rules,
    )
    question = form.question(code)
    table = with_question(table, question) if question else table
    return tidy(with_requirement(table, position, number, requirement)), code


def _compose(request: Request, criteria: ModelCriteria, table: CriteriaTable, part: str) -> ModelCriteria:
    return compose_model_criteria(criteria, table.model_dump(mode="json"), part=part, actor=request.user)


def _fresh(criteria: ModelCriteria) -> CriteriaTable:
    return ModelCriteria.objects.get(pk=criteria.pk).table


def _part(pk: int, position: int) -> tuple[ModelCriteria, TableCriterion]:
    criteria = get_object_or_404(ModelCriteria, pk=pk)
    parts = criteria.table.criteria
    if not 1 <= position <= len(parts):
        raise Http404
    return criteria, parts[position - 1]


def _number(request: Request, name: str) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 4 else 0
