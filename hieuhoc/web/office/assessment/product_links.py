"""Where the round behind a task of a plan opens."""

from django.urls import reverse

from hieuhoc.lib.products import ProductWanted


def _rounds(_place: int, _wanted: ProductWanted) -> str:
    return reverse("office:round-list")


LINKS = {"round": _rounds}
