"""Where the activities behind tasks of plans open."""

from urllib.parse import urlencode

from django.urls import reverse

from hieuhoc.lib.opaque import public_id
from hieuhoc.lib.products import ProductWanted


def _activities(place: int, wanted: ProductWanted) -> str:
    asked = urlencode({"place": public_id("place", place), "when": "all", "status": "published"})
    return f"{reverse('office:activity-list')}?{asked}"


LINKS = {"activities": _activities}
