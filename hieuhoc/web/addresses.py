"""Addresses of pages, as Django's `reverse` gives them, for lists that ask for hundreds: a route is reversed once, then only
the ids are put in."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, resolve, reverse
from django.urls.converters import IntConverter, get_converters

from hieuhoc.accounts.models import User
from hieuhoc.web.guards import may_enter
from hieuhoc.web.ids import PublicIdConverter

PLACEHOLDER = re.compile(r"<(?:(\w+):)?\w+>")  # of a route; its group: the kind of the value

# What comes first; the converter of each value, and what follows it.
type AddressMould = tuple[str, list[tuple[Any, str]]]

_moulds: dict[tuple[str, int, str], AddressMould | None] = {}  # by name, number of values, urlconf


def record_address(name: str, pk: int) -> str:
    return address(name, (pk,))


def address(name: str, values: Sequence[object] = ()) -> str:
    """What `reverse(name, args=values)` says. Raises NoReverseMatch."""
    key = name, len(values), settings.ROOT_URLCONF
    if key not in _moulds:
        _moulds[key] = _mould(name, values)
    mould = _moulds[key]
    return reverse(name, args=values) if mould is None else _cast(mould, values)


def _mould(name: str, values: Sequence[object]) -> AddressMould | None:
    """None where `reverse` has to be asked each time: for values that are neither opaque ids nor numbers."""
    known = reverse(name, args=values)
    start, *rest = PLACEHOLDER.split("/" + resolve(known).route)
    converters = [get_converters().get(kind) for kind in rest[::2]]
    if not all(isinstance(converter, PublicIdConverter | IntConverter) for converter in converters):
        return None
    mould = start, list(zip(converters, rest[1::2], strict=True))
    return mould if len(converters) == len(values) and _cast(mould, values) == known else None


def _cast(mould: AddressMould, values: Sequence[object]) -> str:
    start, parts = mould
    try:
        pieces = [converter.to_url(value) + after for (converter, after), value in zip(parts, values, strict=True)]
    except ValueError as error:
        raise NoReverseMatch(str(error)) from error
    return start + "".join(pieces)


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
