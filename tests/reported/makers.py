"""Reported figures for tests."""

from hieuhoc.accounts.models import User
from hieuhoc.places.models import Place
from hieuhoc.reported.actions import FigureEntry, accept_period, enter_figure, hand_in_period, open_period
from hieuhoc.reported.catalogue import kind_of
from hieuhoc.reported.models import ReportedFigure, ReportingPeriod
from hieuhoc.reported.rules import ReportedValue

SOURCE = "Báo cáo số 15/BC-HKH ngày 05/12/2024"


def entry(number: int | None, whole: int | None = None, *, reason: str = "", source: str = SOURCE) -> FigureEntry:
    return FigureEntry(ReportedValue(number, whole), source, reason=reason)


def type_in(period: ReportingPeriod, kind: str, given: FigureEntry, *, actor: User | None = None) -> ReportedFigure:
    return enter_figure(period, kind_of(kind), given, actor=actor)


def make_locked(place: Place, year: int = 2024) -> ReportingPeriod:
    """With its population, accepted."""
    period = open_period(place, year, "year", actor=None)
    type_in(period, "population", entry(8_000))
    hand_in_period(period, actor=None)
    return accept_period(period, actor=None)
