"""Invented households and people as polars frames: ages, peoples, clans and villages in believable proportions.

Everything is drawn from one seeded generator, so the same size gives the same province.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.random import Generator

from hieuhoc.demo.names import EDE, JRAI, KINH, MNONG, draw_clans, draw_names

HOUSEHOLD_SIZES = np.array([1, 2, 3, 4, 5, 6])
HOUSEHOLD_SHARES = np.array([0.08, 0.17, 0.22, 0.30, 0.15, 0.08])
REFERENCE_YEAR = 2025
FIRST_DAY = date(2021, 1, 1)
# Shares of Kinh, Ê Đê, M'Nông, Jrai by province of the old map: invented, close to what the province tells of itself.
PEOPLES_OF_PROVINCE = {"54": (0.93, 0.06, 0.0, 0.01), "66": (0.66, 0.22, 0.06, 0.06)}


@dataclass(frozen=True)
class VillageSeat:
    """A village of the demo: its Place, the old commune above it and that commune's province code."""

    place: int
    commune: int
    province_code: str


def draw_households(random: Generator, people_wanted: int, seats: list[VillageSeat]) -> pl.DataFrame:
    """One row per household: village, commune, people code, clan name, size, code."""
    count = max(1, round(people_wanted / float(HOUSEHOLD_SIZES @ HOUSEHOLD_SHARES)))
    weights = random.lognormal(0.0, 0.45, size=len(seats))
    seat = np.sort(random.choice(len(seats), size=count, p=weights / weights.sum()))
    province = np.array([seats[index].province_code for index in range(len(seats))], dtype=object)[seat]
    peoples = np.empty(count, dtype=np.int8)
    for code, shares in PEOPLES_OF_PROVINCE.items():
        rows = np.flatnonzero(province == code)
        peoples[rows] = random.choice([KINH, EDE, MNONG, JRAI], size=len(rows), p=shares)
    return pl.DataFrame(
        {
            "household": np.arange(count),
            "village": np.array([s.place for s in seats])[seat],
            "commune": np.array([s.commune for s in seats])[seat],
            "province_code": pl.Series(province.tolist(), dtype=pl.String),
            "people": peoples,
            "clan": pl.Series(draw_clans(random, peoples).tolist(), dtype=pl.String),
            "size": random.choice(HOUSEHOLD_SIZES, size=count, p=HOUSEHOLD_SHARES),
        }
    )


def draw_people(random: Generator, households: pl.DataFrame) -> pl.DataFrame:
    """One row per person: household, village, name, given, sex, birth date (or year only), residence since, died_on, left_on."""
    people = households.select(pl.exclude("size"), pl.int_ranges(0, pl.col("size")).alias("rank")).explode("rank")
    total, rank = people.height, people["rank"].to_numpy()
    birth_year = REFERENCE_YEAR - _ages(random, people["household"].to_numpy(), rank)
    is_female = np.where(
        rank == 0,
        random.random(total) < 0.24,
        np.where(rank == 1, random.random(total) < 0.76, random.random(total) < 0.49),
    )
    codes = people["people"].to_numpy()
    clans = people["clan"].to_numpy().astype(object)
    spouse = rank == 1  # comes from another family
    clans[spouse] = draw_clans(random, codes[spouse])
    names, given = draw_names(random, codes, clans, is_female)
    day = random.integers(0, 365, size=total)
    return people.with_columns(
        name=pl.Series(names.tolist(), dtype=pl.String),
        given_name=pl.Series(given.tolist(), dtype=pl.String),
        sex=pl.Series(np.where(is_female, "f", "m")),
        birth_year=pl.Series(birth_year.astype(np.int16)),
        birth_date=pl.when(pl.Series(random.random(total) < 0.94)).then(
            pl.date(pl.lit(pl.Series(birth_year)), 1, 1) + pl.duration(days=pl.lit(pl.Series(day)))
        ),
        since=pl.lit(FIRST_DAY),
        died_on=_sometimes(random, total, np.where(birth_year < 1955, 0.045, 0.003)),
        left_on=_sometimes(random, total, np.where(birth_year > 1990, 0.02, 0.006)),
    ).with_columns(left_on=pl.when(pl.col("died_on").is_null()).then(pl.col("left_on")))


def identity_digits(random: Generator, people: pl.DataFrame) -> pl.Series:
    """12 digits: province of birth registration, century and sex, year, six random; null for about 3 in 100."""
    total = people.height
    century = (people["birth_year"].to_numpy() // 100 - 19) * 2 + (people["sex"] == "f").to_numpy()
    frame = pl.DataFrame(
        {
            "province": people["province_code"],
            "century": century,
            "year": people["birth_year"].to_numpy() % 100,
            "tail": random.permutation(1_000_000)[np.arange(total) % 1_000_000],
            "kept": random.random(total) > 0.03,
        }
    )
    digits = pl.format(
        "0{}{}{}{}",
        pl.col("province"),
        pl.col("century"),
        pl.col("year").cast(pl.String).str.zfill(2),
        pl.col("tail").cast(pl.String).str.zfill(6),
    )
    numbers = frame.select(pl.when("kept").then(digits).alias("digits"))["digits"]
    return numbers.to_frame().select(pl.when(pl.col("digits").is_first_distinct()).then("digits").alias("digits"))[
        "digits"
    ]


def phone_numbers(random: Generator, people: pl.DataFrame) -> pl.Series:
    """Ten digits with a prefix no operator has given out, for about two thirds of the adults."""
    frame = pl.DataFrame(
        {
            "number": random.integers(10_000_000, 99_999_999, size=people.height),
            "kept": random.random(people.height) < 0.66,
        }
    )
    return frame.select(pl.when("kept").then(pl.format("01{}", pl.col("number"))).alias("phone"))["phone"]


def _ages(random: Generator, household: np.ndarray, rank: np.ndarray) -> np.ndarray:
    head = np.clip(random.normal(46, 13, size=int(household.max()) + 1), 22, 84)[household]
    spouse = np.clip(head + random.normal(-2, 3, size=len(rank)), 20, 88)
    child = np.clip(head - random.normal(26, 4, size=len(rank)) - (rank - 2) * 3, 15, 60)
    elder = np.clip(head + random.normal(25, 4, size=len(rank)), 60, 96)
    grown = np.where((rank >= 4) & (random.random(len(rank)) < 0.55), elder, child)
    ages: np.ndarray = np.where(rank == 0, head, np.where(rank == 1, spouse, grown)).astype(np.int16)
    return ages


def _sometimes(random: Generator, total: int, share: np.ndarray) -> pl.Series:
    """A day between 2022 and mid-2026 for that share of the rows, else null."""
    days = random.integers(0, 1_600, size=total)
    frame = pl.DataFrame({"hit": random.random(total) < share, "days": days})
    return frame.select(pl.when("hit").then(pl.lit(date(2022, 1, 10)) + pl.duration(days="days")).alias("on"))["on"]
