"""Path converters for opaque ids: `path("citizens/<citizen:pk>/", …)` takes and gives the token, the view sees the number."""

from django.urls import register_converter

from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import public_id, read_public_id


class PublicIdConverter:
    kind: str
    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> int:
        try:
            return read_public_id(self.kind, value)
        except Unreadable:
            raise ValueError(value) from None

    def to_url(self, value: int) -> str:
        return public_id(self.kind, int(value))


KINDS: list[str] = []  # of all addresses, once the faces are loaded


def carry_ids(*kinds: str) -> None:
    """Said by an area's `urls.py` before its addresses: the kinds of ids they carry. Two areas may carry the same."""
    for kind in kinds:
        if kind not in KINDS:
            register_converter(type(f"{kind.title()}IdConverter", (PublicIdConverter,), {"kind": kind}), kind)
            KINDS.append(kind)
