"""Where the lists behind a task of a plan open."""

from urllib.parse import urlencode

from django.urls import reverse

from hieuhoc.lib.opaque import public_id
from hieuhoc.lib.products import ProductWanted


def _proposals(place: int, wanted: ProductWanted) -> str:
    asked = urlencode({"place": public_id("place", place), "year": wanted.year})
    return f"{reverse('office:proposal-list')}?{asked}"


LINKS = {"proposal": _proposals}
