"""The rule language of learning models: monotone, explained to the last leaf, said in words."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hieuhoc.collectives.rules import (
    AllRule,
    AnyRule,
    CriteriaTable,
    DeclaredRule,
    Holding,
    ModelQuestion,
    ModelRule,
    NumberRule,
    PointItem,
    PointsRule,
    Population,
    Requirement,
    ShareRule,
    TableCriterion,
    YesRule,
    alternative,
    gaps,
    tidy,
    with_item,
    with_question,
    with_requirement,
    without,
)
from hieuhoc.collectives.rules.judging import Given, ModelFacts, Reckoned, Result, explain, reckon
from hieuhoc.collectives.sentences import sentence

ADULTS_HOLD = ShareRule(of=Population.ADULTS, holding=Holding.TITLE, at_least=Decimal(70))
QUESTIONS = ("fund", "corner", "work")


def family(holders: int, adults: int, **answers: Given) -> ModelFacts:
    counts = {(Population.ADULTS, None): adults, (Population.ADULTS, Holding.TITLE): holders}
    return ModelFacts(counts, answers)


def leaf_rules() -> st.SearchStrategy[ModelRule]:
    shares = st.decimals(min_value=1, max_value=100, places=1)
    counted = {
        "of": st.sampled_from([Population.MEMBERS, Population.ADULTS]),
        "holding": st.sampled_from(list(Holding)[:4]),
    }
    return st.one_of(
        st.builds(ShareRule, **counted, at_least=shares),
        st.builds(NumberRule, **counted, at_least=st.integers(1, 8)),
        st.builds(YesRule, question=st.just(QUESTIONS[0])),
        st.builds(PointsRule, question=st.just(QUESTIONS[1]), at_least=st.integers(1, 10)),
        st.builds(DeclaredRule, question=st.just(QUESTIONS[2]), at_least=shares),
    )


def rules() -> st.SearchStrategy[ModelRule]:
    return st.recursive(
        leaf_rules(),
        lambda parts: st.one_of(
            st.builds(AllRule, rules=st.lists(parts, min_size=1, max_size=3).map(tuple)),
            st.builds(AnyRule, rules=st.lists(parts, min_size=1, max_size=3).map(tuple)),
        ),
        max_leaves=8,
    )


@st.composite
def facts(draw: st.DrawFn) -> ModelFacts:
    counts: dict[tuple[Population, Holding | None], int] = {}
    for population in (Population.MEMBERS, Population.ADULTS):
        counts[population, None] = everybody = draw(st.integers(0, 9))
        for held in list(Holding)[:4]:
            counts[population, held] = draw(st.integers(0, everybody))
    answers: dict[str, Given | None] = {
        QUESTIONS[0]: draw(st.none() | st.booleans()),
        QUESTIONS[1]: draw(st.none() | st.integers(0, 10)),
        QUESTIONS[2]: draw(st.none() | st.integers(1, 9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))),
    }
    return ModelFacts(counts, {code: answer for code, answer in answers.items() if answer is not None})


@st.composite
def tables(draw: st.DrawFn) -> CriteriaTable:
    grades = draw(st.integers(1, 3))
    rows = st.lists(st.none() | rules(), min_size=1, max_size=grades)
    requirements = [Requirement(text="Yêu cầu", rules=tuple(each)) for each in draw(st.lists(rows, max_size=3))]
    items = tuple(PointItem(text="Mục", most=5, rule=rule) for rule in draw(st.lists(rules(), max_size=2)))
    least = tuple(sorted(draw(st.lists(st.integers(1, 10), min_size=grades, max_size=grades)))) if items else ()
    criterion = TableCriterion(name="Tiêu chí", requirements=tuple(requirements), items=items)
    return CriteriaTable(grades=("1", "2", "3")[:grades], least_points=least, criteria=(criterion,))


@st.composite
def better(draw: st.DrawFn, told: ModelFacts) -> ModelFacts:
    """One more of those who are there holds something, or an answer is given or becomes a better one."""
    counts = dict(told.counts)
    raised = [(of, held) for (of, held) in counts if held is not None and counts[of, held] < counts[of, None]]
    chosen = draw(st.none() | st.sampled_from(raised)) if raised else None
    if chosen is not None:
        counts[chosen] += 1
        return replace(told, counts=counts)
    best: Mapping[str, Given] = {QUESTIONS[0]: True, QUESTIONS[1]: 10, QUESTIONS[2]: (9, 9)}
    code = draw(st.sampled_from(QUESTIONS))
    return replace(told, given={**told.given, code: best[code]})


@given(tables(), st.data())
def test_one_more_title_point_or_yes_never_takes_a_grade_away(table: CriteriaTable, data: st.DataObject) -> None:
    told = data.draw(facts())
    before, after = explain(table, told), explain(table, data.draw(better(told)))

    assert after.grade >= before.grade
    assert all(new >= old for old, new in zip(before.results, after.results, strict=True) if old is not Result.ASKED)


@given(tables(), facts())
def test_a_higher_grade_is_never_reached_without_the_lower(table: CriteriaTable, told: ModelFacts) -> None:
    results = explain(table, told).results

    assert list(results) == sorted(results, reverse=True)


@given(rules(), facts())
def test_the_explanation_is_complete(rule: ModelRule, told: ModelFacts) -> None:
    """Whoever only reads the leaves comes to the same answer, and every leaf says what was counted or that it waits."""
    reckoned = reckon(rule, told)

    assert read_again(reckoned) is reckoned.result
    for leaf in leaves_of(reckoned):
        is_yes = isinstance(leaf.rule, YesRule)
        assert leaf.result is Result.ASKED or is_yes or leaf.numerator is not None
        assert leaf.missing >= 0


@given(rules(), facts(), st.data())
def test_an_answer_never_asked_for_changes_nothing_decided(
    rule: ModelRule, told: ModelFacts, data: st.DataObject
) -> None:
    """What is decided while questions are open stays decided whatever is answered."""
    decided = reckon(rule, told).result
    answers: dict[str, Given] = {
        "fund": data.draw(st.booleans()),
        "corner": data.draw(st.integers(0, 10)),
        "work": (0, 9),
    }
    answered = reckon(rule, replace(told, given={**answers, **told.given})).result

    assert answered is not Result.ASKED
    assert decided in (Result.ASKED, answered)


@given(st.integers(0, 40), st.integers(1, 40), st.integers(1, 1000))
def test_what_is_missing_is_exactly_what_would_do(holders: int, adults: int, tenths: int) -> None:
    rule = ShareRule(of=Population.ADULTS, holding=Holding.TITLE, at_least=Decimal(tenths) / 10)
    holders = min(holders, adults)
    reckoned = reckon(rule, family(holders, adults))

    assert (reckoned.missing == 0) is (reckoned.result is Result.MET)
    assert reckon(rule, family(holders + reckoned.missing, adults)).result is Result.MET
    if reckoned.missing:
        assert reckon(rule, family(holders + reckoned.missing - 1, adults)).result is Result.NOT_MET


@given(tables())
def test_what_is_stored_is_read_back_the_same(table: CriteriaTable) -> None:
    assert CriteriaTable.model_validate(table.model_dump(mode="json")) == table


def test_of_nobody_there_is_no_share() -> None:
    assert reckon(ADULTS_HOLD, family(0, 0)).result is Result.NOT_MET


def test_a_requirement_of_schools_is_asked_of_schools_only() -> None:
    needed = Requirement(text="Người học", schools_only=True, rules=(YesRule(question="learners"),))
    table = CriteriaTable(grades=("Đạt",), criteria=(TableCriterion(name="Kết quả", requirements=(needed,)),))

    assert explain(table, ModelFacts()).result is Result.MET
    assert explain(table, ModelFacts(is_school=True)).result is Result.ASKED


def test_points_are_enough_short_or_still_open() -> None:
    items = tuple(PointItem(text="Mục", most=10, question=code) for code in ("q1", "q2"))
    table = CriteriaTable(grades=("Đạt",), least_points=(15,), criteria=(TableCriterion(name="Điểm", items=items),))

    def result(**given: Given) -> tuple[Result, tuple[int, int] | None]:
        told = explain(table, ModelFacts(given=given))
        return told.result, told.points

    assert result(q1=8) == (Result.ASKED, (8, 18))
    assert result(q1=8, q2=7) == (Result.MET, (15, 15))
    assert result(q1=4) == (Result.NOT_MET, (4, 14))
    assert explain(table, ModelFacts(given={"q1": 4})).failing == (0,)


def test_the_criterion_that_fails_is_named() -> None:
    parts = (
        TableCriterion(name="Một", requirements=(Requirement(text="Có quỹ", rules=(YesRule(question="fund"),)),)),
        TableCriterion(name="Hai", requirements=(Requirement(text="Người lớn", rules=(ADULTS_HOLD,)),)),
    )
    told = explain(CriteriaTable(grades=("Đạt",), criteria=parts), family(6, 9, fund=True))

    assert told.failing == (2,)
    assert told.criteria[1].requirements[0].grades[0] == Reckoned(ADULTS_HOLD, Result.NOT_MET, 6, 9, missing=1)


SAID: list[tuple[ModelRule, str]] = [
    (ADULTS_HOLD, "Ít nhất 70% số người lớn có danh hiệu Công dân học tập của năm."),
    (
        ShareRule(of=Population.STAFF, holding=Holding.TRAINED, at_least=Decimal("92.5")),
        "Ít nhất 92,5% số cán bộ, người lao động đã học xong tập huấn về tiêu chí.",
    ),
    (
        NumberRule(of=Population.FAMILIES, holding=Holding.RECOGNISED, at_least=3),
        "Ít nhất 3 gia đình được công nhận là mô hình học tập của năm.",
    ),
    (YesRule(question="fund"), "Được xác nhận: có quỹ khuyến học."),
    (PointsRule(question="fund", at_least=8), "Ít nhất 8 điểm cho: có quỹ khuyến học."),
    (DeclaredRule(question="fund", at_least=Decimal(95)), "Ít nhất 95%, theo số khai: có quỹ khuyến học."),
    (
        AllRule(rules=(YesRule(question="fund"), AnyRule(rules=(ADULTS_HOLD, YesRule(question="fund"))))),
        "Được xác nhận: có quỹ khuyến học; và (ít nhất 70% số người lớn có danh hiệu Công dân học tập của năm, hoặc"
        " được xác nhận: có quỹ khuyến học).",
    ),
]


@pytest.mark.parametrize(("rule", "said"), SAID)
def test_a_rule_is_a_sentence(rule: ModelRule, said: str) -> None:
    assert sentence(rule, {"fund": "có quỹ khuyến học"}) == said


UNREADABLE: list[dict[str, Any]] = [
    {"kind": "share", "of": "adults", "holding": "title", "at_least": 0},
    {"kind": "share", "of": "adults", "holding": "title", "at_least": 101},
    {"kind": "share", "of": "everybody", "holding": "title", "at_least": 50},
    {"kind": "not", "rules": []},
    {"kind": "any", "rules": []},
    {"kind": "yes", "question": "__import__('os')"},
    {"kind": "yes", "question": "fund", "run": "x"},
]


@pytest.mark.parametrize("rule", UNREADABLE)
def test_what_the_language_does_not_know_is_refused(rule: dict[str, Any]) -> None:
    part = {"name": "Một", "requirements": [{"text": "Yêu cầu", "rules": [rule]}]}
    with pytest.raises(ValidationError):
        CriteriaTable.model_validate({"grades": ["Đạt"], "criteria": [part]})


FUND = ModelQuestion(code="fund", text="có quỹ")


def one_requirement(*rules: ModelRule | None, questions: tuple[ModelQuestion, ...] = (), **parts: Any) -> CriteriaTable:
    needed = Requirement(text="Yêu cầu", rules=rules)
    criteria = (TableCriterion(name="Một", requirements=(needed,)),)
    return CriteriaTable(**{"grades": ("Đạt",), "questions": questions, "criteria": criteria, **parts})


def one_item(**parts: Any) -> CriteriaTable:
    items = (PointItem(text="Mục", most=10, question="fund"),)
    asked = ModelQuestion(code="fund", text="có quỹ", answer="points", most=10)
    criteria = (TableCriterion(name="Một", items=items),)
    return CriteriaTable(**{"grades": ("Đạt",), "questions": (asked,), "criteria": criteria, **parts})


RECOGNISED_FAMILIES = ShareRule(of=Population.FAMILIES, holding=Holding.RECOGNISED, at_least=Decimal(70))
GAPS: list[tuple[CriteriaTable, str, tuple[str, ...]]] = [
    (one_requirement(ADULTS_HOLD), "family", ()),
    (one_requirement(RECOGNISED_FAMILIES), "commune", ()),
    (one_item(least_points=(6,)), "family", ()),
    (CriteriaTable(grades=("Đạt",)), "family", ("nothing_asked",)),
    (one_requirement(None), "family", ("unknown_part",)),
    (one_requirement(ADULTS_HOLD, ADULTS_HOLD), "family", ("too_many_grades",)),
    (one_requirement(YesRule(question="fund")), "family", ("question_misfit",)),
    (one_requirement(PointsRule(question="fund", at_least=3), questions=(FUND,)), "family", ("question_misfit",)),
    (one_requirement(ADULTS_HOLD), "unit", ("population_misfit",)),
    (
        one_requirement(RECOGNISED_FAMILIES.model_copy(update={"holding": Holding.TITLE})),
        "commune",
        ("population_misfit",),
    ),
    (one_item(), "family", ("no_least_points",)),
    (one_item(least_points=(11,)), "family", ("points_out_of_reach",)),
]


@pytest.mark.parametrize(("table", "kind", "missing"), GAPS)
def test_what_a_table_lacks_is_named(table: CriteriaTable, kind: str, missing: tuple[str, ...]) -> None:
    assert gaps(table, kind) == missing


def test_a_table_is_changed_part_by_part() -> None:
    needed = Requirement(text="Có quỹ", rules=(YesRule(question="fund"),))
    table = with_question(one_requirement(ADULTS_HOLD), FUND)
    table = with_requirement(table, 1, 0, needed)
    assert [row.text for row in table.criteria[0].requirements] == ["Yêu cầu", "Có quỹ"]

    changed = with_requirement(table, 1, 1, needed.model_copy(update={"text": "Sửa"}))
    assert [row.text for row in changed.criteria[0].requirements] == ["Sửa", "Có quỹ"]
    assert tidy(changed).questions == (FUND,)

    item = PointItem(text="Mục", most=5, rule=ADULTS_HOLD)
    assert without(with_item(table, 1, 0, item), 1, item=1) == table
    assert without(table, 1, requirement=2) == one_requirement(ADULTS_HOLD)
    assert without(table, 1) == CriteriaTable(grades=("Đạt",))


def test_another_way_to_meet_a_requirement_joins_those_there_are() -> None:
    fund, corner = YesRule(question="fund"), YesRule(question="corner")

    assert alternative(None, fund) == fund
    assert alternative(fund, corner) == AnyRule(rules=(fund, corner))
    assert alternative(AnyRule(rules=(fund, corner)), ADULTS_HOLD) == AnyRule(rules=(fund, corner, ADULTS_HOLD))


def read_again(reckoned: Reckoned) -> Result:
    if isinstance(reckoned.rule, AllRule):
        return min(map(read_again, reckoned.parts))
    if isinstance(reckoned.rule, AnyRule):
        return max(map(read_again, reckoned.parts))
    return reckoned.result


def leaves_of(reckoned: Reckoned) -> list[Reckoned]:
    return [leaf for part in reckoned.parts for leaf in leaves_of(part)] or [reckoned]
