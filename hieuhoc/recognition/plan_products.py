"""The list of those proposed in a year is handed in."""

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.products import PlanProduct, ProductReached, ProductWanted
from hieuhoc.recognition.models import Proposal


def _sent(places: Collection[int], wanted: ProductWanted, today: date) -> Mapping[int, ProductReached]:
    """At the place itself, by whatever unit; one that was returned is not handed in."""
    sent = Proposal.objects.filter(round__year=wanted.year, place__in=places)
    sent = sent.filter(status__in=[Proposal.Status.SENT, Proposal.Status.DECIDED])
    known = set(sent.values_list("place", flat=True))
    return {place: ProductReached(int(place in known), 1) for place in places}


PRODUCTS = (PlanProduct("proposal", _("Trình danh sách đề nghị công nhận của năm"), _sent),)
