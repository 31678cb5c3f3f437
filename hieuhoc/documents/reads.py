"""Answers about the register of numbers."""

from datetime import date

from hieuhoc.documents.models import NumberSeries, RegisteredNumber
from hieuhoc.lib.vietnamese import fold
from hieuhoc.places.models import Place


def standing_number(subject_kind: str, subject_id: int, kind: str) -> RegisteredNumber | None:
    """The number that the paper of this kind about that record bears."""
    rows = RegisteredNumber.objects.standing().filter(subject_kind=subject_kind, subject_id=subject_id, kind=kind)
    return rows.first()


def issuer_key(issuer: str) -> str:
    return fold(" ".join(issuer.split()))


def last_sequence(place: Place, issuer: str, kind: str, day: date) -> int:
    """0 while the register of that year has no number of the kind."""
    series = NumberSeries.objects.filter(place=place, issuer_key=issuer_key(issuer), kind=kind, year=day.year)
    return series.values_list("last", flat=True).first() or 0
