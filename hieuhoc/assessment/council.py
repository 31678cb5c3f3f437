"""What a council looks at: dossiers of a commune that wait for its meeting; and its votes, counted. A sitting has up to
20,000 dossiers."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.assessment.impartiality import Bar, bars
from hieuhoc.assessment.models import Dossier, Meeting, MeetingLine, Round
from hieuhoc.assessment.steps import SUBJECT
from hieuhoc.chains.models import Chain, Passage
from hieuhoc.chains.rules import QUORUM, Act, Who
from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Place
from hieuhoc.places.reads import communes_of


@dataclass(frozen=True)
class Vote:
    """Of those present who vote."""

    votes_for: int
    votes_against: int

    @property
    def agrees(self) -> bool:
        """More for than against."""
        return self.votes_for > self.votes_against


def vote_on(*, present: int, abstained: int, votes_against: int) -> Vote:
    """Everybody present votes for it who neither votes against nor abstains. Raises ValueError for more votes than members."""
    if votes_against < 0 or votes_against > present - abstained:
        raise ValueError("more votes than members present")
    return Vote(present - abstained - votes_against, votes_against)


def has_quorum(*, present: int, members: int, percent: int) -> bool:
    return present > 0 and present * 100 >= percent * members


def quorum_for(waiting: QuerySet[Dossier]) -> int:
    """Per cent of the members, as the chains of what is laid before them say; of several the highest."""
    steps = Passage.objects.filter(subject_kind=SUBJECT, subject_id__in=waiting.values("pk"))
    told = list(steps.values_list("chain", "position").distinct())
    chains = Chain.objects.in_bulk({chain for chain, _position in told})
    return max((chains[chain].way.at(position).quorum or QUORUM for chain, position in told), default=QUORUM)


def waiting_for_council(round_: Round, place: Place) -> QuerySet[Dossier]:
    """Of the place and all below it, by residence or by unit."""
    here = Scope(on=timezone.localdate(), places=frozenset({place.pk}))
    return Dossier.objects.within(here).filter(round=round_, pk__in=_awaited().values("subject_id"))


def _awaited() -> QuerySet[Passage]:
    """Passages at a step that a council takes."""
    awaited = Passage.objects.filter(subject_kind=SUBJECT, awaits=Act.AGREE)
    steps = list(awaited.values_list("chain", "position").distinct())
    chains = Chain.objects.in_bulk({chain for chain, _position in steps})
    councils = Q(pk__in=())
    for chain, position in steps:
        if chains[chain].way.at(position).who == Who.COUNCIL:
            councils |= Q(chain=chain, position=position)
    return awaited.filter(councils)


@dataclass(frozen=True)
class CouncilGroup:
    """Dossiers of one round and commune that wait for its council."""

    round: int
    year: int
    place: int
    count: int


def council_groups(scope: Scope) -> list[CouncilGroup]:
    """What waits for councils in the scope, by round and commune."""
    waiting = Dossier.objects.within(scope).filter(pk__in=_awaited().values("subject_id"))
    counted = list(waiting.order_by().values_list("round", "round__year", "place").annotate(Count("pk")))
    communes = communes_of({place for _round, _year, place, _count in counted}, timezone.localdate())
    sums: dict[tuple[int, int, int], int] = {}
    for round_id, year, place, count in counted:
        key = round_id, year, communes.get(place, place)
        sums[key] = sums.get(key, 0) + count
    return [CouncilGroup(*key, count) for key, count in sorted(sums.items())]


def counts_of(meeting: Meeting) -> dict[str, int]:
    """laid, excepted, agreed, refused"""
    return meeting.lines.aggregate(
        laid=Count("pk"),
        excepted=Count("pk", filter=Q(is_excepted=True)),
        agreed=Count("pk", filter=Q(agrees=True)),
        refused=Count("pk", filter=Q(agrees=False)),
    )


def abstentions(users: Collection[User], dossiers: Collection[int]) -> dict[int, int]:
    """Dossier (id) → how many of these members it is the own or the family's of."""
    counts: dict[int, int] = {}
    for user in users:
        for dossier, bar in bars(user, dossiers).items():
            if bar != Bar.ENTERED:
                counts[dossier] = counts.get(dossier, 0) + 1
    return counts


def open_lines(meeting: Meeting) -> QuerySet[MeetingLine]:
    """Lines whose dossier still waits for the council: not withdrawn, returned or moved on meanwhile."""
    return meeting.lines.filter(dossier__in=waiting_for_council(meeting.round, meeting.place))
