"""So many learning activities published in a year."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from hieuhoc.learning.models import Activity
from hieuhoc.lib.products import PlanProduct, ProductReached, ProductWanted
from hieuhoc.places.models import Ancestry


def _activities(places: Collection[int], wanted: ProductWanted, today: date) -> Mapping[int, ProductReached]:
    """Those that begin in the year and were not called off."""
    begun = Activity.objects.published().filter(first_on__year=wanted.year)
    held = Counter(begun.values_list("place", flat=True).order_by())
    lines = Ancestry.objects.on(today).filter(ancestor__in=places, descendant__in=list(held))
    counts: Counter[int] = Counter()
    for place, below in lines.values_list("ancestor", "descendant"):
        counts[place] += held[below]
    return {place: ProductReached(counts[place], int(wanted.number)) for place in places}


PRODUCTS = (
    PlanProduct(
        "activities", _("Công bố hoạt động học tập"), _activities, number_label=_("Số hoạt động trong năm"), most=10_000
    ),
)
