"""What goods, labour and a venue are worth in đồng. Labour is its hours at the minimum wage of an hour where it was given; goods and
a venue are worth what a paper says, and the gift says which paper."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent.parent / "data" / "wages.toml"
REGION = "IV"  # the lowest: no gift of labour is worth more than it is anywhere in the province


@dataclass(frozen=True)
class HourlyWage:
    """đồng for an hour in a region of wages, from that day on."""

    since: date
    region: str
    amount: int
    source: str
    certainty: str


@cache
def hourly_wages() -> tuple[HourlyWage, ...]:
    return tuple(HourlyWage(**entry) for entry in tomllib.loads(FILE.read_text("utf-8"))["wage"])


def wage_on(day: date, wages: Sequence[HourlyWage] | None = None) -> HourlyWage | None:
    """None before the first that is known."""
    known = [wage for wage in (wages or hourly_wages()) if wage.region == REGION and wage.since <= day]
    return max(known, key=lambda wage: wage.since, default=None)


def labour_worth(hours: int, day: date) -> int | None:
    """đồng; None where no wage is known for the day."""
    wage = wage_on(day)
    return None if wage is None else hours * wage.amount
