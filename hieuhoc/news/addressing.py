"""Whom a campaign can speak to: audiences are contributed by the room that knows them, as SQL that gives ids of people.

A room contributes `hieuhoc/<room>/audiences.py` with

    AUDIENCES: tuple[TargetAudience, ...]
    WAYS: tuple[Ways, ...]        # optional: how people of one kind are reached, in the room that knows what they agreed to

The engine sees ids, counts and sentences. A person is an id of its kind: a citizen's record, or an account.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import ModuleType
from typing import Any, Final, Literal

from django.utils.functional import Promise

type PersonKind = Literal["citizen", "account"]
CITIZEN: Final = "citizen"
ACCOUNT: Final = "account"


@dataclass(frozen=True)
class Sql:
    """A query and its named values; the names of an audience's values begin with `of_`."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class AudienceQuestion:
    """What narrows an audience: a whole number from `least` to `most`, or one of `choices`."""

    code: str
    label: str | Promise
    usual: str
    choices: tuple[tuple[str, str | Promise], ...] = ()
    least: int = 0
    most: int = 0
    hint: str | Promise = ""


@dataclass(frozen=True)
class AudienceAsked:
    """What somebody chose. `places`: ids of all places meant; `since` (of `acted` only): from when on it counts."""

    on: date
    places: tuple[int, ...]
    values: Mapping[str, str]
    since: datetime | None = None

    def number(self, code: str) -> int:
        return int(self.values[code])


@dataclass(frozen=True)
class TargetAudience:
    """`members`: a query of one column, `person`, each once. `acted`: of those who since did what the campaign asks
    for, None where nothing is asked; `act`: what that is."""

    code: str
    kind: PersonKind
    name: str | Promise
    sentence: str | Promise
    members: Callable[[AudienceAsked], Sql]
    questions: tuple[AudienceQuestion, ...] = ()
    acted: Callable[[AudienceAsked], Sql] | None = None
    act: str | Promise = ""


@dataclass(frozen=True)
class ContactAddress:
    mail: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Ways:
    """How people of a kind are reached. `sql`: over the table `member` (person), with the value `purpose`: person, account
    (null without one), has_mail, has_sms, has_push, agrees (to messages of that purpose), measures (agrees that opening is
    counted); only people who still are. `addresses`: of those ids, in clear."""

    kind: PersonKind
    sql: str
    addresses: Callable[[Collection[int]], Mapping[int, ContactAddress]]


class NoSuchAudience(LookupError):
    """Its room is gone, or another release wrote it."""


audiences: dict[str, TargetAudience] = {}
_ways: dict[str, Ways] = {}


def add_room(_room: str, module: ModuleType) -> None:
    audiences.update({audience.code: audience for audience in module.AUDIENCES})
    _ways.update({way.kind: way for way in getattr(module, "WAYS", ())})


def audience_of(code: str) -> TargetAudience:
    if code not in audiences:
        raise NoSuchAudience(code)
    return audiences[code]


def ways_of(kind: str) -> Ways:
    return _ways[kind]
