"""What the address of a page of figures asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import urlencode

from hieuhoc.indicators import reads
from hieuhoc.indicators.definition import registry
from hieuhoc.indicators.reads import YearsShown
from hieuhoc.lib.numbers import read_whole
from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among
from hieuhoc.web.figures.shown import label_day
from hieuhoc.web.requests import Request


@dataclass(frozen=True)
class AskedFigures:
    """What the address asks for: a year that has figures, the map of then or of today, one indicator. `reading` and
    `level` narrow the ranking and the rows; "" = as the target set reads it, all levels."""

    known: Mapping[int, bool]  # years that have figures, the latest first -> whether open
    year: int
    map_date: date | None
    indicator: str
    day: date
    shows_all: bool
    shown: YearsShown
    reading: str = ""
    level: str = ""
    may_read_rows: bool = False

    @property
    def years(self) -> list[int]:
        return list(self.known)

    @property
    def is_open(self) -> bool:
        """The year goes on: its figures are what is counted so far."""
        return self.known.get(self.year, False)

    @property
    def beside_year(self) -> int | None:
        """The open year that stands beside the one shown."""
        return self.shown.ongoing if self.year == self.shown.main else None

    @property
    def years_drawn(self) -> list[int]:
        """Up to the last year with something to read: one that has just begun would draw a fall to nothing."""
        return [year for year in sorted(self.years) if year <= max(self.year, self.shown.last or 0)]

    def query(self, **more: object) -> str:
        kept = {"year": self.year, "map": "today" if self.map_date else "", "indicator": self.indicator}
        return "?" + urlencode({key: str(value) for key, value in (kept | more).items() if value})


def asked_of(request: Request, place: int | None = None) -> AskedFigures:
    known, today = reads.years_known(), timezone.localdate()
    chosen = read_whole(request.GET.get("year", ""))
    shown = reads.years_shown(place, known)
    year = chosen if chosen in known else shown.main or today.year
    map_date = reads.current_map_date() if request.GET.get("map") == "today" else None
    code, level = request.GET.get("indicator", ""), request.GET.get("level", "")
    indicator = registry.get(code)
    readings = {reading_known.code for reading_known in indicator.kept_readings} if indicator else set()
    reading = request.GET.get("reading", "")
    return AskedFigures(
        known=known,
        year=year,
        map_date=map_date,
        indicator=code,
        day=label_day(year, map_date, today),
        shows_all="all" in request.GET,
        shown=shown,
        reading=reading if reading in readings else "",
        level=level if indicator and indicator.dimension and indicator.dimension.words(level) else "",
        may_read_rows=request.user.has_perm("indicators.read_rows"),
    )


def places_reached(scope: Scope) -> QuerySet[Place]:
    return Place.objects.all() if scope.everything else Place.objects.filter(among("pk", scope))


def place_within(scope: Scope, pk: int) -> Place:
    return get_object_or_404(places_reached(scope), pk=pk)
