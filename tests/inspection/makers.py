"""Titles of last year in two communes, a plan to inspect them, and visits as far as a test needs them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from hieuhoc.accounts.models import Role, User
from hieuhoc.documents.actions import store_file
from hieuhoc.inspection.actions import (
    CheckWords,
    NamedReason,
    PlannedInspection,
    add_finding,
    check_title,
    conclude_inspection,
    draft_plan,
    order_inspection,
    plan_visit,
)
from hieuhoc.inspection.checklist import NO, QUESTIONS, YES
from hieuhoc.inspection.models import CheckedTitle, Finding, Inspection, InspectionPlan, VisitPhoto
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place
from hieuhoc.recognition.models import Title
from tests.cast import Cast, officer
from tests.collectives.makers import give_titles
from tests.lib.strangers_files import picture
from tests.people.makers import add

EVERY_YES = {question.code: YES for question in QUESTIONS}
RIGHT = CheckWords(CheckedTitle.Verdict.MERITED, EVERY_YES)
WRONG = CheckWords(CheckedTitle.Verdict.UNMERITED, EVERY_YES | {"evidence": NO}, "Minh chứng của người khác")


def last_year() -> int:
    return timezone.localdate().year - 1


def make_titles(village: Place, count: int, year: int | None = None) -> list[Title]:
    known = Citizen.objects.count()
    people = [add(village, f"Y Kiểm {known + number}") for number in range(count)]
    give_titles(*people, year=year or last_year())
    return list(Title.objects.filter(citizen__in=people).order_by("pk"))


def make_inspection_plan(place: Place, actor: User | None = None, **values: Any) -> InspectionPlan:
    year = timezone.localdate().year
    words: dict[str, Any] = {
        "title": "Kiểm tra việc công nhận",
        "organ": "Đoàn kiểm tra",
        "year": last_year(),
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
    }
    return draft_plan(PlannedInspection(**words | values), place, actor=actor)


def make_visit(plan: InspectionPlan, place: Place, titles: Sequence[Title]) -> Inspection:
    """For a reason, with every title named."""
    rows = [("title", title.pk, "cùng một ảnh") for title in titles]
    return order_inspection(plan, place, NamedReason("Phản ánh của người dân", rows), actor=None)


def make_concluded(plan: InspectionPlan, place: Place, titles: Sequence[Title]) -> Finding:
    """A visit on which no title was merited, and what has to be done about it."""
    visit = make_visit(plan, place, titles)
    for checked in visit.checked_titles.all():
        check_title(checked, WRONG, actor=None)
    finding = add_finding(visit, text="Minh chứng sai", action="Rà soát lại", due_on=timezone.localdate(), actor=None)
    conclude_inspection(visit, summary="Phải rà soát", actor=None)
    return Finding.objects.select_related("inspection").get(pk=finding.pk)


def make_photo(checked: CheckedTitle) -> VisitPhoto:
    """As one that was sent stands there."""
    document = store_file(picture("JPEG"), kind="inspection", file_name="anh.jpg", media_type="image/jpeg")
    return VisitPhoto.objects.create(
        inspection=checked.inspection, checked_title=checked, document=document, taken_at=timezone.now()
    )


def inspector_of(cast: Cast, visit: Inspection) -> User:
    """A second officer of the province, sent on the visit."""
    user = officer("Hậu", Role.PROVINCE, cast.province)
    plan_visit(visit, [user], planned_on=timezone.localdate(), actor=cast.hoa)
    return user
