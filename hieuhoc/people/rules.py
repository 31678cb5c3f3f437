"""Who is who, and what may be declared about a person. Pure: plain values in, findings and answers out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hieuhoc.lib.vietnamese import spelled

NUMBER_LENGTHS = (9, 12)
LINK_CODE_DAYS = 30
FIRST_YEAR_COUNTED = 2022  # the programme began with Decision 677/QĐ-TTg of 3/6/2022
OLDEST_AGE = 125
NAME_LENGTH = 120
# Provinces of birth registration: the 63 of the old map. 100 and more are countries (born abroad).
_PREFIXES = (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042"
    " 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087"
    " 089 091 092 093 094 095 096"
)
PROVINCE_PREFIXES = frozenset(_PREFIXES.split())


class Cause(StrEnum):
    NUMBER_DIGITS = "number_digits"
    NUMBER_LENGTH = "number_length"
    NUMBER_PREFIX = "number_prefix"
    NUMBER_SEX = "number_sex"
    NUMBER_BIRTH_YEAR = "number_birth_year"
    NAME_MISSING = "name_missing"
    NAME_LONG = "name_long"
    GIVEN_NAME_ELSEWHERE = "given_name_elsewhere"
    BIRTH_MISSING = "birth_missing"
    BIRTH_FUTURE = "birth_future"
    BIRTH_LONG_AGO = "birth_long_ago"
    BIRTH_DIFFERS = "birth_differs"


# Everything else refuses the declaration; these are only said.
WARNINGS = frozenset({Cause.NUMBER_PREFIX, Cause.NUMBER_SEX, Cause.NUMBER_BIRTH_YEAR})


def errors(findings: Sequence[Cause]) -> list[Cause]:
    return [cause for cause in findings if cause not in WARNINGS]


def clean_number(text: str) -> str:
    """Without the spaces, dots and dashes people write between groups of digits."""
    return "".join(character for character in text if character not in " .-\u00a0\t")


def number_findings(number: str, *, sex: str | None = None, birth_year: int | None = None) -> list[Cause]:
    """`number` is cleaned. 12 digits: 3 province of birth registration, 1 century and sex (0/1 = born 19xx male/female,
    2/3 = 20xx …), 2 year, 6 random. Wrong digits or length is an error, a contradiction only a warning."""
    if not (number.isascii() and number.isdigit()):
        return [Cause.NUMBER_DIGITS]
    if len(number) not in NUMBER_LENGTHS:
        return [Cause.NUMBER_LENGTH]
    if len(number) == 9:
        return []
    causes = []
    if number[0] == "0" and number[:3] not in PROVINCE_PREFIXES:
        causes.append(Cause.NUMBER_PREFIX)
    if sex is not None and (sex == "f") != (int(number[3]) % 2 == 1):
        causes.append(Cause.NUMBER_SEX)
    if birth_year is not None and birth_year != year_in_number(number):
        causes.append(Cause.NUMBER_BIRTH_YEAR)
    return causes


def year_in_number(number: str) -> int:
    """The birth year written in a number of 12 digits."""
    return 1900 + int(number[3]) // 2 * 100 + int(number[4:6])


def name_findings(name: str, given_name: str) -> list[Cause]:
    """No letter is refused: Ê Đê, M'Nông and Jrai names have letters and marks that Kinh names have not."""
    if not name.strip() or not any(character.isalpha() for character in name):
        return [Cause.NAME_MISSING]
    if len(name) > NAME_LENGTH:
        return [Cause.NAME_LONG]
    return [] if f" {given_name} " in f" {name} " else [Cause.GIVEN_NAME_ELSEWHERE]


def birth_findings(birth_date: date | None, birth_year: int | None, today: date) -> list[Cause]:
    """A full date or only the year; both may be given when they agree."""
    if birth_year is None:
        return [Cause.BIRTH_MISSING]
    if birth_date is not None and birth_date.year != birth_year:
        return [Cause.BIRTH_DIFFERS]
    if (birth_date is not None and birth_date > today) or birth_year > today.year:
        return [Cause.BIRTH_FUTURE]
    return [Cause.BIRTH_LONG_AGO] if birth_year < today.year - OLDEST_AGE else []


@dataclass(frozen=True)
class Identity:
    """What beside the number says who somebody is."""

    name: str
    birth_date: date | None = None
    birth_year: int | None = None

    def agrees_with(self, known: "Identity") -> bool:
        """The name as spelled by anybody, and the whole birth date; the year only where no date is on record."""
        if spelled(self.name) != spelled(known.name):
            return False
        if known.birth_date is not None:
            return self.birth_date == known.birth_date
        return self.year is not None and self.year == known.birth_year

    @property
    def year(self) -> int | None:
        return self.birth_date.year if self.birth_date is not None else self.birth_year


@dataclass(frozen=True)
class Declared:
    """What tells people of one place apart when there is no number. `place` = village, or the commune itself."""

    folded_name: str
    birth_date: date | None
    birth_year: int
    sex: str | None
    place: int

    def resembles(self, other: "Declared") -> bool:
        """Same folded name, place, sex (where both know it) and birth: the date where both have one, else the year."""
        if (self.folded_name, self.place) != (other.folded_name, other.place):
            return False
        if self.sex is not None and other.sex is not None and self.sex != other.sex:
            return False
        if self.birth_date is not None and other.birth_date is not None:
            return self.birth_date == other.birth_date
        return self.birth_year == other.birth_year

    @property
    def words(self) -> str:
        """One text per declaration: its blind index names the officer's kept answer (MatchChoice.declaration)."""
        birth = self.birth_date.isoformat() if self.birth_date is not None else str(self.birth_year)
        return "|".join([self.folded_name, birth, self.sex or "", str(self.place)])


@dataclass(frozen=True)
class Candidate:
    citizen: int
    declared: Declared
    has_number: bool


@dataclass(frozen=True)
class Answer:
    """`citizen` None and no candidates = a new person."""

    citizen: int | None = None
    candidates: tuple[int, ...] = ()

    @property
    def is_ambiguous(self) -> bool:
        return self.citizen is None and bool(self.candidates)


@dataclass(frozen=True)
class KeptAnswer:
    """What an officer answered for the same declaration before: an existing person, or (None) a new one."""

    citizen: int | None


def who_is(
    declared: Declared,
    *,
    has_number: bool,
    number_owner: int | None = None,
    kept: KeptAnswer | None = None,
    candidates: Sequence[Candidate] = (),
) -> Answer:
    """The one matching rule of form, sheet and API.

    A number decides, wherever the second declaration comes from. Then an officer's kept answer. Else whoever resembles
    makes it ambiguous; when a new number is declared only those who have none yet (the others have shown who they are).
    """
    if number_owner is not None:
        return Answer(citizen=number_owner)
    resembling = [
        candidate.citizen
        for candidate in candidates
        if declared.resembles(candidate.declared) and not (has_number and candidate.has_number)
    ]
    if kept is not None and (not has_number or kept.citizen is None or kept.citizen in resembling):
        return Answer(citizen=kept.citizen)
    return Answer(candidates=tuple(sorted(resembling)))


def years_touched(since: date | None, today: date, *, first_year: int, until: date | None = None) -> range:
    """Years whose figures a change that holds from `since` may alter."""
    first = first_year if since is None else max(since.year, first_year)
    last = today.year if until is None else min(until.year, today.year)
    return range(first, last + 1)
