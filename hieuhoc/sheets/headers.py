"""Which header of the file is which column of the sheet: matched folded, with the accepted other names."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.vietnamese import fold
from hieuhoc.sheets.definition import Column


def match_headers(found: Sequence[str], columns: tuple[Column, ...]) -> tuple[dict[str, str], list[str]]:
    """(header → key, headers nobody knows). Raises Refusal when a required column is missing or given twice."""
    names = {
        _plain(name): column.key for column in columns for name in (str(column.header), column.key, *column.aliases)
    }
    mapping = {header: names[_plain(header)] for header in found if _plain(header) in names}
    twice = {key for key in mapping.values() if list(mapping.values()).count(key) > 1}
    if twice:
        headers = ", ".join(str(column.header) for column in columns if column.key in twice)
        raise Refusal(
            _("Cột này có hai lần trong tệp: %(headers)s.") % {"headers": headers}, remedy=_("Bỏ bớt một cột.")
        )
    missing = [str(column.header) for column in columns if column.is_required and column.key not in mapping.values()]
    if missing:
        raise Refusal(
            _("Tệp thiếu cột bắt buộc: %(headers)s.") % {"headers": ", ".join(missing)},
            remedy=_("Dùng tệp mẫu, giữ nguyên dòng tiêu đề."),
        )
    return mapping, [header for header in found if header not in mapping]


def _plain(header: str) -> str:
    """Folded letters and digits only: `Số định danh *` and `so dinh danh` are one."""
    return "".join(letter for letter in fold(header) if letter.isalnum())
