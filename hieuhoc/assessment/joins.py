"""A person's dossiers when two records turn out to be one person, and when who waited after a cut is assigned."""

from collections.abc import Mapping, Sequence

from django.db.models import F

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


def follow_assignment(entry_ids: Sequence[int], successor_id: int) -> None:
    """Dossiers in progress at the ward that was cut go with the person; who lives in a village stays with it."""
    done = [Dossier.Status.RECOGNISED, Dossier.Status.WITHDRAWN]
    waited = Dossier.objects.filter(
        citizen__waiting_entries__in=entry_ids, place=F("citizen__waiting_entries__source")
    ).exclude(status__in=done)
    Dossier.objects.filter(pk__in=waited.values("pk")).update(place=successor_id)
