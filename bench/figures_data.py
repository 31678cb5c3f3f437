"""A province for the figures bench, made set-based in SQL: two old provinces become one, 290 communes become 102."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection

REFORM = date(2025, 7, 1)
YEARS = range(2017, 2026)
SCRIPT = Path(__file__).with_name("figures_province.sql")


@dataclass(frozen=True)
class Size:
    people: int
    villages: int = 2_500
    communes: int = 102
    old_communes: int = 290
    titles_per_year: float = 0.4445  # share of all people: 10 million of 2.5 million over nine years


def make_province(size: Size) -> None:
    words = {
        "people": size.people,
        "villages": size.villages,
        "new": size.communes,
        "old": size.old_communes,
        "reform": REFORM,
        "first": YEARS[0],
        "last": YEARS[-1],
        "per_ten_thousand": round(size.titles_per_year * 10_000),
    }
    with connection.cursor() as cursor:
        for statement in SCRIPT.read_text("utf-8").format(**words).split(";\n"):
            if statement.strip():
                cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")
