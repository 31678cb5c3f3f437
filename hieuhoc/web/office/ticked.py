"""Rows that were ticked in a table."""

from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import read_public_id
from hieuhoc.web.requests import Request


def ticked(request: Request, kind: str, most: int | None = None) -> list[int]:
    """Their ids, in the order sent; what is no public id of the kind is left out. `most`: only so many are looked at."""
    ids = []
    for token in request.POST.getlist("chosen")[:most]:
        try:
            ids.append(read_public_id(kind, token))
        except Unreadable:
            continue
    return ids
