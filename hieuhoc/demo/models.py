"""Learning models of the last closed year: criteria of an invented guide, registrations judged by their members' titles, one
decision a commune, one that fell since."""

from datetime import date
from typing import Any

from hieuhoc.collectives.actions import (
    compose_model_criteria,
    decide_models,
    describe_model_criteria,
    draft_model_criteria,
    promulgate_model_criteria,
    register_models,
)
from hieuhoc.collectives.actions.registering import ModelBody
from hieuhoc.collectives.following import judge_touched
from hieuhoc.collectives.models import ModelCriteria, ModelKind, Registration
from hieuhoc.people.models import Group, WorkUnit
from hieuhoc.places.models import Place
from hieuhoc.recognition.actions import revoke_title
from hieuhoc.recognition.models import GroupRecognition, Title
from hieuhoc.recognition.rules import DecisionText

NUMBER = "HD trình diễn"
NOTE = "Hướng dẫn bịa cho bản trình diễn: tỉ lệ ở đây không lấy từ văn bản nào."
SINCE = date(2024, 1, 1)
SIGNED = date(2026, 1, 15)
DECIDED = 40  # of each kind, so that some are left to decide on
FUND = {"code": "fund", "text": "Có quỹ khuyến học hoặc góc học tập"}


def share(of: str, holding: str, percent: str) -> dict[str, Any]:
    return {"kind": "share", "of": of, "holding": holding, "at_least": percent}


RULES: dict[str, list[tuple[str, list[dict[str, Any]]]]] = {
    ModelKind.FAMILY: [("Người lớn có danh hiệu", [share("adults", "title", "50")])],
    ModelKind.CLAN: [
        ("Người lớn có danh hiệu", [share("adults", "title", "40")]),
        ("Quỹ khuyến học", [{"kind": "yes", "question": "fund"}]),
    ],
    ModelKind.COMMUNITY: [("Người lớn có danh hiệu", [share("adults", "title", "40")])],
    ModelKind.UNIT: [("Cán bộ, người lao động có danh hiệu", [share("staff", "title", "60")])],
    ModelKind.COMMUNE: [
        ("Người lớn có danh hiệu", [share("adults", "title", "40")]),
        ("Gia đình học tập", [share("families", "recognised", "20")]),
    ],
}


def make_models(year: int, province: Place) -> None:
    for number, (kind, rules) in enumerate(RULES.items(), start=31):
        _put_in_force(kind, rules)
        bodies = _registered(kind, year)
        if bodies:
            register_models(kind, bodies, year, actor=None)
            _decide(kind, year, province, number)
    _let_one_fall(year)


def _put_in_force(kind: str, rules: list[tuple[str, list[dict[str, Any]]]]) -> None:
    title = f"{ModelKind(kind).label}: hướng dẫn của bản trình diễn"
    draft: ModelCriteria = draft_model_criteria(kind=kind, number=NUMBER, title=title, actor=None)
    describe_model_criteria(draft, title=title, source="", certainty="uncertain", note=NOTE, actor=None)
    parts = [{"name": name, "requirements": [{"text": name, "rules": each}]} for name, each in rules]
    asked = [FUND] if kind == ModelKind.CLAN else []
    compose_model_criteria(draft, {"grades": ["Đạt"], "questions": asked, "criteria": parts}, actor=None)
    promulgate_model_criteria(draft, since=SINCE, actor=None)


def _registered(kind: str, year: int) -> list[ModelBody]:
    """Those on record as registered, not recognised, for that year; of communes the first few."""
    rows = GroupRecognition.objects.filter(year=year, status=GroupRecognition.Status.REGISTERED)
    match kind:
        case ModelKind.COMMUNE:
            communes = Place.objects.filter(spells__tier="commune", spells__until__isnull=True)
            return list(communes.filter(pk__in=Title.objects.filter(year=year).values("place")).order_by("pk")[:10])
        case ModelKind.COMMUNITY:
            return list(
                Place.objects.filter(pk__in=rows.filter(village__isnull=False).values("village")).order_by("pk")
            )
        case ModelKind.UNIT:
            return list(WorkUnit.objects.filter(pk__in=rows.values("unit")).order_by("pk"))
        case _:
            return list(Group.objects.filter(kind=kind, pk__in=rows.values("group")).order_by("pk"))


def _decide(kind: str, year: int, province: Place, number: int) -> None:
    met = Registration.objects.filter(criteria__kind=kind, year=year, standing=Registration.Standing.MET).order_by("pk")
    ids = list(met.values_list("pk", flat=True)[:DECIDED])
    if ids:
        decide_models(ids, province, _text(number), actor=None)


def _let_one_fall(year: int) -> None:
    """A title is revoked whose family then no longer meets its criteria: a person has to settle that."""
    decided = Registration.objects.filter(criteria__kind=ModelKind.FAMILY, decision__isnull=False).order_by("pk")
    groups = decided.values("recognition__group")
    held = Title.objects.standing().filter(citizen__memberships__group__in=groups, year=year).order_by("pk")
    for number, title in enumerate(held.distinct()[:6], start=61):
        revoke_title(title, _text(number), reason="Khai không đúng minh chứng", actor=None)
    judge_touched()


def _text(number: int) -> DecisionText:
    return DecisionText(
        f"{number}/QĐ-UBND",
        SIGNED,
        "UBND tỉnh (trình diễn)",
        "Nguyễn Văn Bịa",
        "Chủ tịch",
        "Hướng dẫn của bản trình diễn",
    )
