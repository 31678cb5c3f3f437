"""What a room says is suspicious."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hieuhoc.lib.words import Words


@dataclass(frozen=True)
class SuspicionRule:
    """`sql` gives, for the year %(year)s and the `limits` as further parameters, one row per find: place (where it is), key (tells it
    from others of the place, the same night after night), told (jsonb: the numbers of `sentence`, nothing personal), chance (at most
    how likely it is if all is well), rows (ids of `subject`, a kind of the audit's subjects, at most %(most_rows)s), row_count.

    `innocent`: what else it may be; an officer reads it before judging. `compared_by`: a number of `sentence` that `told` does not
    always hold, for there may be nothing on record to compare with; then `alone` says it."""

    code: str
    name: Words
    sentence: Words
    innocent: Words
    subject: str
    sql: str
    limits: Mapping[str, float] = field(default_factory=dict)
    compared_by: str = ""
    alone: Words = ""
