"""When a comment may be taken, and whether it says enough. Pure."""

from dataclasses import dataclass
from datetime import date

LEAST_LETTERS, MOST_LETTERS = 10, 2_000
MOST_COMMENTS = 20_000  # of one consultation: what drafters can still read
MOST_A_DAY = 2_000  # of one consultation: a flood stops here, whoever sends it
LONGEST_DAYS = 366


def is_open_on(opens_on: date, closes_on: date, day: date) -> bool:
    return opens_on <= day <= closes_on


def plain(text: str) -> str:
    """Lines kept, other runs of spaces as one."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return "\n".join(line for line in lines if line)


def says_enough(text: str) -> bool:
    return sum(letter.isalnum() for letter in text) >= LEAST_LETTERS


@dataclass(frozen=True)
class SentComment:
    """A comment as it came. `position`: of the criterion, None = the whole draft; `sentence`: from 1, None = all of it."""

    stance: str
    text: str
    position: int | None = None
    sentence: int | None = None
    name: str = ""
    code: str = ""  # of an invitation
