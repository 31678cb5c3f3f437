"""What an indicator is, and what the rooms above contribute in their `indicators.py`: INDICATORS, the RELATIONS they read,
the SETTINGS of a target set they ask for."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

from hieuhoc.indicators import relations
from hieuhoc.indicators.rules import Measure, Settings
from hieuhoc.lib.words import Words


@dataclass(frozen=True)
class Follower:
    """What is assigned to one of the successors when a place is cut, each by itself: persons, the seats of units."""

    code: str  # the column of its id, in `members`
    relation: str  # those with an assignment of their own
    assigned: str  # SQL over stat views of (follower, source = the cut ward, assigned_to = the place)


@dataclass(frozen=True)
class Subject:
    """What is counted: persons, families, units, villages, anything with a place. A room declares its own.

    `code` is the column of its id, in `members` and in `relation`, which every `members` of it reads; where an area of the
    office has a page of that name, lists lead to it.
    """

    code: str
    name: Words  # in a word, for "thiếu 4 người": người, gia đình, tủ sách
    relation: str
    names: Callable[[Collection[int]], dict[int, str]]  # of those listed behind a figure; without one, it is not shown
    is_personal: bool = True  # few of them could be pointed at: the public reads no figure of fewer than five
    follower: Follower | None = None  # without one, it goes where its place goes


@dataclass(frozen=True)
class Dimension:
    """What figures are told apart by besides the place: the level of a unit, the kind of a gift. `code` is the column."""

    code: str
    name: Words
    values: tuple[tuple[str, Words], ...]

    def words(self, value: str) -> str:
        """ "" for a value that is not one of it."""
        return str(dict(self.values).get(value, ""))


@dataclass(frozen=True)
class Holder:
    """What subjects belong to and figures are also told of by itself: a unit of its staff. `code` is the column."""

    code: str
    name: Words
    seats: str  # SQL: the stored places where its subjects may count; parameter %(holder)s


@dataclass(frozen=True)
class IndicatorReading:
    """One way to read an indicator: SQL over the columns of its members.

    `denominator`: the condition of being counted at all. `numerator`: of a share, the condition of being counted in it
    (the engine adds the denominator's); of a sum or a ratio, each subject's amount, a whole number without null; of a
    count, nothing. `per`: of a ratio, what each subject adds below the line.
    """

    code: str
    name: Words
    denominator: str = "TRUE"
    numerator: str = "TRUE"
    per: str = ""
    of: Words = ""  # where the denominator has other words than the indicator's

    @property
    def counted(self) -> str:
        return f"({self.denominator}) AND ({self.numerator})"


LEFT_OUT = "out:"  # begins the codes under which figures of those who are left out are kept


@dataclass(frozen=True)
class LeftOut:
    """Who is left out of a figure, and why: SQL over the columns of its members, which hold them for that alone."""

    code: str
    why: Words  # "chưa ghi ngày sinh"
    condition: str
    readings: tuple[str, ...] = ()  # those it is said of; () = all

    @property
    def reading(self) -> IndicatorReading:
        return IndicatorReading(LEFT_OUT + self.code, self.why, denominator=self.condition)


@dataclass(frozen=True)
class Indicator:
    """`members` is SQL over the contributed relations and the engine's `years(year, day)` and `here(place)`: one row per
    subject and year with the columns of its subject, dimension and holder, year, place (as stored) and those the readings
    speak of. The same text runs on PostgreSQL and DuckDB.

    `first_here`: the lowest id above %(after)s of a subject that may be counted in `here`, at least; else the rows behind a
    figure are looked for from the first id on.

    Where that would be slow for millions, `members_in_duckdb` says the same of all subjects at once: columns year, place,
    that of the dimension, follower (its id, if among those of `goes_with`), alike (how many are alike) and those the
    readings speak of; it may use the macros of `snapshot.py` for sets of years."""

    code: str
    name: Words  # short
    sentence: Words  # what is counted of what, in one sentence
    subject: Subject
    of: Words  # the denominator in a word or two, for "412/1.038 người lớn"
    legal_source: Words  # the paper by which it is asked for
    members: str
    readings: tuple[IndicatorReading, ...]
    reading_of: Callable[[Settings], str]  # which one counts under a target set
    measure: Measure = Measure.SHARE
    unit: Words = ""  # of a sum or a ratio: đồng, giờ, cuốn mỗi người
    dimension: Dimension | None = None
    holder: Holder | None = None
    left_out: tuple[LeftOut, ...] = ()
    left_out_of: Words = ""  # of whom those are some, in a word or two
    left_out_beside: Literal["numerator", "denominator"] = "denominator"  # the others of them
    seated: Follower | None = None  # what subjects are counted at, where that is assigned and not each of them
    note: Words = ""  # what also decides who is counted, for "Cách tính"
    heading: Words = (
        ""  # what pages of figures show it under, apart from the programme's targets; "" = it is one of those
    )
    is_headline: bool = False  # the one shown where there is room for one
    tells_begun_years: bool = False  # while nobody is in its denominator, the year has nothing to read yet
    members_in_duckdb: str | None = None
    first_here: str = ""

    @property
    def goes_with(self) -> Follower | None:
        """Who is asked where a subject of a cut place counts: its seat, else itself."""
        return self.seated or self.subject.follower

    def reading(self, code: str) -> IndicatorReading:
        return next(reading for reading in self.kept_readings if reading.code == code)

    @property
    def kept_readings(self) -> tuple[IndicatorReading, ...]:
        """All that figures are kept of: how it is read, and who is left out."""
        return (*self.readings, *(reason.reading for reason in self.left_out))

    def left_out_of_reading(self, reading: str) -> list[LeftOut]:
        return [reason for reason in self.left_out if not reason.readings or reading in reason.readings]

    def measure_of(self, reading: str) -> Measure:
        """Those who are left out are counted, whatever the indicator measures."""
        return Measure.COUNT if reading.startswith(LEFT_OUT) else self.measure

    def words_of(self, reading: str) -> str:
        """The denominator's words."""
        return str(self.reading(reading).of or self.of)


@dataclass(frozen=True)
class Setting:
    """What a target set decides of how indicators are read; yes or no, or one of several words."""

    code: str
    label: Words  # of the field in a form
    lead: Words  # before the choice, in "Cách tính"
    choices: tuple[tuple[str | bool, Words], ...]
    default: str | bool


registry: dict[str, Indicator] = {}
declared_settings: dict[str, Setting] = {}


def add_room(_room: str, module: ModuleType) -> None:
    registry.update({indicator.code: indicator for indicator in getattr(module, "INDICATORS", ())})
    declared_settings.update({setting.code: setting for setting in getattr(module, "SETTINGS", ())})
    relations.registry.update({relation.name: relation for relation in getattr(module, "RELATIONS", ())})


def indicators() -> list[Indicator]:
    """In the order of their codes."""
    return [registry[code] for code in sorted(registry)]


def programme_indicators() -> list[Indicator]:
    """Those the programme is measured by, in the order of their codes; the others stand under headings of their own."""
    return [indicator for indicator in indicators() if not indicator.heading]


def held_by(holder: str) -> list[Indicator]:
    """Those told of each holder of this code by itself, in the order of their codes."""
    return [indicator for indicator in indicators() if indicator.holder and indicator.holder.code == holder]


def settings_with_defaults(stored: Settings) -> dict[str, str | bool]:
    """What a target set decides; what it does not say (or says of a setting that is gone) is as declared."""
    return {code: stored.get(code, setting.default) for code, setting in declared_settings.items()}


def unknown_settings(given: Settings) -> list[str]:
    """Codes that no room declares, or whose value is none of its choices."""
    known = {code: [value for value, _words in setting.choices] for code, setting in declared_settings.items()}
    return [code for code, value in given.items() if value not in known.get(code, ())]
