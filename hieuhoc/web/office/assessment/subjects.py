"""Dossiers as histories name them: whose, and of which year."""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.models import Dossier, Meeting
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


def meetings(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("assessment.call_meeting"):
        return {}
    rows = Meeting.objects.within(scope_of(request.user, "assessment.call_meeting")).filter(pk__in=ids)
    words = _("Họp hội đồng ngày %(day)s")
    return {
        row.pk: NamedSubject(
            words % {"day": f"{timezone.localtime(row.meets_at):%d/%m/%Y}"}, record_address("office:meeting", row.pk)
        )
        for row in rows
    }


SUBJECTS = {"dossier": dossiers, "meeting": meetings}
