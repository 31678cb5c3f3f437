"""The round of a year is open."""

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from hieuhoc.assessment.models import Round
from hieuhoc.lib.products import PlanProduct, ProductReached, ProductWanted


def _opened(places: Collection[int], wanted: ProductWanted, today: date) -> Mapping[int, ProductReached]:
    """For every place the same; one that was closed was open."""
    count = Round.objects.filter(year=wanted.year).exclude(status=Round.Status.PLANNED).count()
    return {place: ProductReached(min(count, 1), 1) for place in places}


PRODUCTS = (PlanProduct("round", _("Mở đợt đánh giá của năm"), _opened),)
