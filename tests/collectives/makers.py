"""Models with members and titles, made directly: it is what follows from them that is tried."""

from datetime import date
from typing import Any

from django.utils import timezone

from hieuhoc.collectives.actions import (
    answer_question,
    compose_model_criteria,
    decide_models,
    draft_model_criteria,
    promulgate_model_criteria,
    register_models,
)
from hieuhoc.collectives.models import ModelCriteria, ModelObjection, Registration
from hieuhoc.documents.actions import store_file
from hieuhoc.people.models import Citizen, Group, Membership
from hieuhoc.places.models import Place
from hieuhoc.recognition.models import Decision, GroupRecognition, Title
from hieuhoc.recognition.rules import DecisionText
from tests.cast import World
from tests.people.makers import LONG_AGO

YEAR = 2025
ADULTS_HOLD = {"kind": "share", "of": "adults", "holding": "title", "at_least": "70"}
FUND_ASKED = {"kind": "yes", "question": "fund"}
FUND = {"code": "fund", "text": "Có quỹ khuyến học"}


def make_criteria(kind: str = "family", *rules: dict[str, Any], since: date = LONG_AGO, **parts: Any) -> ModelCriteria:
    """In force since long ago; one criterion for each rule."""
    criteria = [
        {"name": f"Tiêu chí {number}", "requirements": [{"text": "Yêu cầu", "rules": [rule]}]}
        for number, rule in enumerate(rules or (ADULTS_HOLD,), start=1)
    ]
    draft = draft_model_criteria(kind=kind, number="01/HD-HKH", title="Hướng dẫn", actor=None)
    draft = compose_model_criteria(draft, {"grades": ["Đạt"], "criteria": criteria, **parts}, actor=None)
    return promulgate_model_criteria(draft, since=since, actor=None)


def make_family(place: Place, code: str, *members: Citizen, kind: str = "family") -> Group:
    group = Group.objects.create(kind=kind, name=f"Gia đình {code}", folded_name=code.lower(), code=code, place=place)
    Membership.objects.bulk_create(Membership(citizen=member, group=group, since=LONG_AGO) for member in members)
    return group


def give_titles(*citizens: Citizen, year: int = YEAR) -> None:
    day = date(year, 12, 30)
    decision, _is_new = Decision.objects.get_or_create(
        number=f"1/{year}", signed_on=day, issuer="UBND xã", defaults={"place": _home(citizens[0])}
    )
    Title.objects.bulk_create(
        Title(citizen=citizen, year=year, place=_home(citizen), decision=decision) for citizen in citizens
    )


def decision_text(number: str = "15/QĐ-UBND") -> DecisionText:
    return DecisionText(number, timezone.localdate(), "UBND xã", "Y Thu", "Chủ tịch", "Thông tư")


def _home(citizen: Citizen) -> Place:
    assert citizen.home is not None
    return citizen.home


def make_decided(clan: Group, year: int, decision: Decision) -> Registration:
    """Recognised by that decision, whatever its criteria say."""
    row = register_models("clan", [clan], year, actor=None)[0]
    Registration.objects.filter(pk=row.pk).update(decision=decision, decided_grade=1)
    GroupRecognition.objects.filter(registration=row).update(
        status=GroupRecognition.Status.RECOGNISED, decision_number=decision.number, decided_on=decision.signed_on
    )
    return row


def make_model_objection(row: Registration) -> ModelObjection:
    """As a row, with a file: what is said against the decision on the model."""
    row.refresh_from_db()
    assert row.decision is not None
    objection = ModelObjection.objects.create(
        registration=row,
        contested=row.decision,
        recognised_by=row.decision,
        reason="Con cả đi bộ đội",
        due_on=timezone.localdate(),
    )
    paper = store_file(b"%PDF-1.7", kind="objection", file_name="giay-bao.pdf", media_type="application/pdf")
    objection.files.create(document=paper)
    return objection


def make_recognised_models(world: World, number: str = "15/QĐ-UBND") -> Decision:
    """A family with points, a village and the commune, of one decision."""
    item = {"text": "Thu chi", "most": 100, "question": "points"}
    asked = {"code": "points", "text": "Bao nhiêu điểm?", "answer": "points", "most": 100}
    criterion = {"name": "Tiêu chí 1", "requirements": [], "items": [item]}
    make_criteria("family", criteria=[criterion], questions=[asked], least_points=[50])
    make_criteria("community", FUND_ASKED, questions=[FUND])
    make_criteria("commune", FUND_ASKED, questions=[FUND], grades=["Mức 1"])
    family = make_family(world.village, "LAN", world.lan)
    answers: dict[int, tuple[str, Any]] = {}
    for kind, body, answer in (
        ("family", family, ("points", 84)),
        ("community", world.village, ("fund", True)),
        ("commune", world.commune, ("fund", True)),
    ):
        answers[register_models(kind, [body], YEAR, actor=None)[0].pk] = answer
    for row in Registration.objects.filter(pk__in=answers):
        answer_question(row, *answers[row.pk], actor=None)
    return decide_models(list(answers), world.commune, decision_text(number), actor=None)


def models_in_demo() -> dict[str, int]:
    """Rows of the demonstration: criteria being written, a registered clan, a recognised model, its decision and what is said
    against it."""
    row = Registration.objects.filter(decision__isnull=False, revoked_by__isnull=True).order_by("pk")[0]
    assert row.decision_id is not None
    objection = make_model_objection(row)
    return {
        "modelobjection": objection.pk,
        "modelobjectionfile": objection.files.get().pk,
        "modelcriteria": ModelCriteria.objects.get(kind="unit", status="draft").pk,
        "registration": Registration.objects.filter(criteria__kind="clan").order_by("-pk")[0].pk,
        "registration_decided": row.pk,
        "decision_of_models": row.decision_id,
    }
