"""Where the rows behind tasks of plans open that count figures."""

from urllib.parse import urlencode

from django.urls import reverse

from hieuhoc.lib.products import ProductWanted


def _figure(place: int, wanted: ProductWanted) -> str:
    asked = urlencode({"year": wanted.year, "indicator": wanted.choice})
    return f"{reverse('office:figures-place', args=[place])}?{asked}"


LINKS = {"figure": _figure}
