"""How numbers and dates read on a page: 1.234,5 · 39,7% · 05/03/2025, in the separators of the language in use."""

from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from django.utils import numberformat, timezone
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

type Number = int | float | Decimal

_TENTH = Decimal("0.1")


def number(value: Number | None, places: int = 0) -> str:
    if value is None:
        return "–"
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return numberformat.format(
        exact,
        get_format("DECIMAL_SEPARATOR"),
        decimal_pos=places,
        grouping=3,
        thousand_sep=get_format("THOUSAND_SEPARATOR"),
        force_grouping=True,
        use_l10n=False,
    )


def plain(value: Number | None) -> str:
    """40 or 62,5: no more decimals than the number has."""
    if value is None:
        return "–"
    exact = Decimal(str(value)).normalize()
    return number(exact, max(0, -int(exact.as_tuple().exponent)))


def ratio(num: Number, den: Number) -> Decimal | None:
    """Percentage with one decimal. Rounding never turns "almost all" into 100 or "a few" into 0."""
    if not den:
        return None
    share = (Decimal(str(num)) * 100 / Decimal(str(den))).quantize(_TENTH, rounding=ROUND_HALF_UP)
    if num < den and share >= 100:
        return Decimal("99.9")
    if num > 0 and share == 0:
        return _TENTH
    return share


def percent(num: Number, den: Number) -> str:
    share = ratio(num, den)
    return "–" if share is None else number(share, 1) + "%"


def fraction(num: Number, den: Number, unit: str = "") -> str:
    """`412/1.038 người lớn (39,7%)`; without a denominator there is nothing to divide, and it says so."""
    counted = f"{number(num)}/{number(den)}" + (f" {unit}" if unit else "")
    if not den:
        return counted + " (" + _("chưa có số liệu") + ")"
    return f"{counted} ({percent(num, den)})"


def missing_to(num: int, den: int, target: Number) -> int:
    """How many more are needed to reach `target` per cent; 0 when it is reached."""
    needed = (Decimal(str(target)) * den / 100).to_integral_value(rounding=ROUND_CEILING)
    return max(0, int(needed) - num)


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
