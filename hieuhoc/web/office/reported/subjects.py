"""Reporting periods and figures as histories name them."""

from collections.abc import Collection

from hieuhoc.reported.models import ReportedFigure, ReportingPeriod
from hieuhoc.web.addresses import record_address
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject


def periods(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    rows = ReportingPeriod.objects.within(request.scope).filter(pk__in=ids) if may_read(request) else ()
    return {row.pk: NamedSubject(str(row), record_address("office:reported-period", row.pk)) for row in rows}


def figures(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    rows = ReportedFigure.objects.within(request.scope).filter(pk__in=ids) if may_read(request) else ()
    return {row.pk: NamedSubject(f"{row.of_kind.name}, {row.year}", "") for row in rows}


def may_read(request: Request) -> bool:
    return request.user.has_perm("reported.read_figures")


SUBJECTS = {"reporting_period": periods, "reported_figure": figures}
