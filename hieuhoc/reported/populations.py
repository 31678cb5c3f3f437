"""Figures told per inhabitant: over the population reported for the same place and year, whose source is named. Where no population
is known there is no such figure; none is guessed from another year or from the records."""

from collections.abc import Sequence
from dataclasses import dataclass

from hieuhoc.reported.catalogue import PER_HEAD, FigureKind
from hieuhoc.reported.models import ReportedFigure, ReportingPeriod, Span
from hieuhoc.reported.reads import latest_computed

POPULATION = "population"
SPANS = (Span.YEAR, Span.NINE, Span.HALF)  # of one year, the first that says a population is taken


@dataclass(frozen=True)
class ToldPerHead:
    """What was reported and what the records say of one kind, in its unit; None = not known, or of a part of a year."""

    kind: FigureKind
    reported: ReportedFigure | None
    computed: int | None


@dataclass(frozen=True)
class PeriodPerHead:
    """`population`: None = not known for the place and year, so nothing is told per inhabitant."""

    population: ReportedFigure | None
    figures: tuple[ToldPerHead, ...]


def per_head(periods: Sequence[ReportingPeriod]) -> dict[int, PeriodPerHead]:
    """By the id of the period; only kinds of which something is known. Two queries."""
    places, years = {period.place_id for period in periods}, {period.year for period in periods}
    rows = ReportedFigure.objects.current().filter(
        origin=ReportedFigure.Origin.REPORT,
        kind__in=[POPULATION, *(kind.code for kind in PER_HEAD)],
        place__in=places,
        year__in=years,
        number__isnull=False,
    )
    typed = {(row.kind, row.place_id, row.year, row.span): row for row in rows}
    computed = latest_computed(PER_HEAD, places, years)

    def of_kind(kind: FigureKind, period: ReportingPeriod) -> ToldPerHead:
        figure = computed.get((kind.indicator, kind.reading, period.place_id, period.year))
        is_whole_year = period.span == Span.YEAR
        return ToldPerHead(
            kind,
            typed.get((kind.code, period.place_id, period.year, period.span)),
            figure.numerator if figure is not None and is_whole_year else None,
        )

    def of_period(period: ReportingPeriod) -> PeriodPerHead:
        said = (typed.get((POPULATION, period.place_id, period.year, span)) for span in SPANS)
        told = (of_kind(kind, period) for kind in PER_HEAD)
        return PeriodPerHead(
            next((figure for figure in said if figure is not None and figure.number), None),
            tuple(row for row in told if row.reported is not None or row.computed is not None),
        )

    return {period.pk: of_period(period) for period in periods}
