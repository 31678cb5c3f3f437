"""Answers about inspections: what can be drawn, what a sample says, whether it is the one its seed gives."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from hieuhoc.accounts.abilities import OFFICES
from hieuhoc.accounts.models import Grant, User
from hieuhoc.alerts.models import Alert
from hieuhoc.alerts.registry import rule_of
from hieuhoc.indicators.reads import FigureCard, cards
from hieuhoc.inspection.models import CheckedTitle, Finding, Inspection, InspectionPlan, Sample
from hieuhoc.inspection.rules.estimating import Estimate, PartResult, of_draws, of_strata
from hieuhoc.inspection.rules.sampling import DrawnTitle, TitleFrame, drawn_by_size, drawn_from_each
from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Place, covers
from hieuhoc.places.reads import among, communes_of, communes_under, reached_ids
from hieuhoc.recognition.models import Title

ADULTS = "T2"  # the reported rate: adults who hold the title


def frame_of(place: Place, year: int) -> dict[int, list[int]]:
    """The titles of the year that stand today under the place, by the commune they lie in now."""
    today = timezone.localdate()
    rows = Title.objects.standing().filter(among("place", _under(place.pk)), year=year)
    by_place: dict[int, list[int]] = defaultdict(list)
    for title, where in rows.order_by("pk").values_list("pk", "place"):
        by_place[where].append(title)
    communes = communes_reaching(place.pk, by_place, today)
    frame: dict[int, list[int]] = defaultdict(list)
    for where, titles in by_place.items():
        if where in communes:
            frame[communes[where]] += titles
    return {commune: sorted(titles) for commune, titles in frame.items()}


def communes_reaching(root: int, places: Collection[int], on: date) -> dict[int, int]:
    """Of places under the root → the commune each lies in on that day; one that ended: the commune that reaches it."""
    communes = communes_of(places, on)
    ended = set(places) - communes.keys() - {root}
    for commune in communes_under(root, on) if ended else ():
        reached = ended.intersection(reached_ids(Scope(on=on, places=frozenset({commune}))))
        communes = dict.fromkeys(reached, commune) | communes
    return communes


def _under(place_id: int) -> Scope:
    return Scope(on=timezone.localdate(), places=frozenset({place_id}))


def drawn_for(sample: Sample, frame: TitleFrame) -> list[DrawnTitle]:
    """What the sample's seed gives."""
    if sample.method == Sample.Method.BY_SIZE:
        assert sample.per_draw is not None
        return drawn_by_size(frame, sample.size, sample.per_draw, sample.seed)
    return drawn_from_each(frame, sample.size, sample.seed)


def is_drawn_again(sample: Sample) -> bool:
    """Do the seed and the population on record give the very titles that are checked?"""
    frame = dict(sample.strata.values_list("place", "titles"))
    again = {row.title for row in drawn_for(sample, frame)}
    return again == set(CheckedTitle.objects.filter(stratum__sample=sample).values_list("title", flat=True))


def current_sample(plan: InspectionPlan) -> Sample | None:
    return plan.samples.order_by("-number").first()


@dataclass(frozen=True)
class SampleStanding:
    """`judged` of `size` titles of the sample are judged, `merited` of them are merited. `estimate`: None while a part of it
    has nobody judged yet."""

    size: int
    judged: int
    merited: int
    estimate: Estimate | None


def standing_of(sample: Sample) -> SampleStanding:
    parts = _results(sample)
    estimate = of_draws(parts) if sample.method == Sample.Method.BY_SIZE else of_strata(parts)
    size = CheckedTitle.objects.filter(stratum__sample=sample).count()
    return SampleStanding(size, sum(part.judged for part in parts), sum(part.merited for part in parts), estimate)


def _results(sample: Sample) -> list[PartResult]:
    judged = Count("checked_titles", filter=Q(checked_titles__verdict__in=CheckedTitle.JUDGED))
    merited = Count("checked_titles", filter=Q(checked_titles__verdict=CheckedTitle.Verdict.MERITED))
    rows = sample.strata.filter(taken__gt=0).values("place", "size", "checked_titles__draw")
    counted = rows.annotate(judged=judged, merited=merited).order_by("place", "checked_titles__draw")
    return [PartResult(row["size"], row["judged"], row["merited"]) for row in counted]


@dataclass(frozen=True)
class ConcludedVisit:
    """A visit that was concluded: how many of its titles were judged, and how many of those are not merited (`wrong`)."""

    visit: Inspection
    judged: int
    wrong: int


