"""Where a registered model stands in the review chain it goes by. Without one of its place's own it goes straight to the
decision."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Q
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.chains.models import Chain, Passage
from hieuhoc.chains.passing import put
from hieuhoc.chains.reads import chain_for, exists_at, may_take
from hieuhoc.chains.rules import Act, ChainStep, next_position
from hieuhoc.collectives.models import ModelStance, Registration, RegistrationQuerySet
from hieuhoc.lib.scope import Scope

SUBJECT = "registration"
REVIEWED_BY = (Act.COLLECT, Act.AGREE)


def chain_kind(model_kind: str) -> str:
    return f"{model_kind}_model"


@dataclass(frozen=True)
class ModelStep:
    """The step a model stands at."""

    chain: Chain
    position: int
    entered_on: date
    due_on: date | None

    @property
    def step(self) -> ChainStep:
        return self.chain.way.at(self.position)

    def after(self, place_id: int) -> int | None:
        """The position of the step that follows there."""
        return next_position(self.chain.way, self.position, partial(exists_at, place_id=place_id))

    def first(self, place_id: int) -> int:
        return next_position(self.chain.way, 0, partial(exists_at, place_id=place_id)) or self.position


def steps_of(ids: Collection[int]) -> dict[int, ModelStep]:
    """Registration (id) → the step it stands at, of those that somebody is waited for."""
    rows = Passage.objects.filter(subject_kind=SUBJECT, subject_id__in=ids).exclude(awaits="")
    told = list(rows.values_list("subject_id", "chain", "position", "entered_on", "due_on"))
    chains = Chain.objects.in_bulk({chain for _pk, chain, *_rest in told})
    return {pk: ModelStep(chains[chain], position, since, due) for pk, chain, position, since, due in told}


def enter_models(ids: Collection[int]) -> None:
    """Those of these registrations for which a chain is in force stand at its first step from today on."""
    rows = Registration.objects.filter(pk__in=ids).undecided()
    alike: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for pk, kind, place, year in rows.values_list("pk", "criteria__kind", "place", "year"):
        alike[kind, place, year].append(pk)
    ways = {(kind, year) for kind, _place, year in alike}
    in_force = {way for way in ways if Chain.objects.of_year(chain_kind(way[0]), way[1]).exists()}
    for (kind, place, year), together in alike.items():
        chain = chain_for(chain_kind(kind), place, year) if (kind, year) in in_force else None
        position = next_position(chain.way, 0, partial(exists_at, place_id=place)) if chain else None
        if chain is not None and position is not None:
            put(SUBJECT, together, chain, position, timezone.localdate())


def not_under_review(rows: RegistrationQuerySet) -> RegistrationQuerySet:
    """Of these, what no reviewer of a chain still has before them."""
    awaited = Passage.objects.filter(subject_kind=SUBJECT, awaits__in=REVIEWED_BY)
    return rows.exclude(pk__in=awaited.values("subject_id"))


def waiting_for(user: User, scope: Scope) -> RegistrationQuerySet:
    """Models of the scope at a step that the user's role takes; each is asked again when it is taken."""
    awaited = Passage.objects.filter(subject_kind=SUBJECT, awaits__in=REVIEWED_BY)
    steps = list(awaited.values_list("chain", "position").distinct())
    if not steps:
        return Registration.objects.none()
    chains = Chain.objects.in_bulk({chain for chain, _position in steps})
    mine = Q(pk__in=())
    for chain, position in steps:
        if may_take(user, chains[chain].way.at(position)):
            mine |= Q(chain=chain, position=position)
    return Registration.objects.within(scope).undecided().filter(pk__in=awaited.filter(mine).values("subject_id"))


def hands_of(ids: Collection[int]) -> dict[int, list[tuple[int | None, int]]]:
    """Registration (id) → who (user id) took which step (position) since it was last sent back."""
    hands: dict[int, list[tuple[int | None, int]]] = defaultdict(list)
    rows = ModelStance.objects.filter(registration__in=ids).order_by("pk")
    for pk, user, step, agrees in rows.values_list("registration", "given_by", "step", "agrees"):
        if agrees:
            hands[pk].append((user, step))
        else:
            hands[pk].clear()
    return hands
