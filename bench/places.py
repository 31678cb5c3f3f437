"""The map of Vietnam: loaded whole with every known order, and `under()` of every province on days of every map."""

import time
from datetime import date
from statistics import median

from django.core.management import call_command

from bench.figures import scratch_database
from bench.rows import Row
from hieuhoc.places.models import Place, PlaceSpell, Tier

LOAD_BAR, UNDER_BAR = 20.0, 5.0  # seconds, milliseconds
DAYS = (date(2020, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 4, 30), date(2026, 12, 31))
TRIES = 9


def run(scale: str) -> list[Row]:
    """`scale` "small" applies the reform of two provinces only. Nothing is kept."""
    with scratch_database("hieuhoc_bench_map"):
        began = time.perf_counter()
        call_command("load_places", **({} if scale == "full" else {"provinces": ["66", "79"]}))
        loaded = time.perf_counter() - began
        slowest, where, asked = slowest_under()
        places = Place.objects.count()
    return [
        Row(
            "places: load everything (s)",
            loaded,
            LOAD_BAR,
            loaded <= LOAD_BAR,
            f"{places:,} places, once, empty database",
        ),
        Row(
            "places: under() of a province (ms)",
            slowest,
            UNDER_BAR,
            slowest <= UNDER_BAR,
            f"the slowest of {asked} province-days (median of {TRIES} each): {where}",
        ),
    ]


def slowest_under() -> tuple[float, str, int]:
    """Milliseconds of the slowest province and day, ids fetched; every province of each day's map is asked."""
    taken = [
        (median(clock_under(spell.place_id, day) for _ in range(TRIES)), f"{spell} on {day}")
        for day in DAYS
        for spell in PlaceSpell.objects.on(day).filter(tier=Tier.PROVINCE)
    ]
    slowest, where = max(taken)
    return slowest * 1000, where, len(taken)


def clock_under(province: int, day: date) -> float:
    began = time.perf_counter()
    list(Place.objects.under(province, day).values_list("pk", flat=True))
    return time.perf_counter() - began
