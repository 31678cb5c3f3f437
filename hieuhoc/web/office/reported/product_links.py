"""Where the periods behind tasks of plans open."""

from urllib.parse import urlencode

from django.urls import reverse

from hieuhoc.lib.opaque import public_id
from hieuhoc.lib.products import ProductWanted


def _period(place: int, wanted: ProductWanted) -> str:
    asked = urlencode({"place": public_id("place", place), "year": wanted.year, "span": wanted.choice})
    return f"{reverse('office:reported-list')}?{asked}"


LINKS = {"reported": _period}
