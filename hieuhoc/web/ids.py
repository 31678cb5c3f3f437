"""Path converters for opaque ids: `path("citizens/<citizen:pk>/", …)` takes and gives the token, the view sees the number."""

from django.urls import register_converter

from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import public_id, read_public_id

KINDS = (
    "attendance",
    "batch",
    "branch",
    "citizen",
    "consent",
    "decision",
    "dossier",
    "evidence",
    "grant",
    "group",
    "join",
    "line",
    "membership",
    "number",
    "order",
    "place",
    "problem",
    "proposal",
    "recognition",
    "revision",
    "round",
    "signing",
    "skill",
    "title",
    "training",
    "unit",
    "user",
    "version",
    "waiting",
)


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


# Once, when the module is first imported: each face's urls.py imports it.
for _kind in KINDS:
    register_converter(type(f"{_kind.title()}IdConverter", (PublicIdConverter,), {"kind": _kind}), _kind)


def register_kinds() -> None:
    """Importing this module is what registers; called so that the import reads as meant."""
