"""An explanation in words: each requirement with what was counted and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hieuhoc.collectives.models import Registration
from hieuhoc.collectives.published import shipped_english
from hieuhoc.collectives.rules import AllRule, AnyRule, CriteriaTable, NumberRule, ShareRule
from hieuhoc.collectives.rules.judging import Explanation, Reckoned, Result
from hieuhoc.collectives.rules.language import Population
from hieuhoc.collectives.sentences import POPULATION_WORDS, question_texts, sentence
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.wording import plainly_worded, worded

STATES = {Result.MET: "met", Result.ASKED: "unanswered", Result.NOT_MET: "not_met"}


@dataclass(frozen=True)
class RuleTold:
    """`found`: "7/9 người lớn"; `missing`: what would do."""

    grade: str
    words: str
    state: str
    state_words: str
    found: str
    missing: str


@dataclass(frozen=True)
class RequirementTold:
    text: str
    rules: tuple[RuleTold, ...]


@dataclass(frozen=True)
class CriterionTold:
    name: str
    requirements: tuple[RequirementTold, ...]
    items: tuple[tuple[str, int | None, int], ...]


@dataclass(frozen=True)
class QuestionTold:
    code: str
    text: str
    answer: str


def told(explanation: Explanation, table: CriteriaTable) -> list[CriterionTold]:
    english = shipped_english()
    questions = {code: plainly_worded(text, english) for code, text in question_texts(table).items()}
    grades = [plainly_worded(grade, english) if len(table.grades) > 1 else "" for grade in table.grades]
    return [
        CriterionTold(
            worded(row.criterion.name, english),
            tuple(
                RequirementTold(
                    worded(each.requirement.text, english),
                    tuple(
                        rule_told(reckoned, grade, questions)
                        for grade, reckoned in zip(grades, each.grades, strict=False)
                        if reckoned is not None
                    ),
                )
                for each in row.requirements
            ),
            tuple((worded(item.item.text, english), item.points, item.item.most) for item in row.items),
        )
        for row in explanation.criteria
    ]


def rule_told(reckoned: Reckoned, grade: str, questions: Mapping[str, str]) -> RuleTold:
    words = dict(Registration.Standing.choices)
    state = STATES[reckoned.result]
    parts = [reckoned, *reckoned.parts] if isinstance(reckoned.rule, AllRule | AnyRule) else [reckoned]
    return RuleTold(
        grade,
        sentence(reckoned.rule, questions),
        state,
        str(words[state]),
        "; ".join(filter(None, map(_found, parts))),
        "; ".join(filter(None, map(_missing, parts))),
    )


def _found(reckoned: Reckoned) -> str:
    rule = reckoned.rule
    of = str(POPULATION_WORDS[rule.of]) if isinstance(rule, ShareRule | NumberRule) else ""
    if reckoned.denominator is not None and reckoned.numerator is not None:
        return f"{number(reckoned.numerator)}/{number(reckoned.denominator)} {of}".strip()
    return f"{number(reckoned.numerator)} {of}".strip() if reckoned.numerator is not None else ""


def _missing(reckoned: Reckoned) -> str:
    rule = reckoned.rule
    if reckoned.denominator == 0 and isinstance(rule, ShareRule | NumberRule):
        return _nobody_on_record(rule.of)
    if not reckoned.missing:
        return ""
    return _("còn thiếu %(count)s") % {"count": number(reckoned.missing)}


def _nobody_on_record(of: Population) -> str:
    """Nothing was counted because nothing is recorded: what to do next."""
    if of is Population.STAFF:
        return _("chưa ghi ai làm việc ở đơn vị: ghi ở trang của đơn vị, hoặc ở cột đơn vị của danh sách dân cư")
    if of in {Population.MEMBERS, Population.ADULTS}:
        return _("chưa ghi người nào: ghi thành viên, nơi ở trước")
    return _("chưa có mô hình nào của năm này: đăng ký, hoặc ghi các mô hình đã công nhận")


def answered(row: Registration, table: CriteriaTable) -> list[QuestionTold]:
    english = shipped_english()
    return [
        QuestionTold(asked.code, worded(asked.text, english), answer_words(row.answers.get(asked.code)))
        for asked in table.questions
    ]


def answer_words(answer: Any) -> str:
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return _("Có") if answer else _("Không")
    return f"{number(answer[0])}/{number(answer[1])}" if isinstance(answer, list) else number(answer)
