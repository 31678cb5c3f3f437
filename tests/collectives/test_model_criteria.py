"""Criteria of learning models are loaded, drafted, composed, put in force and ended; what is in force never changes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, transaction

from hieuhoc.audit.models import Entry
from hieuhoc.collectives.actions import (
    compose_model_criteria,
    describe_model_criteria,
    draft_model_criteria,
    load_model_criteria,
    promulgate_model_criteria,
    retire_model_criteria,
)
from hieuhoc.collectives.models import ModelCriteria
from hieuhoc.collectives.rules import gaps
from hieuhoc.collectives.rules.judging import ModelFacts, explain
from hieuhoc.collectives.rules.language import Holding, Population
from tests.cast import Cast
from tests.refusals import refusal_code, refused

pytestmark = pytest.mark.django_db

NEW_YEAR = date(2025, 1, 1)
ADULTS_HOLD = {"kind": "share", "of": "adults", "holding": "title", "at_least": "70"}


def table_of(rule: dict[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    needed = {"text": "Người lớn có danh hiệu", "rules": [rule or ADULTS_HOLD]}
    return {"grades": ["Đạt"], "criteria": [{"name": "Người lớn", "requirements": [needed]}], **parts}


def drafted(kind: str = "family", number: str = "01/HD-HKH", **parts: Any) -> ModelCriteria:
    draft = draft_model_criteria(kind=kind, number=number, title="Hướng dẫn", actor=None)
    return compose_model_criteria(draft, table_of(**parts), actor=None)


def test_what_is_published_comes_as_drafts_for_the_province_to_complete() -> None:
    call_command("load_model_criteria")

    numbers = set(ModelCriteria.objects.values_list("kind", "number", "status"))
    assert numbers == {
        ("unit", "24/2023/TT-BGDĐT", "draft"),
        ("commune", "25/2023/TT-BGDĐT", "draft"),
        ("family", "448/QĐ-KHVN", "draft"),
        ("family", "Giai đoạn 2021–2030", "draft"),
    }
    assert load_model_criteria(actor=None) == []


def test_only_what_every_source_tells_is_fit_to_be_put_in_force() -> None:
    load_model_criteria(actor=None)

    lacking = {row.number: gaps(row.table, row.kind) for row in ModelCriteria.objects.all()}
    assert lacking == {
        "24/2023/TT-BGDĐT": (),
        "25/2023/TT-BGDĐT": ("unknown_part",),
        "448/QĐ-KHVN": ("unknown_part", "no_least_points"),
        "Giai đoạn 2021–2030": ("unknown_part",),
    }


def test_a_unit_of_the_province_is_judged_by_circular_24() -> None:
    """≥ 90% of members for grade 1, ≥ 95% for grade 2; a school's learners ≥ 95% and ≥ 97%."""
    load_model_criteria(actor=None)
    table = ModelCriteria.objects.get(number="24/2023/TT-BGDĐT").table
    answers = {"conditions": True, "emulation": True, "digital-basic": True, "digital-good": True}

    def grade(holders: int, learners: int | None = None) -> int:
        counts = {(Population.STAFF, None): 100, (Population.STAFF, Holding.TITLE): holders}
        given = answers | ({"learners": (learners, 100)} if learners is not None else {})
        return explain(table, ModelFacts(counts, given, is_school=learners is not None)).grade

    assert [grade(holders) for holders in (89, 90, 94, 95)] == [0, 1, 1, 2]
    assert [grade(95, learners) for learners in (94, 95, 96, 97)] == [0, 1, 1, 2]


def test_every_shipped_sentence_has_its_source_and_how_certain_it_is() -> None:
    load_model_criteria(actor=None)
    for criteria in ModelCriteria.objects.all():
        for part in criteria.table.criteria:
            for row in (part, *part.requirements, *part.items):
                assert row.source, (criteria.number, row)


def test_a_draft_is_composed_described_and_put_in_force() -> None:
    draft = drafted()
    describe_model_criteria(draft, title="Hướng dẫn tạm", source="Hội tỉnh", certainty="seen", note="", actor=None)
    in_force = promulgate_model_criteria(draft, since=NEW_YEAR, actor=None)

    assert (in_force.status, in_force.since, in_force.title) == ("in_force", NEW_YEAR, "Hướng dẫn tạm")
    assert promulgate_model_criteria(draft, since=NEW_YEAR, actor=None) == in_force
    deeds = list(Entry.objects.filter(subject_kind="model_criteria").order_by("pk").values_list("deed", flat=True))
    assert deeds == [f"collectives.{verb}_model_criteria" for verb in ("draft", "compose", "describe", "promulgate")]


