"""An alert as the rules leave it."""

from django.utils import timezone

from hieuhoc.alerts.models import Alert
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Ancestry, Place


def make_alert(place: Place) -> Alert:
    """One telephone of the people who live there."""
    under = Ancestry.objects.filter(ancestor=place, until=None).values("descendant")
    people = list(Citizen.objects.filter(home__in=under).values_list("pk", flat=True)[:9]) or [1]
    today = timezone.localdate()
    told = {"rule": "people.shared_phone", "key": f"key {place.pk}", "told": {"count": 50}, "chance": 1e-4}
    return Alert.objects.create(place=place, rows=people, row_count=50, found_on=today, seen_on=today, **told)
