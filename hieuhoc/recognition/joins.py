"""A person's titles when two records turn out to be one person: one title a year, the kept record's own first."""

from collections.abc import Collection, Mapping, Sequence

from hieuhoc.people.joins import Moved, point_rows
from hieuhoc.people.models import Citizen
from hieuhoc.recognition.models import Title


def move(kept: Citizen, joined: Citizen) -> Moved:
    """Titles of years in which the kept record has none that stands; the others stay with the joined record, which
    never counts."""
    taken = Title.objects.of(kept).standing().values("year")
    ids = list(Title.objects.of(joined).exclude(year__in=taken).values_list("pk", flat=True))
    point_rows(Title, ids, away_from=joined, to=kept)
    return {"title": ids}


def move_back(kept: Citizen, joined: Citizen, moved: Mapping[str, Sequence[int]]) -> None:
    point_rows(Title, moved["title"], away_from=kept, to=joined)


def counting_places(citizens: Collection[int]) -> set[int]:
    return set(Title.objects.filter(citizen__in=citizens).values_list("place_id", flat=True).distinct())
