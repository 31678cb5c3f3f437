"""What the rooms contribute: the sheets there are, each registered by the room that knows its rows, and the deeds that
no sheet's comparison sees."""

from types import ModuleType
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal

if TYPE_CHECKING:
    from hieuhoc.sheets.sheet import Sheet

_sheets: dict[str, "Sheet"] = {}
_unseen: set[str] = set()


def register[S: type["Sheet"]](kind: S) -> S:
    _sheets[kind.code] = kind()
    return kind


def sheet_of(code: str) -> "Sheet":
    try:
        return _sheets[code]
    except KeyError:
        raise Refusal(_("Không có bảng tính “%(code)s”.") % {"code": code}, code="unknown_sheet") from None


def all_sheets() -> list["Sheet"]:
    return list(_sheets.values())


def add_deeds(_room: str, module: ModuleType) -> None:
    """`SEEN_BY_NO_SHEET` of a room's `deeds.py`: what a check saw still holds after them."""
    _unseen.update(getattr(module, "SEEN_BY_NO_SHEET", ()))


def unseen_deeds() -> frozenset[str]:
    return frozenset(_unseen)
