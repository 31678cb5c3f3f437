"""A period of figures is handed in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.products import PlanProduct, ProductReached, ProductWanted
from hieuhoc.lib.words import Words
from hieuhoc.places.models import PlaceSpell, Succession
from hieuhoc.reported.models import ReportingPeriod, Span
from hieuhoc.reported.rules import last_day


def _spans() -> Sequence[tuple[str, Words]]:
    return [(span.value, span.label) for span in Span]


def _handed_in(places: Collection[int], wanted: ProductWanted, today: date) -> Mapping[int, ProductReached]:
    """Or accepted; one that was given back is not handed in. A place without anybody who could report is left out."""
    reporting = _reporting(places, min(last_day(wanted.year, wanted.choice), today))
    done = [ReportingPeriod.Status.HANDED_IN, ReportingPeriod.Status.LOCKED]
    there = ReportingPeriod.objects.filter(year=wanted.year, span=wanted.choice, status__in=done)
    told = set(there.filter(place__in=set().union(*reporting.values())).values_list("place", flat=True))
    return {place: ProductReached(len(those & told), len(those)) for place, those in reporting.items()}


def _reporting(places: Collection[int], on: date) -> dict[int, set[int]]:
    """Place → who reports of it: itself where it stood on that day, else what went whole into it since."""
    standing = set(PlaceSpell.objects.on(on).filter(place__in=places).values_list("place", flat=True))
    reporting = {place: {place} for place in standing}
    younger = set(places) - standing
    if younger:
        whole = Succession.objects.filter(successor__in=younger, is_whole=True)
        pairs = list(whole.values_list("successor", "predecessor"))
        older = _reporting({predecessor for _successor, predecessor in pairs}, on)
        for successor, predecessor in pairs:
            reporting.setdefault(successor, set()).update(older.get(predecessor, ()))
    return {place: those for place, those in reporting.items() if those}


PRODUCTS = (PlanProduct("reported", _("Nộp kỳ báo cáo số liệu"), _handed_in, choices=_spans),)
