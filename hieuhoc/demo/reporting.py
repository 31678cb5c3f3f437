"""What communes report of a closed year: handed in, given back, accepted; one figure that differs from the records; and what
other provinces published. The population is invented, as its source says."""

from collections.abc import Sequence
from datetime import date

from hieuhoc.accounts.models import User
from hieuhoc.indicators.models import Figure
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place
from hieuhoc.reported.actions import (
    FigureEntry,
    accept_period,
    enter_figure,
    hand_in_period,
    open_period,
    return_period,
)
from hieuhoc.reported.catalogue import kind_of
from hieuhoc.reported.models import ReportingPeriod
from hieuhoc.reported.published import load_published
from hieuhoc.reported.rules import ReportedValue

INVENTED = "Số liệu giả định của bản trình diễn, không phải số thống kê"
UNRECORDED = 0.03  # of the people of a commune, who stand on no record
STILL_TYPING, HANDED_IN, GIVEN_BACK = 3, 6, 8  # of the communes, in order: the rest are accepted


def report_year(communes: Sequence[Place], hoa: User, minh: User, year: int) -> None:
    """`communes`: the first is Minh's, whose adults with the title are others than the records say."""
    load_published(actor=None)
    for order, commune in enumerate(communes):
        actor = minh if order == 0 else None
        period = open_period(commune, year, "year", actor=actor)
        population = round(_recorded(commune, date(year, 12, 31)) * (1 + UNRECORDED))
        _type(period, "population", ReportedValue(population), actor)
        if order == 0:
            _type_adults(period, actor)
        if order == 0 or order >= STILL_TYPING:
            _pass(period, order, hoa, actor)


def _pass(period: ReportingPeriod, order: int, hoa: User, actor: User | None) -> None:
    hand_in_period(period, actor=actor)
    if order >= GIVEN_BACK:
        accept_period(period, actor=hoa)
    elif order >= HANDED_IN:
        return_period(period, note="Xem lại dân số: lệch nhiều so với niên giám.", actor=hoa)


def _recorded(commune: Place, on: date) -> int:
    return Citizen.objects.filter(home__in=Place.objects.under(commune, on), died_on=None).count()


def _type_adults(period: ReportingPeriod, actor: User | None) -> None:
    """Counted by hand before the year was closed: some more than the records hold."""
    kind = kind_of("adults")
    counted = Figure.objects.filter(
        indicator=kind.indicator, reading=kind.reading, place=period.place_id, year=period.year, map_date=None
    )
    figure = counted.filter(level="", part="").order_by("-revision").first()
    if figure is not None:
        _type(period, kind.code, ReportedValue(figure.numerator + 3, figure.denominator + 12), actor)


def _type(period: ReportingPeriod, kind: str, value: ReportedValue, actor: User | None) -> None:
    enter_figure(period, kind_of(kind), FigureEntry(value, INVENTED, certainty="uncertain"), actor=actor)
