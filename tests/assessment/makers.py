"""Makers for the rooms of assessment and recognition: a commune, its people, its officers, an open round."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from hieuhoc.assessment.actions import (
    open_dossier,
    open_round,
    plan_round,
    review_dossier,
    save_self_scores,
    submit_dossier,
)
from hieuhoc.assessment.models import Dossier, Meeting, Round
from hieuhoc.criteria.actions import load_criteria
from hieuhoc.criteria.models import Version
from hieuhoc.documents.actions import store_file
from hieuhoc.people.models import Citizen, Membership, UnitSpell, WorkUnit
from hieuhoc.places.models import AreaClassSpell, Place
from hieuhoc.recognition.models import Objection

EIGHTY = [8] * 10
SEVENTY = [7] * 10


def make_unit(name: str, place: Place, staff_officer: Citizen | None = None) -> WorkUnit:
    unit = WorkUnit.objects.create(code=secrets.token_hex(4), name=name, folded_name=name.lower())
    UnitSpell.objects.create(
        unit=unit, place=place, level=UnitSpell.Level.COMMUNE, kind=UnitSpell.Kind.SCHOOL, since=date(2010, 1, 1)
    )
    if staff_officer is not None:
        Membership.objects.create(citizen=staff_officer, unit=unit, role=Membership.Role.HR, since=date(2020, 1, 1))
    return unit


def make_round(year: int | None = None, number: str = "324/QĐ-KHVN") -> Round:
    load_criteria(actor=None)
    version = Version.objects.get(number=number)
    return open_round(plan_round(year or timezone.localdate().year, version, actor=None), actor=None)


def make_dossier(citizen: Citizen, round_: Round, **more: Any) -> Dossier:
    more = {"actor": None} | more
    return open_dossier(
        citizen, round_, applicant_group=round_.version.applicant_groups.order_by("position")[0], **more
    )


def make_submitted(citizen: Citizen, round_: Round, points: Sequence[int | None] = EIGHTY, **more: Any) -> Dossier:
    dossier = save_self_scores(make_dossier(citizen, round_, **more), points, actor=None)
    return submit_dossier(dossier, actor=None)


def make_passed(citizen: Citizen, round_: Round, **more: Any) -> Dossier:
    return review_dossier(make_submitted(citizen, round_, **more), EIGHTY, actor=None)


def make_held(round_: Round, place: Place, refused: Dossier) -> Meeting:
    """A council's meeting as a row, with one dossier it did not agree to."""
    paper = store_file(b"%PDF-1.7", kind="minutes", file_name="bien-ban.pdf", media_type="application/pdf")
    now = timezone.now()
    meeting = Meeting.objects.create(
        round=round_,
        place=place,
        meets_at=now,
        venue="Nhà văn hoá",
        status="held",
        held_at=now,
        minutes=paper,
        present=1,
    )
    meeting.members.create(name="Trần Chủ Toạ", post="Chủ tịch")
    meeting.lines.create(dossier=refused, agrees=False, votes_for=0, votes_against=1, reason="Thiếu minh chứng")
    return meeting


def make_objection(dossier: Dossier) -> Objection:
    """As a row, with a file: what a person says against a result."""
    today = timezone.localdate()
    objection = Objection.objects.create(
        dossier=dossier, about="failed", result_at=timezone.now(), reason="Chưa tính bằng khen", due_on=today
    )
    paper = store_file(b"%PDF-1.7", kind="objection", file_name="bang-khen.pdf", media_type="application/pdf")
    objection.files.create(document=paper)
    return objection


def mark_area(place: Place, area_class: str, since: date, until: date | None = None) -> AreaClassSpell:
    return AreaClassSpell.objects.create(
        place=place, area_class=area_class, since=since, until=until, legal_basis="QĐ 861/QĐ-TTg"
    )
