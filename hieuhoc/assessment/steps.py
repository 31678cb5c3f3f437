"""Where a dossier stands in the chain it goes by. Without one of its place's own it goes the way the product knows by
itself: then there is no step here, and only the state of the dossier counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.assessment.models import Dossier, DossierQuerySet, Scoring, Stance
from hieuhoc.chains.models import Chain, Passage
from hieuhoc.chains.reads import chain_for, exists_at, may_take, takers_of, takes_step
from hieuhoc.chains.registry import ChainSubject
from hieuhoc.chains.rules import (
    REVIEWING,
    Act,
    ChainStep,
    ReviewChain,
    Who,
    due_on,
    first_position,
    next_position,
)
from hieuhoc.chains.sentences import ACT_WORDS, WHO_WORDS
from hieuhoc.chains.shipped import default_chain
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import UnitSpell

SUBJECT = "dossier"
BY_RESIDENCE, BY_UNIT, BY_SCHOOL = "citizen", "unit_citizen", "school_citizen"


@dataclass(frozen=True)
class StepAt:
    """The step a dossier stands at."""

    chain: Chain
    position: int
    entered_on: date
    due_on: date | None

    @property
    def step(self) -> ChainStep:
        return self.chain.way.at(self.position)


def kind_of(unit_id: int | None) -> str:
    """By residence, or by the work unit: a school's own way is another."""
    if unit_id is None:
        return BY_RESIDENCE
    spells = UnitSpell.objects.filter(unit=unit_id).order_by(F("since").desc(nulls_last=True))
    kind = spells.values_list("kind", flat=True).first()
    return BY_SCHOOL if kind == UnitSpell.Kind.SCHOOL else BY_UNIT


def step_of(dossier: Dossier) -> StepAt | None:
    """None: it goes by no chain, or nobody of the chain is waited for. With `round` joined."""
    passage = Passage.objects.filter(subject_kind=SUBJECT, subject_id=dossier.pk).select_related("chain").first()
    if passage is not None:
        return _at(passage) if passage.awaits else None
    if dossier.status != Dossier.Status.SUBMITTED:
        return None
    return first_step(dossier)


def first_step(dossier: Dossier) -> StepAt | None:
    """Where a dossier that was sent begins."""
    chain = chain_for(kind_of(dossier.unit_id), dossier.place_id, dossier.round.year)
    if chain is None:
        return None
    position = first_position(chain.way, lambda who: exists_at(who, dossier.place_id))
    if position is None:
        return None
    sent_on = timezone.localdate(dossier.submitted_at) if dossier.submitted_at else timezone.localdate()
    return StepAt(chain, position, sent_on, due_on(chain.way.at(position), sent_on))


def way_of(dossier: Dossier) -> ReviewChain:
    """The chain it went by, else the one of its place, else the way that the product knows. With `round` joined."""
    passage = Passage.objects.filter(subject_kind=SUBJECT, subject_id=dossier.pk).select_related("chain").first()
    if passage is not None:
        return passage.chain.way
    kind = kind_of(dossier.unit_id)
    chain = chain_for(kind, dossier.place_id, dossier.round.year)
    return chain.way if chain is not None else default_chain(kind)


def after(here: StepAt, dossier: Dossier) -> int | None:
    """The position of the step that follows."""
    return next_position(here.chain.way, here.position, lambda who: exists_at(who, dossier.place_id))


def not_under_review(dossiers: DossierQuerySet) -> DossierQuerySet:
    """Of these, what no reviewer of a chain still has before them: it may be proposed."""
    awaited = Passage.objects.filter(subject_kind=SUBJECT, awaits__in=[act.value for act in REVIEWING])
    return dossiers.exclude(pk__in=awaited.values("subject_id"))


def waiting_for(user: User, scope: Scope) -> QuerySet[Dossier]:
    """Dossiers of the scope at a step that agrees and that the user's role takes; not those a council meets about."""
    awaited = Passage.objects.filter(subject_kind=SUBJECT, awaits=Act.AGREE)
    chains = Chain.objects.in_bulk(awaited.values_list("chain", flat=True).distinct())
    mine = Q(pk__in=())
    for chain, position in awaited.values_list("chain", "position").distinct():
        step = chains[chain].way.at(position)
        if step.who != Who.COUNCIL and may_take(user, step):
            mine |= Q(chain=chain, position=position)
    return Dossier.objects.within(scope).filter(pk__in=awaited.filter(mine).values("subject_id"))


