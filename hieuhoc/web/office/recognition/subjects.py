"""Proposal lists, decisions and titles as histories name them."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from hieuhoc.audit.actions import record_reading
from hieuhoc.recognition.models import Decision, Proposal, Title
from hieuhoc.web.addresses import record_address
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject


def proposals(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("recognition.read_proposals"):
        return {}
    rows = Proposal.objects.within(request.scope).filter(pk__in=ids).select_related("round", "unit")
    words = _("Danh sách đề nghị %(year)d")
    return {
        row.pk: NamedSubject(words % {"year": row.round.year}, record_address("office:proposal", row.pk))
        for row in rows
    }


def decisions(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("recognition.read_titles"):
        return {}
    rows = Decision.objects.within(request.scope).filter(pk__in=ids)
    return {row.pk: NamedSubject(row.number, record_address("office:decision", row.pk)) for row in rows}


def titles(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    """Whose; it opens its decision."""
    if not request.user.has_perm("recognition.read_titles"):
        return {}
    rows = list(Title.objects.within(request.scope).filter(pk__in=ids).select_related("citizen"))
    record_reading("recognition.read_titles", actor=request.user, subject_kind="list", person_count=len(rows))
    return {
        row.pk: NamedSubject(f"{row.citizen.name} ({row.year})", record_address("office:decision", row.decision_id))
        for row in rows
    }


SUBJECTS = {"proposal": proposals, "decision": decisions, "title": titles}
