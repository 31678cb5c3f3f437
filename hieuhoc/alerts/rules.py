"""How unlikely a find is, and how many rows it names."""

import math

MOST_ROWS = 200  # named by an alert; more are counted


def zeros(chance: float) -> int | None:
    """A chance as "one in 10 to the power of this"; None for what cannot be at all."""
    return None if chance <= 0 else max(0, math.floor(-math.log10(min(chance, 1.0))))
