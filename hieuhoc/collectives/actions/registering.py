"""Models register for a year; what a person must say of one is answered once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.collectives.judgements import judge_registrations
from hieuhoc.collectives.models import ModelCriteria, ModelKind, Registration
from hieuhoc.collectives.rules import ModelQuestion
from hieuhoc.collectives.rules.judging import Given
from hieuhoc.collectives.steps import enter_models
from hieuhoc.indicators.actions import mark_stale
from hieuhoc.indicators.rules import counting_day
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Group, UnitSpell, WorkUnit
from hieuhoc.places.models import Place, covers
from hieuhoc.recognition.actions import GroupFact
from hieuhoc.recognition.actions.groups import counted_at, place_of
from hieuhoc.recognition.actions.proposals import note_rows
from hieuhoc.recognition.models import GroupRecognition

type ModelBody = Group | WorkUnit | Place
BODY_COLUMN = {
    ModelKind.FAMILY: "group",
    ModelKind.CLAN: "group",
    ModelKind.COMMUNITY: "village",
    ModelKind.UNIT: "unit",
}
ROWS = 2_000


@dataclass(frozen=True)
class NewModel:
    """A model that registers, the office that looks after it and the criteria of its year."""

    body: ModelBody
    place: int
    criteria: ModelCriteria


@transaction.atomic
def register_models(kind: str, bodies: Sequence[ModelBody], year: int, *, actor: User | None) -> list[Registration]:
    """All or nothing; one that is registered already, or recognised by a recorded decision, is left as it is. Each is
    judged at once by what its members hold."""
    places = {body: _place_of(kind, body, year) for body in bodies}
    for place in set(places.values()):
        require(actor, "collectives.register_models", place)
    if not 2000 <= year <= timezone.localdate().year:
        raise Refusal(_("Năm phải từ 2000 đến năm nay."), code="year")
    criteria = _criteria_by_body(kind, bodies, year)
    entries = [NewModel(body, places[body], criteria[body]) for body in bodies]
    registered = _communes(entries, year) if kind == ModelKind.COMMUNE else _on_recognitions(kind, entries, year)
    if not registered:
        return []
    judge_registrations([row.pk for row in registered])
    enter_models([row.pk for row in registered])
    entry = record_bulk(
        "collectives.register_models",
        actor=actor,
        subject_kind="registration",
        subject_id=registered[0].pk if len(registered) == 1 else None,
        place=registered[0].place_id if len({row.place_id for row in registered}) == 1 else None,
        changes={"kind": [None, kind], "year": [None, year]},
        rows_touched=len(registered),
    )
    note_rows(entry, "registration", [row.pk for row in registered], is_new=True)
    return list(Registration.objects.filter(pk__in=[row.pk for row in registered]).order_by("pk"))


@transaction.atomic
def answer_question(registration: Registration, code: str, answer: Given, *, actor: User | None) -> Registration:
    """What a person says of the model, new or corrected, until it is decided on."""
    require(actor, "collectives.answer_question", registration)
    row = Registration.objects.select_for_update().get(pk=registration.pk)
    if row.decision_id is not None:
        raise Refusal(_("Mô hình này đã có quyết định nên không sửa câu trả lời."), code="decided")
    question = next((asked for asked in row.criteria.table.questions if asked.code == code), None)
    if question is None:
        raise Refusal(_("Tiêu chí của mô hình không có câu hỏi này."), code="unknown_question")
    refuse_misfit(question, answer)
    before = row.answers.get(code)
    row.answers = {**row.answers, code: list(answer) if isinstance(answer, tuple) else answer}
    row.save(update_fields=["answers"])
    judge_registrations([row.pk])
    record(
        "collectives.answer_question",
        actor=actor,
        subject_kind="registration",
        subject_id=row.pk,
        place=row.place_id,
        changes={"question": [None, question.text], "answer": [before, row.answers[code]]},
    )
    row.refresh_from_db()
    return row


def criteria_for(kind: str, year: int, unit_level: str = "") -> ModelCriteria | None:
    """The version in force on the year's counting day: that of the unit's level, else that of every level."""
    day = counting_day(year, timezone.localdate())
    kept = ModelCriteria.objects.kept().filter(Q(until__isnull=True) | Q(until__gt=day), kind=kind, since__lte=day)
    return kept.filter(unit_level__in=["", unit_level]).order_by("-unit_level", "-since").first()


def unit_levels(units: Collection[int], year: int) -> dict[int, str]:
    """Unit -> the level it had on the year's counting day."""
    day = counting_day(year, timezone.localdate())
    return dict(UnitSpell.objects.filter(covers(day), unit__in=units).values_list("unit", "level"))


