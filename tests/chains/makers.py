"""Chains in force for a year before its round was opened."""

from typing import Any

from django.utils import timezone

from hieuhoc.accounts.models import Role, User
from hieuhoc.chains.actions import compose_chain, draft_chain, promulgate_chain
from hieuhoc.chains.models import Chain
from hieuhoc.chains.shipped import shipped_chains
from hieuhoc.places.models import Place
from tests.cast import officer


def make_chain(place: Place | None, *steps: dict[str, Any], kind: str = "citizen", **more: Any) -> Chain:
    """In force from this year on at the place, None: everywhere."""
    draft = draft_chain(kind=kind, title="Quy trình thử", place=place, actor=None)
    draft = compose_chain(draft, {"steps": list(steps), **more}, actor=None)
    return promulgate_chain(draft, since_year=timezone.localdate().year, actor=None)


def shipped(kind: str) -> dict[str, Any]:
    return next(entry["content"] for entry in shipped_chains() if entry["kind"] == kind)


def step(who: str, act: str, **more: Any) -> dict[str, Any]:
    return {"name": f"{who} {act}", "who": who, "act": act} | more


SCORE = step("association", "score", days=10, may_return=True)
AGREE = step("commune", "agree", days=5, may_return=True)
PROPOSE = step("commune", "propose", four_eyes=False)
DECIDE = step("commune", "decide", may_return=True, four_eyes=False)


def second_officer(place: Place, name: str = "Bình") -> User:
    return officer(name, Role.COMMUNE, place)
