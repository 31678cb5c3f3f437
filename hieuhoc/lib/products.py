"""What a task of a plan may ask of the records, so that it closes by itself. A room contributes
`hieuhoc/<room>/plan_products.py` with

    PRODUCTS: tuple[PlanProduct, ...]   # what can be counted in its records, place by place

and an area of the office, where the rows behind a count open, `product_links.py` with

    LINKS: dict[str, Callable[[int, ProductWanted], str]]   # code of a product -> address of its rows for a place
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hieuhoc.lib.words import Words


@dataclass(frozen=True)
class ProductWanted:
    """What a task asks: of which year, how much (in the product's own unit), of which kind ("" where it has no kinds)."""

    year: int
    number: Decimal = Decimal(1)
    choice: str = ""


@dataclass(frozen=True)
class ProductReached:
    """How many there are of how many that are needed."""

    count: int
    needed: int

    @property
    def is_enough(self) -> bool:
        return self.needed > 0 and self.count >= self.needed


@dataclass(frozen=True)
class PlanProduct:
    """`count`: for places, what is wanted and a day -> what the records hold under each; a place that is left out has
    nothing to count yet. `number_label` "": no number is asked. `choices`: the kinds there are, (code, words)."""

    code: str
    name: Words
    count: Callable[[Collection[int], ProductWanted, date], Mapping[int, ProductReached]]
    number_label: Words = ""
    most: int = 100_000
    choices: Callable[[], Sequence[tuple[str, Words]]] | None = None
