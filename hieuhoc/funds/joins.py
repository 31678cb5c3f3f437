"""Gifts and uses of two records of one person go over altogether: each is a fact of its own."""

from collections.abc import Collection, Mapping, Sequence

from hieuhoc.funds.models import Gift, Use
from hieuhoc.people.joins import Moved, point_rows
from hieuhoc.people.models import Citizen

NOUNS: dict[str, type[Gift] | type[Use]] = {"gifts": Gift, "uses": Use}


def move(kept: Citizen, joined: Citizen) -> Moved:
    moved: Moved = {}
    for noun, model in NOUNS.items():
        moved[noun] = list(model._default_manager.filter(citizen=joined).order_by("pk").values_list("pk", flat=True))
        point_rows(model, moved[noun], away_from=joined, to=kept)
    return moved


def counting_places(citizens: Collection[int]) -> set[int]:
    """Where their scholarships count."""
    return set(Use.objects.paid().filter(citizen__in=citizens).values_list("place", flat=True))


def move_back(kept: Citizen, joined: Citizen, moved: Mapping[str, Sequence[int]]) -> None:
    for noun, model in NOUNS.items():
        point_rows(model, moved.get(noun, ()), away_from=kept, to=joined)
