"""A version as one value, for pages, forms, sheets and scoring."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hieuhoc.criteria.models import Criterion, GroupWording, Version
from hieuhoc.criteria.published import english_of, shipped_english
from hieuhoc.criteria.rules import AskedCriterion
from hieuhoc.places.models import Certainty


@dataclass(frozen=True)
class CriterionText:
    id: int
    position: int
    text: str
    max_points: int
    source: str
    certainty: str

    @property
    def is_certain(self) -> bool:
        return self.certainty == Certainty.SEEN


@dataclass(frozen=True)
class CompetenceText:
    position: int
    name: str
    criteria: tuple[CriterionText, ...]


@dataclass(frozen=True)
class RuleText:
    id: int
    area_class: str
    min_total: int
    min_each: int
    source: str
    certainty: str

    @property
    def is_certain(self) -> bool:
        return self.certainty == Certainty.SEEN


@dataclass(frozen=True)
class VersionText:
    """`note` says that the wording is a transcription; pages that show the wording show the note. `english`: of any of
    its texts that has one, the unofficial translation."""

    id: int
    number: str
    title: str
    note: str
    source: str
    certainty: str
    competences: tuple[CompetenceText, ...]
    rules: tuple[RuleText, ...]
    english: Mapping[str, str]

    @property
    def criteria(self) -> tuple[CriterionText, ...]:
        return tuple(criterion for competence in self.competences for criterion in competence.criteria)

    @property
    def max_points(self) -> tuple[int, ...]:
        return tuple(criterion.max_points for criterion in self.criteria)


def version_text(version: Version, *, applicant_group_id: int | None = None) -> VersionText:
    """The version in the words for that applicant group (the common words where the decision has no others). Four
    queries."""
    wordings = dict(
        GroupWording.objects.filter(applicant_group=applicant_group_id).values_list("criterion_id", "text")
        if applicant_group_id is not None
        else ()
    )
    by_competence: dict[int, list[CriterionText]] = {}
    for criterion in version.criteria.order_by("position"):
        by_competence.setdefault(criterion.competence_id, []).append(_criterion_text(criterion, wordings))
    return VersionText(
        id=version.pk,
        number=version.number,
        title=version.title,
        note=version.note,
        source=version.source,
        certainty=version.certainty,
        competences=tuple(
            CompetenceText(competence.position, competence.name, tuple(by_competence.get(competence.pk, ())))
            for competence in version.competences.order_by("position")
        ),
        rules=tuple(
            RuleText(rule.pk, rule.area_class, rule.min_total, rule.min_each, rule.source, rule.certainty)
            for rule in version.pass_rules.order_by("-min_total", "area_class")
        ),
        english=english_of(version),
    )


def questions_of(version: Version) -> list[AskedCriterion]:
    rows = version.criteria.order_by("position").values_list("pk", "root", "text", "max_points")
    return [AskedCriterion(root or pk, text, max_points) for pk, root, text, max_points in rows]


def english_of_versions(versions: Collection[int]) -> dict[str, str]:
    """Of a list that shows texts of several versions: Vietnamese text -> its translation."""
    entered = Version.objects.filter(pk__in=versions).exclude(english={}).values_list("english", flat=True)
    return {text: words for of_version in (shipped_english(), *entered) for text, words in of_version.items()}


def texts_of(version: Version) -> tuple[str, ...]:
    """All it says in words, in the order of its page, each text once. Six queries."""
    criteria = list(version.criteria.order_by("position"))
    texts = [
        version.title,
        version.note,
        version.source,
        *version.applicant_groups.order_by("position").values_list("name", flat=True),
        *version.competences.order_by("position").values_list("name", flat=True),
        *(criterion.text for criterion in criteria),
        *GroupWording.objects.filter(criterion__in=criteria).order_by("pk").values_list("text", flat=True),
        *(criterion.source for criterion in criteria),
        *version.pass_rules.order_by("area_class").values_list("source", flat=True),
    ]
    return tuple(dict.fromkeys(filter(None, texts)))


def _criterion_text(criterion: Criterion, wordings: dict[int, str]) -> CriterionText:
    return CriterionText(
        id=criterion.pk,
        position=criterion.position,
        text=wordings.get(criterion.pk, criterion.text),
        max_points=criterion.max_points,
        source=criterion.source,
        certainty=criterion.certainty,
    )
