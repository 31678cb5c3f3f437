"""Consents of two records of one person: all go over but an open one for a purpose the kept record consents to. So do
requests for erasure, but one that waits beside the kept record's own, and all other requests."""

from collections.abc import Mapping, Sequence

from hieuhoc.people.joins import Moved, point_rows
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.models import Consent, DataRequest, Erasure


def move(kept: Citizen, joined: Citizen) -> Moved:
    held = Consent.objects.filter(citizen=kept, withdrawn_at__isnull=True).values("purpose")
    mine = Consent.objects.filter(citizen=joined)
    ids = list(mine.exclude(withdrawn_at__isnull=True, purpose__in=held).values_list("pk", flat=True))
    point_rows(Consent, ids, away_from=joined, to=kept)
    asked = Erasure.objects.filter(citizen=joined)
    if Erasure.objects.waiting().filter(citizen=kept).exists():
        asked = asked.exclude(status=Erasure.Status.WAITING)
    erasures = list(asked.values_list("pk", flat=True))
    point_rows(Erasure, erasures, away_from=joined, to=kept)
    requests = list(DataRequest.objects.filter(citizen=joined).values_list("pk", flat=True))
    point_rows(DataRequest, requests, away_from=joined, to=kept)
    return {"consents": ids, "erasures": erasures, "data_requests": requests}


def move_back(kept: Citizen, joined: Citizen, moved: Mapping[str, Sequence[int]]) -> None:
    point_rows(Consent, moved["consents"], away_from=kept, to=joined)
    point_rows(Erasure, moved.get("erasures", ()), away_from=kept, to=joined)
    point_rows(DataRequest, moved.get("data_requests", ()), away_from=kept, to=joined)
