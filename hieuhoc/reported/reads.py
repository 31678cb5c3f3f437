"""Reported figures beside the computed ones of the same thing, and the queue of where the two differ."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min
from django.db.models.expressions import RawSQL
from django.utils import timezone

from hieuhoc.indicators.models import Figure
from hieuhoc.lib.scope import Scope
from hieuhoc.reported.catalogue import COMPARED, FigureKind
from hieuhoc.reported.models import ReportedFigure, ReportedFigureQuerySet, ReportingPeriod, Span

QUEUE = """
SELECT f.id
FROM unnest(%s::text[], %s::text[], %s::text[], %s::boolean[]) AS k (kind, indicator, reading, is_share)
JOIN reported_reportedfigure AS f ON f.kind = k.kind
JOIN LATERAL (
    SELECT numerator, CASE WHEN k.is_share THEN denominator ELSE 0 END AS whole FROM indicators_figure
    WHERE place_id = f.place_id AND year = f.year AND indicator = k.indicator AND reading = k.reading
      AND level = '' AND part = '' AND map_date IS NULL
    ORDER BY revision DESC LIMIT 1
) AS c ON true
WHERE f.known_until IS NULL AND f.span = 'year' AND f.origin = 'own_report'
  AND CASE WHEN k.is_share AND (f.number IS NULL OR f.whole IS NULL)
      THEN abs(f.percent - coalesce(100.0 * c.numerator / nullif(c.whole, 0), 0)) >= 0.05
      ELSE f.number <> c.numerator OR (k.is_share AND f.whole <> c.whole) END
  AND NOT EXISTS (
    SELECT FROM reported_cleareddifference
    WHERE figure_id = f.id AND computed_number = c.numerator AND computed_whole = c.whole
  )
"""


@dataclass(frozen=True)
class ComputedBeside:
    """What the records say of the same thing, place and year, on that year's map; `differs` from what was reported."""

    number: int
    whole: int
    differs: bool


def computed_beside(figure: ReportedFigure) -> ComputedBeside | None:
    """None: the records hold no such thing, or nothing was counted for that year and place yet."""
    return computed_beside_all([figure]).get(figure.pk)


def computed_beside_all(figures: Sequence[ReportedFigure]) -> dict[int, ComputedBeside]:
    """One question for all: by the reported figure's id. The latest revision of each year counts."""
    asked = [figure for figure in figures if figure.of_kind.indicator and figure.span == Span.YEAR]
    if not asked:
        return {}
    latest = latest_computed(
        {figure.of_kind for figure in asked},
        {figure.place_id for figure in asked},
        {figure.year for figure in asked},
    )
    beside = {}
    for figure in asked:
        kind = figure.of_kind
        row = latest.get((kind.indicator, kind.reading, figure.place_id, figure.year))
        if row is not None:
            whole = row.denominator if kind.is_share else 0
            differs = figure.value.differs_from(row.numerator, whole, is_share=kind.is_share)
            beside[figure.pk] = ComputedBeside(row.numerator, whole, differs)
    return beside


def latest_computed(
    kinds: Iterable[FigureKind], places: Collection[int], years: Collection[int]
) -> dict[tuple[str, str, int, int], Figure]:
    """By indicator, reading, place and year: what the records say of these kinds, on each year's map, lastly revised."""
    rows = Figure.objects.filter(
        level="",
        part="",
        map_date=None,
        place__in=places,
        year__in=years,
        indicator__in={kind.indicator for kind in kinds if kind.indicator},
    ).order_by("revision")
    return {(row.indicator, row.reading, row.place_id, row.year): row for row in rows if row.place_id is not None}


def differences_within(scope: Scope) -> ReportedFigureQuerySet:
    """The queue: figures of own reports that hold, for which another number was computed and nobody has said why. Told
    apart as `ReportedValue.differs_from` does."""
    kinds = [(kind.code, kind.indicator, kind.reading, kind.is_share) for kind in COMPARED]
    columns = [list(column) for column in zip(*kinds, strict=True)]
    return ReportedFigure.objects.within(scope).filter(pk__in=RawSQL(QUEUE, columns))


@dataclass(frozen=True)
class WaitingPeriods:
    """How many periods wait, and since when the first does."""

    count: int
    oldest_on: date | None


def periods_waiting(scope: Scope, status: str) -> WaitingPeriods:
    rows = ReportingPeriod.objects.within(scope).filter(status=status)
    told = rows.aggregate(count=Count("pk"), oldest=Min("handed_in_at"))
    return WaitingPeriods(told["count"], timezone.localdate(told["oldest"]) if told["oldest"] else None)


def states_below(scope: Scope, year: int, span: str) -> dict[str, int]:
    """State → how many places have their period of that span in it."""
    periods = ReportingPeriod.objects.within(scope).filter(year=year, span=span)
    return dict(periods.values_list("status").annotate(count=Count("pk")).order_by("status"))
