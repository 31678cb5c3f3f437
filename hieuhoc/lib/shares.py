"""Shares of a whole in per cent: what is reached is judged exactly, what is written never says more than that. Pure."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

type Number = int | float | Decimal


def reaches(numerator: Number, denominator: Number, target: Number) -> bool:
    """Whether the exact share is `target` per cent or more; nothing reaches anything without a denominator."""
    return bool(denominator) and _exact(numerator) * 100 >= _exact(target) * _exact(denominator)


def share(numerator: Number, denominator: Number, *, target: Number | None = None, decimals: int = 1) -> Decimal | None:
    """In per cent, rounded as it is written; None without a denominator.

    Half away from zero, as people round. But 9.999 of 10.000 are not 100 %, a share below `target` is not written as
    the target, and a few are not none.
    """
    if not denominator:
        return None
    exact = _exact(numerator) * 100 / _exact(denominator)
    step = Decimal(1).scaleb(-decimals)
    rounded = exact.quantize(step, rounding=ROUND_HALF_UP)
    goals = [Decimal(100)] if target is None else [Decimal(100), _exact(target)]
    if any(rounded >= goal and not reaches(numerator, denominator, goal) for goal in goals):
        return exact.quantize(step, rounding=ROUND_FLOOR)
    if numerator > 0 and rounded == 0 and (target is None or step < _exact(target)):
        return step
    return rounded


def missing_to(numerator: int, denominator: int, target: Number) -> int:
    """How many more of the denominator must be in the numerator; 0 = reached."""
    needed = (_exact(target) * denominator / 100).to_integral_value(ROUND_CEILING)
    return max(0, int(needed) - numerator)


def _exact(number: Number) -> Decimal:
    return Decimal(str(number))
