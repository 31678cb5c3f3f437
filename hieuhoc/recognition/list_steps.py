"""The last steps of a review chain are taken by lists: proposing and deciding, for all dossiers of a list at once."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.assessment.steps import SUBJECT, had_a_hand, kind_of, passages_of, refuse_others_step
from hieuhoc.chains.models import Chain
from hieuhoc.chains.passing import finish, put
from hieuhoc.chains.reads import chain_for
from hieuhoc.chains.rules import Act, ChainStep, Who, position_of
from hieuhoc.lib.errors import Refusal
from hieuhoc.recognition.models import Decision, Proposal, Title


def pass_on(proposal: Proposal, act: Act, following: Act | None, actor: User | None) -> None:
    """The dossiers of the list that go by a chain stand at the step `act`; they go to `following`, None: the whole way was
    gone. Dossiers without a chain are left as they are. Raises Refusal as `refuse_list_step`."""
    for chain, dossiers in _by_chain(proposal).items():
        _refuse(chain.way.at(position_of(chain.way, act)), proposal, dossiers, actor)
        if following is None:
            finish(SUBJECT, dossiers)
        else:
            put(SUBJECT, dossiers, chain, position_of(chain.way, following), timezone.localdate())


def refuse_list_step(proposal: Proposal, act: Act, actor: User | None) -> None:
    """Raises Refusal when that step of the list is another's ("not_their_step"), or when the actor reviewed what stands on
    it and the chain wants other eyes ("acted_before")."""
    for chain, dossiers in _by_chain(proposal).items():
        _refuse(chain.way.at(position_of(chain.way, act)), proposal, dossiers, actor)


def _by_chain(proposal: Proposal) -> dict[Chain, list[int]]:
    ids = list(proposal.lines.filter(is_struck=False).values_list("dossier_id", flat=True))
    by_chain: dict[Chain, list[int]] = defaultdict(list)
    for dossier, here in passages_of(ids).items():
        by_chain[here.chain].append(dossier)
    return by_chain


def _refuse(step: ChainStep, proposal: Proposal, dossiers: Collection[int], actor: User | None) -> None:
    refuse_others_step(step, proposal, actor)
    if actor is not None and step.four_eyes and had_a_hand(actor, dossiers):
        raise Refusal(
            _("Người đã xét hồ sơ trong danh sách không làm bước “%(step)s”.") % {"step": step.name},
            remedy=_("Để cán bộ khác làm bước này."),
            code="acted_before",
        )


def chain_lets_commune_decide(obj: Any) -> bool:
    """`obj`: a list, a decision or a title."""
    step = deciding_step(obj)
    return step is not None and step.who == Who.COMMUNE


def another_decides(proposal: Proposal) -> bool:
    """Whether the chain keeps who made or sent the list from deciding on it."""
    step = deciding_step(proposal)
    return step is not None and step.four_eyes


def deciding_step(obj: Any) -> ChainStep | None:
    """The last step of the chain of that place and year; None: no chain, or something else than `obj` may be."""
    if isinstance(obj, Title):
        year, unit_id = obj.year, obj.dossier.unit_id if obj.dossier else None
    elif isinstance(obj, Proposal):
        year, unit_id = obj.round.year, obj.unit_id
    elif isinstance(obj, Decision) and obj.round is not None:
        year, unit_id = obj.round.year, obj.proposal.unit_id if obj.proposal else None
    else:
        return None
    chain = chain_for(kind_of(unit_id), obj.place_id, year)
    return chain.way.at(position_of(chain.way, Act.DECIDE)) if chain else None
