"""T3 of one work unit, counted as the records stand now, and the staff behind it."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import record_reading
from hieuhoc.indicators import reads
from hieuhoc.indicators.definition import registry
from hieuhoc.indicators.models import TargetSet
from hieuhoc.indicators.rows import PAGE, unit_counts, unit_rows
from hieuhoc.indicators.rules import Count
from hieuhoc.lib.opaque import public_id
from hieuhoc.people.models import WorkUnit
from hieuhoc.web.guards import needs
from hieuhoc.web.office.figures.pages import Asked, asked_of, years_worth_drawing
from hieuhoc.web.office.figures.rows import WORDS, after_of, listed, which_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.shapes import Point, Series


def reading_for(unit: WorkUnit, year: int) -> tuple[TargetSet | None, str]:
    target_set = reads.target_set_for(unit.authority_place_id, year)
    return target_set, registry["T3"].reading_of(reads.settings_of(target_set))


@dataclass(frozen=True)
class UnitFigure:
    pk: int
    name: str
    count: Count
    percent: Decimal | None
    people: str


def unit_figure(unit: WorkUnit, year: int) -> UnitFigure:
    target_set, reading = reading_for(unit, year)
    target = reads.targets_of(target_set, year).get("T3")
    count = unit_counts(unit.pk, reading, [year]).get(year, Count())
    return UnitFigure(unit.pk, unit.name, count, target.percent if target else None, str(registry["T3"].people))


@needs("indicators.read_figures", "people.read_groups")
def unit(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(WorkUnit.objects.within(request.scope), pk=pk)
    asked = asked_of(request)
    target_set, reading = reading_for(found, asked.year)
    target = reads.targets_of(target_set, asked.year).get("T3")
    counts = unit_counts(pk, reading, years_worth_drawing(asked))
    count = counts.get(asked.year, Count())
    address = reverse("office:figures-unit", args=[pk])
    points = [Point(year, n.numerator, n.denominator, f"{address}?year={year}") for year, n in sorted(counts.items())]
    rows_url = reverse("office:figures-unit-rows", args=[pk]) + f"?year={asked.year}"
    context = {
        "unit": found,
        "asked": asked,
        "page_year": asked.year,
        "count": count,
        "sentence": reads.figure_sentence(
            found.name, str(registry["T3"].people), count, target.percent if target is not None else None
        ),
        "lines": [Series(_("Đơn vị"), points)] if points else (),
        "indicator": registry["T3"],
        "reading": registry["T3"].reading(reading),
        "target": target,
        "target_set": target_set,
        "may_read_rows": request.user.has_perm("people.read_groups", found),
        "rows_url": rows_url if request.user.has_perm("people.read_groups", found) else "",
        "tabs": [(word, f"{rows_url}&which={key}") for key, word in WORDS.items()],
    }
    return render(request, "office/figures/unit.html", context)


@needs("people.read_groups")
def unit_people(request: Request, pk: int) -> HttpResponse:
    """Who is counted: the staff of the unit, for whoever may read its members; logged as a reading."""
    found = get_object_or_404(WorkUnit.objects.within(request.scope), pk=pk)
    asked: Asked = asked_of(request)
    _set, reading = reading_for(found, asked.year)
    which = which_of(request)
    found_rows = unit_rows(pk, reading, asked.year, which=which, after=after_of(request), limit=PAGE + 1)
    shown = found_rows[:PAGE]
    record_reading(
        "indicators.read_rows",
        actor=request.user,
        subject_kind="unit",
        subject_id=pk,
        place=found.authority_place_id,
        person_count=len(shown),
    )
    address = f"?year={asked.year}&which="
    context = {
        "asked": asked,
        "heading": found.name,
        "page_year": asked.year,
        "indicator": registry["T3"],
        "reading": registry["T3"].reading(reading),
        "rows": listed(shown, asked.day, request.user),
        "next": public_id("citizen", shown[-1].citizen_id) if len(found_rows) > PAGE else "",
        "which": which,
        "tabs": [(key, word, address + key) for key, word in WORDS.items()],
        "back": reverse("office:figures-unit", args=[pk]) + f"?year={asked.year}",
    }
    return render(request, "office/figures/rows.html", context)
