"""What holds true of reported figures, in plain values: what one says, and when a period takes it."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

SPAN_ENDS = {"half": (6, 30), "nine": (9, 30), "year": (12, 31)}
TAKES_FIGURES = frozenset({"typing", "given_back"})
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class ReportedValue:
    """As the document says it: `number` in the unit of its kind, `whole` what a share is of, `percent` where only the
    share is given. `precision`: exact, at least ("hơn") or about ("khoảng")."""

    number: int | None = None
    whole: int | None = None
    percent: Decimal | None = None
    precision: str = "exact"

    @property
    def share(self) -> Decimal | None:
        """Per cent, to hundredths; worked out where both parts are given."""
        if self.number is None or not self.whole:
            return self.percent
        return (HUNDRED * self.number / self.whole).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)

    def differs_from(self, number: int, whole: int, *, is_share: bool) -> bool:
        """From a computed figure of the same thing. "Hơn" and "khoảng" are taken as they are written: whoever clears the
        difference says so. Where only per cent are given they are compared to tenths."""
        if is_share and (self.number is None or self.whole is None):
            computed = HUNDRED * number / whole if whole else Decimal(0)
            return self.share is not None and abs(self.share - computed) >= Decimal("0.05")
        return (self.number, self.whole if is_share else None) != (number, whole if is_share else None)


def last_day(year: int, span: str) -> date:
    """Of what a period speaks: 30/6, 30/9 or 31/12."""
    return date(year, *SPAN_ENDS[span])


def takes_figures(status: str) -> bool:
    return status in TAKES_FIGURES


def what_is_wrong(value: ReportedValue, *, is_share: bool) -> str:
    """The code of the refusal; "" = nothing."""
    if not is_share:
        return "is_no_share" if value.whole is not None else "no_number" if value.number is None else ""
    if value.whole is None:
        return "says_nothing" if value.number is None and value.percent is None else ""
    if value.number is None:
        return "whole_alone"
    if value.percent is not None:
        return "percent_follows"
    return "more_than_whole" if value.number > value.whole else ""
