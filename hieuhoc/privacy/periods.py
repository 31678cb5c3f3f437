"""How long each kind is kept on a day: what the province set, else what the kind ships with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from hieuhoc.lib.personal import Kind
from hieuhoc.privacy.models import KeepingPeriod


@dataclass(frozen=True)
class Period:
    """`days` None: until the province decides. `set_by` None and `since` None: shipped."""

    days: int | None
    source: str | Promise
    since: date | None = None


def period_of(kind: Kind, on: date) -> Period:
    return periods_on([kind], on)[kind.code]


def periods_on(kinds: Iterable[Kind], on: date) -> Mapping[str, Period]:
    """By code."""
    latest = KeepingPeriod.objects.filter(since__lte=on).order_by("kind", "-since").distinct("kind")
    set_here = {row.kind: Period(row.days, row.basis, row.since) for row in latest}
    return {
        kind.code: Period(kind.days, kind.source) if kind.is_fixed else set_here.get(kind.code, shipped(kind))
        for kind in kinds
    }


def shipped(kind: Kind) -> Period:
    return Period(kind.days, kind.source)
