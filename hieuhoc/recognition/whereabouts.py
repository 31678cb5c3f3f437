"""Where a dossier is and whom it waits for, until when: in a chain of its own, or on the way that the product knows by
itself. Everybody who may see the dossier may know."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.assessment.models import Dossier
from hieuhoc.assessment.steps import kind_of, step_of
from hieuhoc.chains.models import Chain
from hieuhoc.chains.reads import takers_of
from hieuhoc.chains.rules import Act, ChainStep, ReviewChain, Who, position_of
from hieuhoc.chains.sentences import waiting_sentence
from hieuhoc.chains.shipped import default_chain
from hieuhoc.places.models import PlaceSpell, Tier
from hieuhoc.places.reads import ancestors, commune_of, label_of
from hieuhoc.recognition.models import Proposal
from hieuhoc.recognition.signing import commune_decides

ACT_OF = {
    Dossier.Status.SUBMITTED: Act.SCORE,
    Dossier.Status.PASSED: Act.PROPOSE,
    Dossier.Status.PROPOSED: Act.DECIDE,
}


@dataclass(frozen=True)
class Whereabouts:
    """`sentence`: whom it waits for, until when. `steps`: the whole way; `position` of the step it stands at, 0: none.
    `chain` None: the way of the product. `takers`: some of those whose step it is, by name, for officers."""

    sentence: str
    steps: tuple[ChainStep, ...]
    position: int
    is_late: bool = False
    chain: Chain | None = None
    takers: tuple[str, ...] = ()


def whereabouts_of(dossier: Dossier) -> Whereabouts | None:
    """None: it waits for nobody. With `round` joined."""
    today = timezone.localdate()
    here = step_of(dossier)
    if here is not None:
        return _told(here.chain.way, here.position, dossier, here.due_on, today, here.chain)
    if dossier.status in (Dossier.Status.DRAFT, Dossier.Status.RETURNED):
        way = default_chain(kind_of(dossier.unit_id))
        until = f"{dossier.round.submit_by:%d/%m/%Y}"
        return Whereabouts(_("Đang chờ người nộp chấm và gửi, hạn %(day)s.") % {"day": until}, way.steps, 0)
    act = _default_act(dossier)
    if act is None:
        return None
    way = _way_known(dossier)
    due = dossier.round.review_by if act == Act.SCORE else None
    return _told(way, position_of(way, act), dossier, due, today, None)


def _default_act(dossier: Dossier) -> Act | None:
    act = ACT_OF.get(Dossier.Status(dossier.status))
    if act == Act.DECIDE:
        lists = Proposal.objects.filter(lines__dossier=dossier, lines__is_struck=False)
        return act if lists.filter(status=Proposal.Status.SENT).exists() else Act.PROPOSE
    return act


def _way_known(dossier: Dossier) -> ReviewChain:
    """The default, with who decides as the province has said."""
    way = default_chain(kind_of(dossier.unit_id))
    today = timezone.localdate()
    above = PlaceSpell.objects.on(today).filter(place__in=ancestors(dossier.place_id, today))
    if commune_decides(dossier.place_id):
        decider = Who.COMMUNE
    elif above.filter(tier=Tier.DISTRICT).exists():
        decider = Who.DISTRICT
    else:
        return way
    last = way.steps[-1].model_copy(update={"who": decider})
    return way.model_copy(update={"steps": (*way.steps[:-1], last)})


def _told(
    way: ReviewChain, position: int, dossier: Dossier, due: date | None, today: date, chain: Chain | None
) -> Whereabouts:
    step = way.at(position)
    return Whereabouts(
        waiting_sentence(step, place=_seat(step, dossier, today), due_on=due, today=today),
        way.steps,
        position,
        is_late=due is not None and due < today,
        chain=chain,
        takers=tuple(user.full_name for user in takers_of(step, dossier.place_id)),
    )


def _seat(step: ChainStep, dossier: Dossier, today: date) -> str:
    """The place whose office it is, or the work unit."""
    if step.who == Who.UNIT and dossier.unit is not None:
        return dossier.unit.name
    if step.who in (Who.PROVINCE, Who.PROVINCE_ASSOCIATION, Who.EDUCATION):
        return label_of(ancestors(dossier.place_id, today)[-1], today).title
    return label_of(commune_of(dossier.place_id, today) or dossier.place_id, today).title
