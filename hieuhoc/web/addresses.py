"""Addresses of records, for lists that show hundreds: a route is reversed once, then only the id is put in."""

from functools import cache

from django.urls import NoReverseMatch, resolve, reverse

from hieuhoc.accounts.models import User
from hieuhoc.lib.opaque import public_id
from hieuhoc.web.guards import may_enter
from hieuhoc.web.ids import KINDS


def record_address(name: str, pk: int) -> str:
    """What `reverse(name, args=[pk])` says, for a route with one opaque id."""
    head, kind, tail = _route(name)
    return head + public_id(kind, pk) + tail


def may_open(user: User, name: str) -> bool:
    """Is there a page of this name for a record, and does its guard let the user in?"""
    guard = _guard(name)
    return bool(guard) and may_enter(user, guard)


@cache
def _guard(name: str) -> str:
    try:
        return getattr(resolve(reverse(name, args=[0])).func, "guard", "")
    except NoReverseMatch:
        return ""


@cache
def _route(name: str) -> tuple[str, str, str]:
    address = reverse(name, args=[0])
    kind = next(kind for kind in KINDS if public_id(kind, 0) in address)
    head, _id, tail = address.partition(public_id(kind, 0))
    return head, kind, tail
