"""A review chain as closed, declarative data: who does what after whom, until when; and how the points of several
reviewers make one. Pure."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from statistics import median
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Who(StrEnum):
    """Who takes a step, by the level and body they act for."""

    VILLAGE = "village"
    UNIT = "unit"
    ASSOCIATION = "association"
    COUNCIL = "council"
    COMMUNE = "commune"
    DISTRICT = "district"
    EDUCATION = "education"
    PROVINCE_ASSOCIATION = "province_association"
    PROVINCE = "province"


class Act(StrEnum):
    """What the step does; in the order in which a chain may do it."""

    COLLECT = "collect"
    SCORE = "score"
    AGREE = "agree"
    PROPOSE = "propose"
    DECIDE = "decide"


class Combining(StrEnum):
    """How the points of all who scored make the points of the dossier, criterion by criterion."""

    LAST = "last"
    MEDIAN = "median"
    MIDDLE_MEAN = "middle_mean"  # the mean without the highest and the lowest


ORDER = tuple(Act)
REVIEWING = frozenset({Act.SCORE, Act.AGREE})
OFFICES = frozenset({Who.ASSOCIATION, Who.COMMUNE, Who.DISTRICT, Who.PROVINCE_ASSOCIATION, Who.PROVINCE})
# Who can do what: a village and the education department look and agree, a council decides nothing alone.
TAKERS = {
    Act.COLLECT: frozenset({Who.VILLAGE, Who.UNIT, Who.ASSOCIATION, Who.COMMUNE}),
    Act.SCORE: OFFICES | {Who.UNIT},
    Act.AGREE: frozenset(Who),
    Act.PROPOSE: OFFICES | {Who.UNIT},
    Act.DECIDE: frozenset({Who.COMMUNE, Who.DISTRICT, Who.PROVINCE}),
}
MOST_STEPS = 12
TO_OBJECT, TO_ANSWER = 90, 30  # days: articles 9 and 28 of the Law on Complaints 02/2011/QH13
QUORUM = 67  # per cent of a council's members; our own
FEWEST_FOR_MIDDLE = 3


class ChainData(BaseModel):
    """Nothing but what is declared; never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ChainStep(ChainData):
    """`days` None: until the deadline of the round. `reviewers`: how many different people. `four_eyes`: nobody who took an
    earlier step. `skipped_without`: left out where the level or body does not exist. `delegable`: also by somebody to whom
    the role was handed on for a period. `sees_evidence` False: only the points. `quorum`: per cent of a council's members
    who must be there; None: `QUORUM`."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    who: Who
    act: Act
    days: Annotated[int, Field(ge=1, le=365)] | None = None
    reviewers: Annotated[int, Field(ge=1, le=9)] = 1
    may_return: bool = False
    four_eyes: bool = True
    skipped_without: bool = False
    delegable: bool = True
    sees_evidence: bool = True
    quorum: Annotated[int, Field(ge=1, le=100)] | None = None


class ReviewChain(ChainData):
    """`watching`: who follows along without a step of their own. `objection_days`: how long after a result somebody may
    object to it; `answer_days`: until when they are answered."""

    steps: Annotated[tuple[ChainStep, ...], Field(max_length=MOST_STEPS)] = ()
    combining: Combining = Combining.LAST
    watching: tuple[Who, ...] = ()
    objection_days: Annotated[int, Field(ge=1, le=365)] = TO_OBJECT
    answer_days: Annotated[int, Field(ge=1, le=365)] = TO_ANSWER

    def at(self, position: int) -> ChainStep:
        """`position` from 1."""
        return self.steps[position - 1]

    @property
    def reviewing(self) -> tuple[ChainStep, ...]:
        return tuple(step for step in self.steps if step.act in REVIEWING)


type ChainGap = Literal[
    "no_score", "no_propose", "no_decide", "out_of_order", "alone", "too_few_for_middle", "foreign_who", "foreign_act"
]


def gaps(chain: ReviewChain, whos: Collection[Who], known: Collection[Act] = ORDER) -> tuple[ChainGap, ...]:
    """What keeps the chain from being put in force; `whos`, `known`: who can take a step for this kind of title, and what steps
    of it may do."""
    acts = [step.act for step in chain.steps]
    scorers = sum(step.reviewers for step in chain.steps if step.act == Act.SCORE)
    checks: tuple[tuple[ChainGap, bool], ...] = (
        ("no_score", Act.SCORE in known and Act.SCORE not in acts),
        ("no_propose", Act.PROPOSE in known and acts.count(Act.PROPOSE) != 1),
        ("no_decide", acts.count(Act.DECIDE) != 1),
        ("out_of_order", acts != sorted(acts, key=ORDER.index)),
        ("alone", any(step.reviewers > 1 and step.act not in REVIEWING for step in chain.steps)),
        ("too_few_for_middle", chain.combining == Combining.MIDDLE_MEAN and scorers < FEWEST_FOR_MIDDLE),
        ("foreign_act", any(act not in known for act in acts)),
        ("foreign_who", any(step.who not in TAKERS[step.act] & frozenset(whos) for step in chain.steps)),
    )
    return tuple(gap for gap, is_there in checks if is_there)


def next_position(chain: ReviewChain, after: int, exists: Callable[[Who], bool]) -> int | None:
    """The next step that is taken; None: that was the last. A step whose level or body is not there is left out when it
    may be, and waited for when not."""
    for position in range(after + 1, len(chain.steps) + 1):
        step = chain.at(position)
        if not step.skipped_without or exists(step.who):
            return position
    return None


def first_position(chain: ReviewChain, exists: Callable[[Who], bool]) -> int | None:
    """Where a dossier stands once it was sent: collecting it is over."""
    collected = sum(step.act == Act.COLLECT for step in chain.steps)
    return next_position(chain, collected, exists)


def position_of(chain: ReviewChain, act: Act) -> int:
    """Of the one step that proposes or decides."""
    return next(position for position, step in enumerate(chain.steps, start=1) if step.act == act)


def due_on(step: ChainStep, entered_on: date) -> date | None:
    return None if step.days is None else entered_on + timedelta(days=step.days)


def combined(given: Sequence[Sequence[int]], rule: Combining) -> list[int]:
    """One list of points of those of several people, in the order they were given. Halves go up. Raises ValueError for
    nobody, or lists of different lengths."""
    if not given:
        raise ValueError("nobody gave points")
    if rule == Combining.LAST:
        return list(given[-1])
    return [_one(column, rule) for column in zip(*given, strict=True)]


def _one(column: Sequence[int], rule: Combining) -> int:
    if rule == Combining.MEDIAN:
        return _half_up(Fraction(median(map(Fraction, column))))
    middle = sorted(column)[1:-1] if len(column) >= FEWEST_FOR_MIDDLE else list(column)
    return _half_up(Fraction(sum(middle), len(middle)))


def _half_up(value: Fraction) -> int:
    return int(value + Fraction(1, 2))  # points are never negative


def with_step(chain: ReviewChain, position: int, step: ChainStep) -> ReviewChain:
    """The step in that place, or after all others (`position` 0)."""
    steps = list(chain.steps)
    if position:
        steps[position - 1] = step
    else:
        steps.append(step)
    return chain.model_copy(update={"steps": tuple(steps)})


def without_step(chain: ReviewChain, position: int) -> ReviewChain:
    steps = tuple(step for number, step in enumerate(chain.steps, start=1) if number != position)
    return chain.model_copy(update={"steps": steps})


def moved_up(chain: ReviewChain, position: int) -> ReviewChain:
    """The step one place earlier; the first stays."""
    steps = list(chain.steps)
    if position > 1:
        steps[position - 2 : position] = [steps[position - 1], steps[position - 2]]
    return chain.model_copy(update={"steps": tuple(steps)})
