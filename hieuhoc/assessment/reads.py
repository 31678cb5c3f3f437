"""Answers about rounds and dossiers: where a person is assessed, by which rules, what a dossier says, what waits for
whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.models import Dossier, Evidence, Round, Scoring
from hieuhoc.assessment.rules import Points, Rule, Verdict, given_at, reading_day, score
from hieuhoc.criteria.models import Criterion, PassRule
from hieuhoc.criteria.reads import VersionText, version_text
from hieuhoc.learning.reads import LearnedPiece, learned_for
from hieuhoc.people.models import Citizen
from hieuhoc.people.reads import home_on
from hieuhoc.places.models import Certainty
from hieuhoc.places.reads import PlaceLabel, area_classes_of, label_of


@dataclass(frozen=True)
class CriterionRow:
    """One line of the dossier page: what was said, given and changed, and the evidence for it."""

    id: int
    position: int
    competence: str
    text: str
    max_points: int
    is_certain: bool
    self_points: int | None
    final_points: int | None
    reason: str
    evidence: tuple[Evidence, ...]
    learned: tuple[LearnedPiece, ...] = ()  # activities completed, with the person's consent


@dataclass(frozen=True)
class DossierCard:
    dossier: Dossier
    version: VersionText
    place: PlaceLabel
    read_on: date
    area_classes: Mapping[str, str]  # class -> legal basis
    rows: tuple[CriterionRow, ...]
    scorings: tuple[Scoring, ...]
    verdict: Verdict | None  # None while nothing was answered


@dataclass(frozen=True)
class DossierTask:
    """Dossiers waiting for review in reach of somebody, with the round's deadline."""

    year: int
    count: int
    oldest_at: datetime | None
    review_by: date


def read_on(round_: Round) -> date:
    return reading_day(round_.reference_on, timezone.localdate())


def rounds_to_begin(citizen: Citizen) -> list[Round]:
    """Open ones whose term has not run out and in which the person has no dossier, or took theirs back."""
    begun = Dossier.objects.of(citizen).exclude(status=Dossier.Status.WITHDRAWN).values("round")
    rows = Round.objects.filter(status=Round.Status.OPEN, submit_by__gte=timezone.localdate()).exclude(pk__in=begun)
    return list(rows.select_related("version").order_by("-year"))


def rules_of(version_id: int) -> list[Rule]:
    return [as_rule(rule) for rule in PassRule.objects.filter(version=version_id)]


def as_rule(rule: PassRule) -> Rule:
    return Rule(
        area_class=rule.area_class,
        min_total=rule.min_total,
        min_each=rule.min_each,
        source=rule.source,
        is_certain=rule.certainty == Certainty.SEEN,
        id=rule.pk,
    )


def max_points_of(version_id: int) -> tuple[int, ...]:
    rows = Criterion.objects.filter(version=version_id)
    return tuple(rows.order_by("position").values_list("max_points", flat=True))


def assessed_at(dossier: Dossier) -> int:
    """Where the person lived on the reading day; `dossier.place` only says who handles it (it moves with a change
    order)."""
    return home_on(dossier.citizen_id, read_on(dossier.round)) or dossier.place_id


def verdict_on(dossier: Dossier, points: Points) -> Verdict:
    """What these points would mean for this dossier, by the area classes of the person's place on the round's reading
    day."""
    version_id = dossier.round.version_id
    classes = area_classes_of(assessed_at(dossier), read_on(dossier.round))
    return score(points, rules_of(version_id), classes.keys(), max_points=max_points_of(version_id))


def verdict_of(dossier: Dossier) -> Verdict | None:
    """A decided dossier keeps the rule that decided it, whatever area classes say later; an open one is read as of
    now."""
    points = dossier.final_points or dossier.self_points
    if not points:
        return None
    if dossier.pass_rule is not None:
        return score(
            points,
            [as_rule(dossier.pass_rule)],
            [dossier.pass_rule.area_class],
            max_points=max_points_of(dossier.round.version_id),
        )
    return verdict_on(dossier, points)


def dossier_card(dossier: Dossier, *, with_evidence: bool = True) -> DossierCard:
    version = version_text(dossier.round.version, applicant_group_id=dossier.applicant_group_id)
    day, place_id = read_on(dossier.round), assessed_at(dossier)
    scorings = tuple(dossier.scorings.select_related("given_by").order_by("id"))
    return DossierCard(
        dossier=dossier,
        version=version,
        place=label_of(place_id, day),
        read_on=day,
        area_classes=area_classes_of(place_id, day),
        rows=_rows(dossier, version, _last_reasons(scorings), with_evidence=with_evidence),
        scorings=scorings,
        verdict=verdict_of(dossier),
    )


def dossier_tasks(user: User) -> list[DossierTask]:
    """Dossiers that wait for this user's review, by round, the nearest deadline first. One query per open round."""
    scope = scope_of(user, "assessment.review_dossier")
    if scope.is_empty:
        return []
    tasks = []
    for round_ in Round.objects.filter(status=Round.Status.OPEN).order_by("review_by"):
        waiting = Dossier.objects.within(scope).filter(round=round_, status=Dossier.Status.SUBMITTED)
        count, oldest = waiting.aggregate(count=Count("pk"), oldest=Min("submitted_at")).values()
        if count:
            tasks.append(DossierTask(year=round_.year, count=count, oldest_at=oldest, review_by=round_.review_by))
    return tasks


def _rows(
    dossier: Dossier, version: VersionText, reasons: Mapping[str, str], *, with_evidence: bool
) -> tuple[CriterionRow, ...]:
    evidence: dict[int, list[Evidence]] = {}
    person, year, number = dossier.citizen_id, dossier.round.year, dossier.round.version.number
    learned = learned_for(person, year, number) if with_evidence else []
    pieces = dossier.evidence.all() if with_evidence else dossier.evidence.none()
    for item in pieces.filter(removed_at__isnull=True).select_related("document").order_by("id"):
        evidence.setdefault(item.criterion_id, []).append(item)
    return tuple(
        CriterionRow(
            id=criterion.id,
            position=criterion.position,
            competence=competence.name,
            text=criterion.text,
            max_points=criterion.max_points,
            is_certain=criterion.is_certain,
            self_points=given_at(dossier.self_points, criterion.position),
            final_points=given_at(dossier.final_points, criterion.position),
            reason=reasons.get(str(criterion.position), ""),
            evidence=tuple(evidence.get(criterion.id, ())),
            learned=tuple(piece for piece in learned if piece.position == criterion.position),
        )
        for competence in version.competences
        for criterion in competence.criteria
    )


def _last_reasons(scorings: tuple[Scoring, ...]) -> dict[str, str]:
    reviews = [scoring for scoring in scorings if scoring.stage == Scoring.Stage.REVIEW]
    return dict(reviews[-1].reasons) if reviews else {}