def _criteria_by_body(kind: str, bodies: Collection[ModelBody], year: int) -> dict[ModelBody, ModelCriteria]:
    levels = unit_levels([body.pk for body in bodies], year) if kind == ModelKind.UNIT else {}
    by_level = {level: criteria_for(kind, year, level) for level in {levels.get(body.pk, "") for body in bodies}}
    criteria: dict[ModelBody, ModelCriteria] = {}
    for body in bodies:
        version = by_level[levels.get(body.pk, "")]
        if version is None:
            raise Refusal(
                _("Năm %(year)s chưa có tiêu chí nào của loại mô hình này đang áp dụng.") % {"year": year},
                remedy=_("Tỉnh ban hành tiêu chí mô hình trước."),
                code="no_criteria",
            )
        criteria[body] = version
    return criteria


def _place_of(kind: str, body: ModelBody, year: int) -> int:
    if isinstance(body, Place) and kind == ModelKind.COMMUNE:
        return body.pk
    return place_of(_fact(kind, body, year))


def _fact(kind: str, body: ModelBody, year: int) -> GroupFact:
    status = GroupRecognition.Status.REGISTERED
    if isinstance(body, Group) and body.kind == kind:
        return GroupFact(year, status, group=body)
    if isinstance(body, WorkUnit) and kind == ModelKind.UNIT:
        return GroupFact(year, status, unit=body)
    if isinstance(body, Place) and kind == ModelKind.COMMUNITY:
        return GroupFact(year, status, village=body)
    raise Refusal(_("Nơi này không thuộc loại mô hình đã chọn."), code="another_kind")


def _communes(entries: Sequence[NewModel], year: int) -> list[Registration]:
    there = set(Registration.objects.filter(year=year, commune__isnull=False).values_list("commune", flat=True))
    return Registration.objects.bulk_create(
        Registration(year=year, criteria=row.criteria, commune_id=row.body.pk, place_id=row.place)
        for row in entries
        if row.body.pk not in there
    )


def _on_recognitions(kind: str, entries: Sequence[NewModel], year: int) -> list[Registration]:
    column = BODY_COLUMN[ModelKind(kind)]
    wanted = [row.body.pk for row in entries]
    before = set(GroupRecognition.objects.filter(year=year, **{f"{column}__in": wanted}).values_list(column, flat=True))
    status = GroupRecognition.Status.REGISTERED
    GroupRecognition.objects.bulk_create(
        (
            GroupRecognition(year=year, status=status, **{f"{column}_id": row.body.pk})
            for row in entries
            if row.body.pk not in before
        ),
        batch_size=ROWS,
    )
    open_rows = GroupRecognition.objects.filter(year=year, status=status, registration__isnull=True)
    ids = dict(open_rows.filter(**{f"{column}__in": wanted}).values_list(column, "pk"))
    registered = Registration.objects.bulk_create(
        (
            Registration(year=year, criteria=row.criteria, recognition_id=ids[row.body.pk], place_id=row.place)
            for row in entries
            if row.body.pk in ids
        ),
        batch_size=ROWS,
    )
    facts = [_fact(kind, row.body, year) for row in entries if row.body.pk not in before]
    if facts:
        mark_stale(counted_at(facts), [year], is_bulk=len(facts) > 1)
    return registered


def refuse_misfit(question: ModelQuestion, answer: Any) -> None:
    fits = {
        "yes_no": isinstance(answer, bool),
        "points": _is_number(answer) and 0 <= answer <= (question.most or 0),
        "share": isinstance(answer, tuple) and all(map(_is_number, answer)) and 0 <= answer[0] <= answer[1],
    }
    if not fits[question.answer]:
        words = {
            "yes_no": _("Trả lời có hoặc không."),
            "points": _("Điểm từ 0 đến %(most)s.") % {"most": question.most},
            "share": _("Ghi hai số không âm, số đạt không lớn hơn tổng số."),
        }
        raise Refusal(_("Câu trả lời không hợp câu hỏi."), remedy=words[question.answer], code="misfit")


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
