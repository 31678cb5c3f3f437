"""What a commune reports: a period with a figure that differs from the records, and one published of it. Kind of id → its row."""

from django.utils import timezone

from hieuhoc.indicators.models import Figure
from hieuhoc.places.models import Place
from hieuhoc.reported.actions import open_period
from hieuhoc.reported.models import ReportedFigure
from tests.reported.makers import entry, type_in


def stated(commune: Place, year: int = 2021) -> dict[str, int]:
    """`year`: one for which nothing else was reported here."""
    period = open_period(commune, year, "year", actor=None)
    figure = type_in(period, "raised", entry(5_000_000))
    at = timezone.now()
    of_it = {"indicator": "V1", "reading": "all", "place": commune, "year": year}
    if not Figure.objects.filter(**of_it).exists():
        Figure.objects.create(**of_it, computed_at=at, measure="sum", numerator=4_000_000, denominator=2)
    published = {"kind": "members", "number": 9, "origin": ReportedFigure.Origin.PUBLISHED, "source": "Báo tỉnh"}
    ReportedFigure.objects.create(
        place=commune, year=year, map_date=figure.map_date, known_since=figure.known_since, **published
    )
    return {"reportingperiod": period.pk, "reportedfigure": figure.pk}
