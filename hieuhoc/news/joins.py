"""What was sent to a record that turns out to be another one's stays with it; what it does not want holds for the person."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from hieuhoc.news.addressing import CITIZEN
from hieuhoc.news.models import Refused

if TYPE_CHECKING:
    from hieuhoc.people.models import Citizen


def move(kept: "Citizen", joined: "Citizen") -> dict[str, list[int]]:
    held = Refused.objects.filter(kind=CITIZEN, person=kept.pk).values_list("purpose", "channel")
    known = set(held)
    mine = Refused.objects.filter(kind=CITIZEN, person=joined.pk)
    ids = [row.pk for row in mine.order_by("pk") if (row.purpose, row.channel) not in known]
    Refused.objects.filter(pk__in=ids).update(person=kept.pk)
    return {"refused": ids}


def move_back(kept: "Citizen", joined: "Citizen", moved: Mapping[str, Sequence[int]]) -> None:
    rows = Refused.objects.filter(pk__in=moved.get("refused", ()), kind=CITIZEN, person=kept.pk)
    rows.update(person=joined.pk)
