"""One line of `make bench`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`holds`: the figure is within its bar. `note`: settings, and why, where it is not."""

    name: str
    figure: float
    bar: float
    holds: bool
    note: str = ""
