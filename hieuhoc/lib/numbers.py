"""Numbers as they are written in Vietnam, 1.234,5 and 39,7%, and on an English page, 1,234.5 and 39.7%."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import get_format

from hieuhoc.lib.shares import Number, share


def format_number(value: Number, decimals: int = 0) -> str:
    """Half away from zero, as people round; floats by their shortest decimal form. In the language of the page."""
    if isinstance(value, int) and not decimals:
        return f"{value:,}".replace(",", get_format("THOUSAND_SEPARATOR"))
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if exact == 0:
        exact = abs(exact)
    marks = {",": get_format("THOUSAND_SEPARATOR"), ".": get_format("DECIMAL_SEPARATOR")}
    return f"{exact:,}".translate(str.maketrans(marks))


def format_plain(value: Number) -> str:
    """40 or 62,5: no more decimals than the number has, as a document writes a target."""
    exact = Decimal(str(value)).normalize()
    return format_number(exact, max(0, -int(exact.as_tuple().exponent)))


def format_percent(numerator: Number, denominator: Number, *, target: Number | None = None, decimals: int = 1) -> str:
    """Empty when there is nothing to divide by: no one is not the same as none of them. Rounded as `lib.shares` says:
    never up to a target that is not reached."""
    rounded = share(numerator, denominator, target=target, decimals=decimals)
    return "" if rounded is None else format_number(rounded, decimals) + "%"


def parse_number(text: str) -> Decimal:
    """1.234,5 or 1234,5 or 1234.5 or 1 234; raises ValueError. A single dot before three digits is a thousands mark:
    1.234 is 1234."""
    cleaned = "".join(text.split())
    sign, digits = (cleaned[:1], cleaned[1:]) if cleaned[:1] in "+-" else ("", cleaned)
    groups = digits.split(",")[0].split(".")
    if (
        len(groups) > 1
        and groups[0] != "0"
        and 1 <= len(groups[0]) <= 3
        and all(len(group) == 3 for group in groups[1:])
    ):
        digits = digits.replace(".", "")
    digits = digits.replace(",", ".", 1)
    if not digits.isascii() or not digits.replace(".", "", 1).isdigit():
        raise ValueError("not a number")
    return Decimal(sign + digits)


def read_whole(text: str) -> int | None:
    """The whole number written in up to nine plain digits; None for anything else: "²" and "٣" are digits too, to Python,
    and a thousand nines are a number that no column holds."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
