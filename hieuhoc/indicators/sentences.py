"""What a figure says, in words: by its measure, in the indicator's own."""

from decimal import Decimal

from django.utils.translation import gettext as _

from hieuhoc.indicators.definition import Indicator
from hieuhoc.indicators.rules import Measure, Value, missing_to_target
from hieuhoc.lib.numbers import format_number, format_percent, format_plain

RATIO_DECIMALS = 1


def figure_sentence(
    name: str,
    indicator: Indicator,
    reading: str,
    value: Value | None,
    target: Decimal | None,
    *,
    is_rounded: bool = False,
) -> str:
    """ "Xã Cư Né: 412/1.038 người lớn, 39,7% — thiếu 4 người để đạt 40%"; without a target only its value."""
    of = indicator.words_of(reading)
    if value is None or indicator.measure.amount(value) is None:
        return _("%(place)s: chưa có %(people)s để tính") % {"place": name, "people": of}
    words = value_in_words(indicator, reading, value, target)
    said = f"{name}: {_('khoảng %(value)s') % {'value': words} if is_rounded else words}"
    standing = standing_in_words(indicator, value, target, is_rounded=is_rounded)
    return f"{said} — {standing}" if standing else said


def standing_in_words(indicator: Indicator, value: Value, target: Decimal | None, *, is_rounded: bool = False) -> str:
    """ "thiếu 4 người để đạt 40%", "đạt chỉ tiêu 20.000.000 đồng"; empty when there is nothing to compare."""
    missing = missing_to_target(indicator.measure, value, target)
    if missing is None or target is None:
        return ""
    words = {"target": target_in_words(indicator, target), "missing": amount_in_words(indicator, missing)}
    if not missing:
        return _("đạt chỉ tiêu %(target)s") % words
    if indicator.measure is Measure.SHARE:
        words |= {"missing": format_number(missing), "subject": str(indicator.subject.name)}
        if is_rounded:
            return _("thiếu khoảng %(missing)s %(subject)s để đạt %(target)s") % words
        return _("thiếu %(missing)s %(subject)s để đạt %(target)s") % words
    return _("thiếu %(missing)s để đạt %(target)s") % words


def value_in_words(indicator: Indicator, reading: str, value: Value, target: Decimal | None = None) -> str:
    """412/1.038 người lớn, 39,7% · 412 tủ sách · 12.500.000 đồng · 2,4 cuốn mỗi người; a share never rounds up to its
    target."""
    if indicator.measure_of(reading) is not indicator.measure:
        return f"{format_number(value.numerator)} {indicator.subject.name}"
    amount = indicator.measure.amount(value)
    if indicator.measure is not Measure.SHARE:
        return amount_in_words(indicator, amount or Decimal(0))
    of = f"{format_number(value.numerator)}/{format_number(value.denominator)} {indicator.words_of(reading)}"
    return f"{of}, {format_percent(value.numerator, value.denominator, target=target)}"


def amount_in_words(indicator: Indicator, amount: Decimal) -> str:
    """A number in the indicator's unit: of a ratio with a decimal, of a count in its subjects."""
    if indicator.measure is Measure.RATIO:
        return f"{format_number(amount, RATIO_DECIMALS)} {indicator.unit}"
    return f"{format_number(amount)} {indicator.unit or indicator.of}"


def milestone_in_words(milestone: int, after: int | None) -> str:
    """Which number of a document a year is measured against."""
    if after is None:
        return _("mốc năm %(year)s") % {"year": milestone}
    return _("trên đường thẳng từ mốc năm %(after)s đến mốc năm %(year)s") % {"after": after, "year": milestone}


def target_in_words(indicator: Indicator, target: Decimal) -> str:
    if indicator.measure is Measure.SHARE:
        return f"{format_plain(target)}%"
    return f"{format_plain(target)} {indicator.unit or indicator.of}"
