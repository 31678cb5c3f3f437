"""Addresses of records, for lists that show hundreds: a route is reversed once, then only the id is put in."""

from functools import cache

from django.urls import reverse

from hieuhoc.lib.opaque import public_id
from hieuhoc.web.ids import KINDS


def record_address(name: str, pk: int) -> str:
    """What `reverse(name, args=[pk])` says, for a route with one opaque id."""
    head, kind, tail = _route(name)
    return head + public_id(kind, pk) + tail


@cache
def _route(name: str) -> tuple[str, str, str]:
    address = reverse(name, args=[0])
    kind = next(kind for kind in KINDS if public_id(kind, 0) in address)
    head, _id, tail = address.partition(public_id(kind, 0))
    return head, kind, tail