def passages_of(ids: Collection[int]) -> dict[int, StepAt]:
    """Dossier (id) → the step it stands at, of those that one is waited for."""
    rows = Passage.objects.filter(subject_kind=SUBJECT, subject_id__in=ids).exclude(awaits="")
    told = list(rows.values_list("subject_id", "chain", "position", "entered_on", "due_on"))
    chains = Chain.objects.in_bulk({chain for _pk, chain, *_rest in told})
    return {pk: StepAt(chains[chain], position, since, due) for pk, chain, position, since, due in told}


def refuse_step(here: StepAt, act: Act, dossier: Dossier, actor: User | None) -> None:
    """Raises Refusal when the step does something else ("wrong_step"), is another's ("not_their_step"), or when the actor
    had a hand in an earlier one ("acted_before") or in this one ("acted"). The system itself takes every step."""
    step = here.step
    if step.act != act:
        raise Refusal(
            _("Hồ sơ đang ở bước “%(step)s” của quy trình.") % {"step": step.name},
            remedy=_("Chờ %(who)s %(act)s trước.") % {"who": WHO_WORDS[step.who], "act": ACT_WORDS[step.act]},
            code="wrong_step",
        )
    refuse_others_step(step, dossier, actor)
    if actor is not None:
        _refuse_second_hand(here, dossier, actor)


def refuse_others_step(step: ChainStep, subject: ChainSubject, actor: User | None) -> None:
    """`subject`: a dossier, or a list of them."""
    if actor is None or takes_step(actor, step, subject):
        return
    names = ", ".join(user.full_name for user in takers_of(step, subject.place_id))
    raise Refusal(
        _("Bước “%(step)s” do %(who)s làm.") % {"step": step.name, "who": WHO_WORDS[step.who]},
        remedy=_("Người làm được bước này: %(names)s.") % {"names": names} if names else "",
        code="not_their_step",
    )


def hides_evidence(user: User, dossier: Dossier) -> bool:
    """Whether the step the dossier stands at shows those who take it the points alone."""
    here = step_of(dossier)
    return here is not None and not here.step.sees_evidence and takes_step(user, here.step, dossier)


def had_a_hand(actor: User, dossiers: Collection[int]) -> bool:
    """Whether the actor gave points or agreed at a step of one of these (ids)."""
    scored = Scoring.objects.filter(dossier__in=dossiers, given_by=actor, step__isnull=False)
    return scored.exists() or Stance.objects.filter(dossier__in=dossiers, given_by=actor).exists()


def is_complete(here: StepAt, dossier: Dossier) -> bool:
    """As many people as the step asks have taken it: nobody takes it twice."""
    took = sum(position == here.position for _user, position in _hands(dossier))
    return took >= here.step.reviewers


def points_given(here: StepAt, dossier: Dossier) -> Sequence[Sequence[int]]:
    """Everybody's points since the dossier was last sent, in the order they were given."""
    rows = _reviews(dossier).order_by("pk").values_list("points", flat=True)
    return [[given or 0 for given in points] for points in rows]


def _refuse_second_hand(here: StepAt, dossier: Dossier, actor: User) -> None:
    took = {position for user, position in _hands(dossier) if user == actor.pk}
    if here.position in took:
        raise Refusal(_("Mình đã làm bước này cho hồ sơ này."), remedy=_("Chờ người còn lại của bước."), code="acted")
    if here.step.four_eyes and took:
        raise Refusal(
            _("Người đã làm bước trước của hồ sơ này không làm bước này."),
            remedy=_("Để cán bộ khác làm bước này."),
            code="acted_before",
        )


def _hands(dossier: Dossier) -> list[tuple[int | None, int]]:
    """Who (user id) took which step (position) since the dossier was last sent."""
    scored = _reviews(dossier).values_list("given_by", "step")
    agreed = Stance.objects.filter(dossier=dossier, given_at__gte=dossier.submitted_at, agrees=True)
    return [(user, step or 0) for user, step in [*scored, *agreed.values_list("given_by", "step")]]


def _reviews(dossier: Dossier) -> QuerySet[Scoring]:
    return Scoring.objects.filter(
        dossier=dossier, stage=Scoring.Stage.REVIEW, step__isnull=False, given_at__gte=dossier.submitted_at
    )


def _at(passage: Passage) -> StepAt:
    return StepAt(passage.chain, passage.position, passage.entered_on, passage.due_on)
