"""How numbers and dates read on a page: 1.234,5 · 39,7% · 05/03/2025, in the separators of the language in use."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hieuhoc.lib.numbers import format_number, format_percent, format_plain
from hieuhoc.lib.shares import Number


def number(value: Number | None, places: int = 0) -> str:
    return "–" if value is None else format_number(value, places)


def plain(value: Number | None) -> str:
    """40 or 62,5: no more decimals than the number has."""
    return "–" if value is None else format_plain(value)


def percent(num: Number, den: Number, target: Number | None = None) -> str:
    return format_percent(num, den, target=target) or "–"


def fraction(num: Number, den: Number, unit: str = "", target: Number | None = None) -> str:
    """`412/1.038 người lớn (39,7%)`; without a denominator there is nothing to divide, and it says so."""
    counted = f"{number(num)}/{number(den)}" + (f" {unit}" if unit else "")
    if not den:
        return counted + " (" + _("chưa có số liệu") + ")"
    return f"{counted} ({percent(num, den, target)})"


def day(value: date | datetime | None) -> str:
    if value is None:
        return "–"
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return value.strftime("%d/%m/") + f"{value.year:04d}"


def moment(value: datetime | None) -> str:
    if value is None:
        return "–"
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%H:%M} {day(local)}"


def duration(value: timedelta | Number | None) -> str:
    """Time left in one or two words: nobody needs seconds when there are minutes."""
    if value is None:
        return "–"
    seconds = int(value.total_seconds() if isinstance(value, timedelta) else value)
    if seconds < 60:
        return ngettext("%(count)d giây", "%(count)d giây", seconds) % {"count": seconds}
    minutes = round(seconds / 60)
    if minutes < 60:
        return ngettext("%(count)d phút", "%(count)d phút", minutes) % {"count": minutes}
    hours, rest = divmod(minutes, 60)
    return _("%(hours)d giờ %(minutes)d phút") % {"hours": hours, "minutes": rest}
