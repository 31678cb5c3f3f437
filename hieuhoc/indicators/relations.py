"""The statistical relations an indicator may read, without nulls, for both engines.

On PostgreSQL each is a common table expression over the rooms' `stat` views; for DuckDB its rows are copied out in
fixed width. Dates that are not known become the ends of time, so that `since <= day AND until > day` needs no null.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

EARLY = date(1, 1, 1)
FAR = date(9999, 12, 31)


class Kind(Enum):
    """Name, PostgreSQL type, numpy type of its binary form, the server's function that writes it."""

    ID = ("id", "bigint", ">i8", "int8send")
    SMALL = ("small", "smallint", ">i2", "int2send")
    DAY = ("day", "date", ">i4", "date_send")
    WORD = ("word", "smallint", ">i2", "int2send")  # a word of a known list travels as its position in it

    @property
    def postgres(self) -> str:
        return self.value[1]

    @property
    def binary(self) -> str:
        return self.value[2]

    @property
    def sender(self) -> str:
        return self.value[3]


@dataclass(frozen=True)
class Column:
    name: str
    kind: Kind
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relation:
    name: str
    columns: tuple[Column, ...]
    sql: str  # over stat views; {today} is the day of the count
    block: str = "citizen >> 19"  # rows that travel together: half a million people's

    def text(self, today: date) -> str:
        return self.sql.format(since=SINCE, until=UNTIL, far=f"DATE '{FAR}'", today=f"DATE '{today}'")


SINCE = f"coalesce(since, DATE '{EARLY}') AS since"
UNTIL = f"coalesce(until, DATE '{FAR}') AS until"

LEVELS = ("", "commune", "district", "province", "central")
SKILLS = ("", "digital", "proficient", "job_fit")

CITIZEN = Column("citizen", Kind.ID)
PLACE = Column("place", Kind.ID)
YEAR = Column("year", Kind.SMALL)
SPELL = (Column("since", Kind.DAY), Column("until", Kind.DAY))
RANK = Column("rank", Kind.SMALL)  # 0 registered, 1 recognised

RECOGNITION = (
    "SELECT year, {subject}, CASE WHEN status = 'recognised' THEN 1 ELSE 0 END AS rank"
    " FROM stat.recognition WHERE {subject} IS NOT NULL"
)

RELATIONS = (
    Relation(
        "person",
        (CITIZEN, Column("birth_year", Kind.SMALL), Column("gone_on", Kind.DAY)),
        "SELECT citizen, coalesce(birth_year, 9999) AS birth_year, coalesce(least(died_on, left_on), {far}) AS gone_on"
        " FROM stat.person",
    ),
    Relation("residence", (CITIZEN, PLACE, *SPELL), "SELECT citizen, place, {since}, {until} FROM stat.residence"),
    Relation(
        "waiting",  # of a cut ward, assigned nowhere yet
        (CITIZEN, PLACE, Column("since", Kind.DAY)),
        "SELECT citizen, source AS place, since FROM stat.waiting WHERE assigned_to IS NULL",
    ),
    Relation(
        "follower",  # who has an assignment of his own after a ward was cut
        (CITIZEN,),
        "SELECT DISTINCT citizen FROM stat.waiting WHERE assigned_to IS NOT NULL",
    ),
    Relation(
        "group_member",
        (CITIZEN, Column("group_id", Kind.ID), *SPELL),
        "SELECT citizen, group_id, {since}, {until} FROM stat.group_member",
    ),
    Relation(
        "learning_group",
        (YEAR, Column("group_id", Kind.ID), RANK),
        RECOGNITION.replace("{subject}", "group_id"),
        "year",
    ),
    Relation("learning_unit", (YEAR, Column("unit", Kind.ID), RANK), RECOGNITION.replace("{subject}", "unit"), "year"),
    Relation(
        "learning_village",
        (YEAR, Column("village", Kind.ID), RANK),
        RECOGNITION.replace("{subject}", "village"),
        "year",
    ),
    Relation(
        "unit_member",  # main memberships
        (CITIZEN, Column("unit", Kind.ID), *SPELL),
        "SELECT citizen, unit, {since}, {until} FROM stat.unit_member WHERE is_main",
    ),
    Relation(
        "unit",
        (Column("unit", Kind.ID), PLACE, Column("level", Kind.WORD, LEVELS), *SPELL),
        "SELECT unit, place, level, {since}, {until} FROM stat.unit",
        "unit >> 19",
    ),
    Relation(
        "branch_member",  # main memberships
        (CITIZEN, Column("branch", Kind.ID), *SPELL),
        "SELECT citizen, branch, {since}, {until} FROM stat.branch_member WHERE is_main",
    ),
    Relation(
        "branch",
        (Column("branch", Kind.ID), PLACE, *SPELL),
        "SELECT branch, place, {since}, {until} FROM stat.branch",
        "branch >> 19",
    ),
    Relation(
        "skill",
        (CITIZEN, Column("kind", Kind.WORD, SKILLS), *SPELL),
        "SELECT citizen, kind, {since}, {until} FROM stat.skill",
    ),
    Relation(
        "training",  # completed
        (CITIZEN, Column("held_on", Kind.DAY)),
        "SELECT citizen, held_on FROM stat.training WHERE completed",
    ),
    Relation(
        "title",  # not revoked
        (CITIZEN, YEAR, PLACE),
        "SELECT citizen, year, place FROM stat.title WHERE revoked_on IS NULL OR revoked_on > {today}",
        "year",
    ),
)
