"""The sheets there are, each registered by the room that knows its rows."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal

if TYPE_CHECKING:
    from hieuhoc.sheets.sheet import Sheet

_sheets: dict[str, "Sheet"] = {}


def register[S: type["Sheet"]](kind: S) -> S:
    _sheets[kind.code] = kind()
    return kind


def sheet_of(code: str) -> "Sheet":
    try:
        return _sheets[code]
    except KeyError:
        raise Refusal(_("Không có bảng tính “%(code)s”.") % {"code": code}) from None


def all_sheets() -> list["Sheet"]:
    return list(_sheets.values())
