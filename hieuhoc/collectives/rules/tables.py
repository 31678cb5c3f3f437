"""Changing a table part by part, and what it must have before it is put in force. Pure."""

from itertools import count

from hieuhoc.collectives.rules.language import (
    PEOPLE,
    POPULATIONS_OF,
    AnyRule,
    CriteriaTable,
    DeclaredRule,
    Holding,
    ModelQuestion,
    ModelRule,
    NumberRule,
    PointItem,
    PointsRule,
    Requirement,
    ShareRule,
    TableCriterion,
    YesRule,
    leaves,
    questions_in,
    rules_of,
)

ANSWERED_BY = {YesRule: "yes_no", DeclaredRule: "share", PointsRule: "points"}


def gaps(table: CriteriaTable, kind: str) -> tuple[str, ...]:
    """Codes of what is missing or impossible for a model of that kind; empty = fit to be put in force."""
    known = {question.code: question for question in table.questions}
    requirements = [requirement for criterion in table.criteria for requirement in criterion.requirements]
    items = [item for criterion in table.criteria for item in criterion.items]
    missing = []
    if not requirements and not items:
        missing.append("nothing_asked")
    if not all(row.is_known for row in requirements) or not all(item.is_known for item in items):
        missing.append("unknown_part")
    if any(len(requirement.rules) > len(table.grades) for requirement in requirements):
        missing.append("too_many_grades")
    if not questions_in(table) <= set(known) or len(known) < len(table.questions) or not _answers_fit(table, known):
        missing.append("question_misfit")
    if not _counts_fit(table, kind):
        missing.append("population_misfit")
    return (*missing, *_point_gaps(table, has_items=bool(items)))


def _point_gaps(table: CriteriaTable, *, has_items: bool) -> tuple[str, ...]:
    least = table.least_points
    if has_items and len(least) != len(table.grades):
        return ("no_least_points",)
    if least and (max(least) > table.most_points or list(least) != sorted(least)):
        return ("points_out_of_reach",)
    return ()


def _answers_fit(table: CriteriaTable, known: dict[str, ModelQuestion]) -> bool:
    """Each question is asked for the kind of answer its rule reads, and no rule asks for more points than it has."""
    for criterion in table.criteria:
        for item in criterion.items:
            asked = known.get(item.question or "")
            if asked is not None and (asked.answer != "points" or asked.most != item.most):
                return False
    for rule in rules_of(table):
        for leaf in leaves(rule):
            asked = known.get(getattr(leaf, "question", ""))
            if asked is not None and asked.answer != ANSWERED_BY[type(leaf)]:
                return False
            if isinstance(leaf, PointsRule) and asked is not None and leaf.at_least > (asked.most or 0):
                return False
    return True


def _counts_fit(table: CriteriaTable, kind: str) -> bool:
    for rule in rules_of(table):
        for leaf in leaves(rule):
            if isinstance(leaf, ShareRule | NumberRule) and (
                leaf.of not in POPULATIONS_OF[kind] or (leaf.of in PEOPLE) == (leaf.holding is Holding.RECOGNISED)
            ):
                return False
    return True


def with_criterion(table: CriteriaTable, position: int, criterion: TableCriterion) -> CriteriaTable:
    """`position` from 1; one past the last adds it."""
    return _with(table, criteria=_put(table.criteria, position, criterion))


def with_requirement(table: CriteriaTable, position: int, number: int, requirement: Requirement) -> CriteriaTable:
    """The requirement `number` of a criterion, both from 1; number 0 adds one."""
    criterion = table.criteria[position - 1]
    rows = _put(criterion.requirements, number or len(criterion.requirements) + 1, requirement)
    return with_criterion(table, position, criterion.model_copy(update={"requirements": rows}))


def with_item(table: CriteriaTable, position: int, number: int, item: PointItem) -> CriteriaTable:
    """The item of points `number` of a criterion, both from 1; number 0 adds one."""
    criterion = table.criteria[position - 1]
    rows = _put(criterion.items, number or len(criterion.items) + 1, item)
    return with_criterion(table, position, criterion.model_copy(update={"items": rows}))


def with_question(table: CriteriaTable, question: ModelQuestion) -> CriteriaTable:
    """The question of that code, new or in other words."""
    others = tuple(asked for asked in table.questions if asked.code != question.code)
    return _with(table, questions=(*others, question))


def new_code(table: CriteriaTable) -> str:
    taken = {question.code for question in table.questions}
    return next(code for code in (f"q{number}" for number in count(1)) if code not in taken)


def without(table: CriteriaTable, position: int, *, requirement: int = 0, item: int = 0) -> CriteriaTable:
    """Without that requirement or item of the criterion, or without the criterion; questions nobody asks any more go
    too. Numbers from 1."""
    criterion = table.criteria[position - 1]
    if requirement or item:
        rows = {
            "requirements": _drop(criterion.requirements, requirement),
            "items": _drop(criterion.items, item),
        }
        table = with_criterion(table, position, criterion.model_copy(update=rows))
    else:
        table = _with(table, criteria=_drop(table.criteria, position))
    return tidy(table)


def tidy(table: CriteriaTable) -> CriteriaTable:
    asked = questions_in(table)
    return _with(table, questions=tuple(question for question in table.questions if question.code in asked))


def alternative(rule: ModelRule | None, other: ModelRule | None) -> ModelRule | None:
    """Either of them."""
    if rule is None or other is None:
        return rule or other
    return AnyRule(rules=(*(rule.rules if isinstance(rule, AnyRule) else (rule,)), other))


def _with(table: CriteriaTable, **parts: object) -> CriteriaTable:
    return table.model_copy(update=parts)


def _put[Row](rows: tuple[Row, ...], number: int, row: Row) -> tuple[Row, ...]:
    return (*rows[: number - 1], row, *rows[number:])


def _drop[Row](rows: tuple[Row, ...], number: int) -> tuple[Row, ...]:
    return tuple(row for counted, row in enumerate(rows, start=1) if counted != number)
