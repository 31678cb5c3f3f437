"""A person's dossiers when two records turn out to be one person."""

from collections.abc import Mapping, Sequence

from hieuhoc.assessment.models import Dossier
from hieuhoc.people.joins import Moved, point_rows
from hieuhoc.people.models import Citizen


def move(kept: Citizen, joined: Citizen) -> Moved:
    """Dossiers of rounds in which the kept record has none; the others stay with the joined record as history."""
    taken = Dossier.objects.of(kept).values("round")
    ids = list(Dossier.objects.of(joined).exclude(round__in=taken).values_list("pk", flat=True))
    point_rows(Dossier, ids, away_from=joined, to=kept)
    return {"dossier": ids}


def move_back(kept: Citizen, joined: Citizen, moved: Mapping[str, Sequence[int]]) -> None:
    point_rows(Dossier, moved["dossier"], away_from=kept, to=joined)