def concluded_visits(plan: InspectionPlan) -> list[ConcludedVisit]:
    wrong = Q(checked_titles__verdict=CheckedTitle.Verdict.UNMERITED)
    rows = plan.inspections.filter(status=Inspection.Status.CONCLUDED).annotate(
        judged=Count("checked_titles", filter=Q(checked_titles__verdict__in=CheckedTitle.JUDGED)),
        wrong=Count("checked_titles", filter=wrong),
    )
    return [
        ConcludedVisit(visit, visit.judged, visit.wrong)  # type: ignore[attr-defined]
        for visit in rows.order_by("pk")
    ]


def findings_of(plan: InspectionPlan) -> QuerySet[Finding]:
    """Of its visits that were concluded, the first to be put right first."""
    rows = Finding.objects.filter(inspection__plan=plan, inspection__status=Inspection.Status.CONCLUDED)
    return rows.select_related("inspection").order_by("due_on", "pk")


def called_off_count(plan: InspectionPlan) -> int:
    """Visits that were not held; those of samples that another took the place of were never to be."""
    return plan.inspections.filter(status=Inspection.Status.CALLED_OFF, sample=current_sample(plan)).count()


def open_count(plan: InspectionPlan) -> int:
    return plan.inspections.filter(status__in=Inspection.OPEN).count()


def reported_rate(plan: InspectionPlan) -> FigureCard | None:
    """What the figures report for the year: adults who hold the title."""
    known = [card for card in cards(plan.place_id, plan.year) if card.indicator.code == ADULTS]
    return next((card for card in known if card.value is not None and card.value.denominator), None)


def inspectors_to_choose(plan: InspectionPlan) -> list[User]:
    """Accounts that hold an office at the plan's place or under it today."""
    held = Grant.objects.filter(covers(timezone.localdate()), role__in=OFFICES).filter(
        among("place", _under(plan.place_id))
    )
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("full_name", "pk"))


def visits_of_alert(alert: Alert) -> QuerySet[Inspection]:
    """The newest first."""
    return Inspection.objects.filter(alert=alert).order_by("-pk")


def alerts_to_take_up(plan: InspectionPlan) -> QuerySet[Alert]:
    """Sent to inspection under the plan's place, and no visit looks into them; the oldest first."""
    visited = Inspection.objects.exclude(alert=None).exclude(status=Inspection.Status.CALLED_OFF).values("alert")
    sent = Alert.objects.within(_under(plan.place_id)).filter(status=Alert.Status.SENT)
    return sent.exclude(pk__in=visited).order_by("found_on", "pk")


def subject_of(alert: Alert) -> str:
    """The kind of its rows, as the audit names records; "" for a rule that is no more."""
    rule = rule_of(alert.rule)
    return "" if rule is None else rule.subject


def titles_named(alert: Alert, titles: Collection[int]) -> list[int]:
    """Of these titles those that the alert speaks of: themselves, by their dossier, or by who holds them."""
    column = {"title": "pk", "dossier": "dossier", "citizen": "citizen"}.get(subject_of(alert))
    if column is None:
        return []
    rows = Title.objects.filter(pk__in=titles, **{f"{column}__in": alert.rows})
    return list(rows.order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True)
class WaitingVisits:
    """How many visits wait for their inspector, and the first day that was planned."""

    count: int
    first_on: date | None


def visits_waiting(user: User) -> WaitingVisits:
    mine = Inspection.objects.filter(inspectors__user=user, status__in=Inspection.OPEN)
    told = mine.aggregate(count=Count("pk"), first=Min("planned_on"))
    return WaitingVisits(told["count"], told["first"])


def findings_on_home(own: Scope, inspected: Scope) -> tuple[WaitingVisits, WaitingVisits]:
    """What the very places of the first scope have to put right, and what the places inspected by those of the second have not
    put right in time."""
    to_fix = Q(status=Finding.Status.TO_FIX)
    waiting = to_fix & Q(inspection__place__in=own.places)
    overdue = to_fix & Q(inspection__plan__place__in=inspected.places, due_on__lt=timezone.localdate())
    told = Finding.objects.filter(waiting | overdue, inspection__status=Inspection.Status.CONCLUDED).aggregate(
        waiting=Count("pk", filter=waiting),
        waiting_first=Min("due_on", filter=waiting),
        overdue=Count("pk", filter=overdue),
        overdue_first=Min("due_on", filter=overdue),
    )
    return (
        WaitingVisits(told["waiting"], told["waiting_first"]),
        WaitingVisits(told["overdue"], told["overdue_first"]),
    )