def test_what_is_in_force_never_changes() -> None:
    in_force = promulgate_model_criteria(drafted(), since=NEW_YEAR, actor=None)

    with refused("in_force"):
        compose_model_criteria(in_force, table_of(), actor=None)
    with refused("in_force"):
        describe_model_criteria(in_force, title="", source="", certainty="seen", note="", actor=None)
    changes: list[dict[str, Any]] = [{"content": {}}, {"title": "Khác"}, {"status": "draft"}]
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            ModelCriteria.objects.filter(pk=in_force.pk).update(**change)


def test_a_copy_says_what_its_source_says_as_the_next_edition() -> None:
    source = promulgate_model_criteria(drafted(), since=NEW_YEAR, actor=None)
    copy = draft_model_criteria(kind="family", number=source.number, title="Mới", copied_from=source, actor=None)

    assert (copy.content, copy.edition, copy.status) == (source.content, 2, "draft")
    assert refusal_code(
        lambda: draft_model_criteria(kind="clan", number="2", title="Mới", copied_from=source, actor=None)
    ) == ("another_kind")


def test_one_version_of_a_kind_is_in_force_at_a_time() -> None:
    first = promulgate_model_criteria(drafted(), since=NEW_YEAR, actor=None)
    second = drafted(number="02/HD-HKH")

    with refused("still_in_force"):
        promulgate_model_criteria(second, since=date(2026, 1, 1), actor=None)
    retire_model_criteria(first, until=date(2026, 1, 1), actor=None)
    assert promulgate_model_criteria(second, since=date(2026, 1, 1), actor=None).status == "in_force"
    assert promulgate_model_criteria(drafted("clan"), since=NEW_YEAR, actor=None).status == "in_force"


def test_criteria_in_force_are_ended_with_a_day() -> None:
    draft = drafted()
    with refused("not_in_force"):
        retire_model_criteria(draft, until=date(2026, 1, 1), actor=None)
    in_force = promulgate_model_criteria(draft, since=NEW_YEAR, actor=None)
    with refused("until_too_early"):
        retire_model_criteria(in_force, until=NEW_YEAR, actor=None)
    retired = retire_model_criteria(in_force, until=date(2026, 1, 1), actor=None)
    assert retire_model_criteria(in_force, until=date(2026, 1, 1), actor=None) == retired
    with pytest.raises(DatabaseError), transaction.atomic():
        ModelCriteria.objects.filter(pk=retired.pk).update(until=None)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"kind": "yes", "question": "fund"}, "question_misfit"),
        ({"kind": "share", "of": "staff", "holding": "title", "at_least": "70"}, "population_misfit"),
    ],
)
def test_what_is_not_fit_is_not_put_in_force(rule: dict[str, Any], code: str) -> None:
    with refused(code):
        promulgate_model_criteria(drafted(rule=rule), since=NEW_YEAR, actor=None)


def test_a_rule_the_language_does_not_know_is_refused() -> None:
    with refused("unreadable_rule"):
        drafted(rule={"kind": "python", "code": "1"})


def test_the_province_alone_writes_criteria(cast: Cast) -> None:
    draft = drafted()
    deeds: list[Callable[[], object]] = [
        lambda: load_model_criteria(actor=cast.minh),
        lambda: draft_model_criteria(kind="clan", number="1", title="", actor=cast.minh),
        lambda: describe_model_criteria(draft, title="", source="", certainty="seen", note="", actor=cast.minh),
        lambda: compose_model_criteria(draft, table_of(), actor=cast.minh),
        lambda: promulgate_model_criteria(draft, since=NEW_YEAR, actor=cast.minh),
        lambda: retire_model_criteria(draft, until=NEW_YEAR, actor=cast.minh),
    ]
    for deed in deeds:
        with pytest.raises(PermissionDenied):
            deed()
    assert promulgate_model_criteria(draft, since=NEW_YEAR, actor=cast.hoa).status == "in_force"
