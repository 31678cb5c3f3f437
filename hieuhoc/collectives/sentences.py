"""Rules as Vietnamese sentences."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hieuhoc.collectives.rules import (
    AllRule,
    AnyRule,
    CriteriaTable,
    DeclaredRule,
    Holding,
    ModelRule,
    NumberRule,
    PointsRule,
    Population,
    ShareRule,
)

POPULATION_WORDS = {
    Population.MEMBERS: gettext_lazy("thành viên"),
    Population.ADULTS: gettext_lazy("người lớn"),
    Population.STAFF: gettext_lazy("cán bộ, người lao động"),
    Population.LEARNERS: gettext_lazy("người học"),
    Population.FAMILIES: gettext_lazy("gia đình"),
    Population.CLANS: gettext_lazy("dòng họ"),
    Population.COMMUNITIES: gettext_lazy("thôn, buôn, tổ dân phố"),
    Population.UNITS: gettext_lazy("đơn vị"),
}
HELD_WORDS = {
    Holding.TITLE: gettext_lazy("có danh hiệu Công dân học tập của năm"),
    Holding.DIGITAL: gettext_lazy("có kỹ năng số"),
    Holding.PROFICIENT: gettext_lazy("thành thạo kỹ năng số"),
    Holding.TRAINED: gettext_lazy("đã học xong tập huấn về tiêu chí"),
    Holding.RECOGNISED: pgettext_lazy("models", "được công nhận là mô hình học tập của năm"),
}


def sentence(rule: ModelRule, questions: Mapping[str, str]) -> str:
    """The rule as a whole sentence; `questions`: code -> text."""
    words = clause(rule, questions)
    return words[:1].upper() + words[1:] + "."


def clause(rule: ModelRule, questions: Mapping[str, str]) -> str:
    match rule:
        case ShareRule():
            counted = {"percent": percent(rule.at_least), **_counted(rule)}
            return _("ít nhất %(percent)s%% số %(of)s %(holding)s") % counted
        case NumberRule():
            return _("ít nhất %(count)s %(of)s %(holding)s") % {"count": str(rule.at_least), **_counted(rule)}
        case AllRule():
            return _("; và ").join(_part(part, questions) for part in rule.rules)
        case AnyRule():
            return _(", hoặc ").join(_part(part, questions) for part in rule.rules)
        case DeclaredRule():
            told = {"percent": percent(rule.at_least), "question": questions.get(rule.question, rule.question)}
            return _("ít nhất %(percent)s%%, theo số khai: %(question)s") % told
        case PointsRule():
            told = {"points": str(rule.at_least), "question": questions.get(rule.question, rule.question)}
            return _("ít nhất %(points)s điểm cho: %(question)s") % told
        case _:
            return _("được xác nhận: %(question)s") % {"question": questions.get(rule.question, rule.question)}


def question_texts(table: CriteriaTable) -> dict[str, str]:
    return {question.code: question.text for question in table.questions}


def percent(value: Decimal) -> str:
    """90 · 92,5"""
    return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{value:f}" else f"{value:f}"


def _part(rule: ModelRule, questions: Mapping[str, str]) -> str:
    words = clause(rule, questions)
    return f"({words})" if isinstance(rule, AllRule | AnyRule) else words


def _counted(rule: ShareRule | NumberRule) -> dict[str, str]:
    return {"of": str(POPULATION_WORDS[rule.of]), "holding": str(HELD_WORDS[rule.holding])}
