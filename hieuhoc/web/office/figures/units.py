"""What is counted of one work unit by itself, as the records stand now, and the people behind it."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import record_reading
from hieuhoc.indicators import reads
from hieuhoc.indicators.definition import Indicator, held_by
from hieuhoc.indicators.reads import FigureCard, YearsShown
from hieuhoc.indicators.rows import PAGE, Wanted, held_rows, held_values
from hieuhoc.indicators.rules import IssuedTargets, Value
from hieuhoc.lib.opaque import public_id
from hieuhoc.people.indicators import UNIT
from hieuhoc.people.models import WorkUnit
from hieuhoc.web.figures.shown import companions
from hieuhoc.web.guards import needs
from hieuhoc.web.office.figures.asked import AskedFigures, asked_of
from hieuhoc.web.office.figures.rows import WORDS, after_of, listed, which_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.shapes import Ongoing, Point, Series


@dataclass(frozen=True)
class ReadBy:
    """What one indicator of a unit is measured by: the target sets of its place, the first in front."""

    indicator: Indicator
    year: int
    ordered: list[IssuedTargets]
    is_open: bool = False

    @property
    def reading(self) -> str:
        return self.indicator.reading_of(reads.settings_of(self.ordered))


def read_by(unit: WorkUnit, indicator: Indicator, year: int) -> ReadBy:
    revision = reads.current_revision(year)
    ordered = reads.measured_by(unit.authority_place_id, year, revision)
    return ReadBy(indicator, year, ordered, is_open=revision is not None and revision.is_open)


def card_of(unit: WorkUnit, by: ReadBy, value: Value) -> FigureCard:
    """As of a place, by the targets of the unit's own."""
    return FigureCard(
        indicator=by.indicator,
        reading=by.reading,
        place_id=unit.authority_place_id,
        year=by.year,
        map_date=None,
        revision=0,
        value=value,
        unassigned=None,
        own=None,
        target=reads.targets_of(by.ordered, by.year).get(by.indicator.code),
        is_being_recounted=False,
        settings=reads.settings_of(by.ordered),
        is_open=by.is_open,
    )


@dataclass(frozen=True)
class UnitFigure:
    pk: int
    name: str
    card: FigureCard
    beside: Ongoing | None


def unit_figures(unit: WorkUnit, shown: YearsShown) -> list[UnitFigure]:
    """Counted as the records stand now; nothing while no year has figures."""
    if shown.main is None:
        return []
    figures = []
    for indicator in held_by(UNIT.code):
        by = read_by(unit, indicator, shown.main)
        value = held_values(indicator, by.reading, unit.pk, [shown.main]).get(shown.main, Value())
        beside = unit_beside(unit, indicator, shown.ongoing)
        figures.append(UnitFigure(unit.pk, str(unit), card_of(unit, by, value), beside))
    return figures


def unit_beside(unit: WorkUnit, indicator: Indicator, year: int | None) -> Ongoing | None:
    """What an open year has so far, to stand beside a closed one."""
    if year is None:
        return None
    by = read_by(unit, indicator, year)
    value = held_values(indicator, by.reading, unit.pk, [year]).get(year, Value())

    def address(_code: str) -> str:
        return _address("office:figures-unit", unit.pk, indicator, year=year)

    return companions([card_of(unit, by, value)], address).get(indicator.code)


def asked_indicator(asked: AskedFigures) -> Indicator:
    """The one the address asks for, else the first that is told of units."""
    offered = held_by(UNIT.code)
    if not offered:
        raise Http404
    return next((indicator for indicator in offered if indicator.code == asked.indicator), offered[0])


def _address(page: str, pk: int, indicator: Indicator, **words: str | int) -> str:
    return f"{reverse(page, args=[pk])}?{_query(indicator, **words)}"


def _query(indicator: Indicator, **words: str | int) -> str:
    named = {} if indicator == held_by(UNIT.code)[0] else {"indicator": indicator.code}
    return urlencode({**words, **named})


@needs("indicators.read_figures", "people.read_groups")
def unit(request: Request, pk: int) -> HttpResponse:
    unit = get_object_or_404(WorkUnit.objects.within(request.scope), pk=pk)
    asked = asked_of(request)
    indicator = asked_indicator(asked)
    by = read_by(unit, indicator, asked.year)
    values = held_values(indicator, by.reading, pk, asked.years_drawn)
    card = card_of(unit, by, values.get(asked.year, Value()))
    points = [
        Point(
            year,
            value.numerator,
            value.denominator,
            _address("office:figures-unit", pk, indicator, year=year),
            is_open=asked.known[year],
        )
        for year, value in sorted(values.items())
    ]
    rows_url = _address("office:figures-unit-rows", pk, indicator, year=asked.year)
    may_read_rows = request.user.has_perm("people.read_groups", unit)
    context = {
        "unit": unit,
        "asked": asked,
        "page_year": asked.year,
        "card": card,
        "beside": unit_beside(unit, indicator, asked.beside_year),
        "sentence": card.sentence(unit.name),
        "lines": [Series(_("Đơn vị"), points)] if points and card.is_share else (),
        "indicators": held_by(UNIT.code),
        "reading": indicator.reading(by.reading),
        "may_read_rows": may_read_rows,
        "rows_url": rows_url if may_read_rows else "",
        "tabs": [(word, f"{rows_url}&which={key}") for key, word in WORDS.items()],
    }
    return render(request, "office/figures/unit.html", context)


@needs("people.read_groups")
def unit_people(request: Request, pk: int) -> HttpResponse:
    """Who is counted: the staff of the unit, for whoever may read its members; logged as a reading."""
    unit = get_object_or_404(WorkUnit.objects.within(request.scope), pk=pk)
    asked: AskedFigures = asked_of(request)
    indicator = asked_indicator(asked)
    which = which_of(request)
    reading = read_by(unit, indicator, asked.year).reading
    wanted = Wanted(indicator, indicator.reading(reading), asked.year, which, held=pk)
    found_rows = held_rows(wanted, after=after_of(request, indicator), limit=PAGE + 1)
    shown = found_rows[:PAGE]
    record_reading(
        "indicators.read_rows",
        actor=request.user,
        subject_kind="unit",
        subject_id=pk,
        place=unit.authority_place_id,
        person_count=len(shown),
    )
    context = {
        "asked": asked,
        "heading": str(unit),
        "page_year": asked.year,
        "indicator": indicator,
        "reading": wanted.reading,
        "rows": listed(indicator, shown, asked.day, request.user),
        "next": public_id(indicator.subject.code, shown[-1].subject_id) if len(found_rows) > PAGE else "",
        "which": which,
        "tabs": [(key, word, f"?{_query(indicator, year=asked.year, which=key)}") for key, word in WORDS.items()],
        "back": _address("office:figures-unit", pk, indicator, year=asked.year),
    }
    return render(request, "office/figures/rows.html", context)
