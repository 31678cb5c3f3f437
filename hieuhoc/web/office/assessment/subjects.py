"""Dossiers as histories name them: whose, and of which year."""

from collections.abc import Collection

from hieuhoc.assessment.models import Dossier
from hieuhoc.audit.actions import record_reading
from hieuhoc.web.addresses import record_address
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject

ABILITY = "assessment.read_dossiers"


def dossiers(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm(ABILITY):
        return {}
    rows = list(Dossier.objects.within(request.scope).filter(pk__in=ids).select_related("citizen", "round"))
    record_reading(ABILITY, actor=request.user, subject_kind="list", person_count=len(rows))
    return {
        row.pk: NamedSubject(f"{row.citizen.name} ({row.round.year})", record_address("office:dossier", row.pk))
        for row in rows
    }


SUBJECTS = {"dossier": dossiers}
