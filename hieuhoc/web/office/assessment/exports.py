"""The list of dossiers as a table to take along."""

from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.lists_on_paper import people_of
from hieuhoc.assessment.models import Dossier, Meeting, Round
from hieuhoc.assessment.review_lists_on_paper import council_list, reviewed_paper
from hieuhoc.assessment.score_sheets import people_to_score, write_score_sheet
from hieuhoc.assessment.sheets import Scores, refuse_another_shape
from hieuhoc.documents.writing import PDF, written_paper
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.workbook_writing import WrittenColumn
from hieuhoc.people.models import Citizen, WorkUnit
from hieuhoc.places.models import Place
from hieuhoc.places.reads import reached_ids
from hieuhoc.sheets.export_kinds import ExportCells, ExportFile, ExportTable, Wishes, written
from hieuhoc.sheets.exports import AT_ONCE
from hieuhoc.web.choices import full_titles

ABILITY = "assessment.read_dossiers"
COUNCIL = "assessment.call_meeting"
FEW = 500  # people on a paper drawn within a request


def listed(scope: Scope, wishes: Wishes) -> QuerySet[Dossier]:
    """The dossiers of the list within the scope, in its order."""
    rows = Dossier.objects.within(scope).select_related("citizen", "round", "applicant_group")
    if wishes["place"] is not None:
        within = Scope(on=timezone.localdate(), places=frozenset({wishes["place"]}))
        rows = rows.filter(place__in=list(reached_ids(within)))
    if wishes["year"] is not None:
        rows = rows.filter(round__in=list(Round.objects.filter(year=wishes["year"]).values_list("pk", flat=True)))
    if name := wishes.get("name"):  # not in what was asked for before lists could be searched
        rows = rows.filter(citizen__in=Citizen.objects.named(name).values("pk"))
    rows = rows.filter(status=wishes["status"]) if wishes["status"] else rows
    return rows.order_by(*order_of(wishes))


def order_of(wishes: Wishes) -> list[str]:
    """What waits stands in the order in which it was sent, the oldest first."""
    return ["submitted_at", "id"] if wishes["status"] == Dossier.Status.SUBMITTED else ["id"]


def dossiers(user: User, wishes: Wishes) -> ExportTable:
    if not user.has_perm(ABILITY):
        raise PermissionDenied(ABILITY)
    scope = scope_of(user, ABILITY)
    listed_dossiers = listed(scope, wishes)

    def rows(limit: int | None) -> Iterator[ExportCells]:
        names = full_titles(listed_dossiers.order_by().values_list("place", flat=True).distinct())
        return (_cells(row, names) for row in listed_dossiers[:limit].iterator(chunk_size=2000))

    heads = [
        _("Họ và tên"),
        _("Ngày sinh"),
        _("Năm"),
        _("Nhóm đối tượng"),
        _("Nơi cư trú"),
        _("Điểm tự chấm"),
        _("Điểm xét"),
        _("Trạng thái"),
    ]
    columns = [WrittenColumn(head, width=22) for head in heads]
    return ExportTable(
        _("Hồ sơ"), "ho-so.xlsx", columns, rows, scope, "assessment.export_dossiers", place=wishes["place"]
    )


def _cells(row: Dossier, names: dict[int, str]) -> ExportCells:
    return (
        row.citizen.name,
        row.citizen.birth_text,
        row.round.year,
        row.applicant_group.name,
        names.get(row.place_id, ""),
        sum(given or 0 for given in row.self_points),
        row.total,
        row.get_status_display(),
    )


def reviewed_list(user: User, wishes: Wishes) -> ExportFile:
    """`wishes`: as `listed`, and form. The rows of the list as the paper that an office signs ("trích ngang")."""
    if not user.has_perm(ABILITY):
        raise PermissionDenied(ABILITY)
    scope = scope_of(user, ABILITY)
    rows, form = listed(scope, wishes), wishes.get("form", PDF)  # not in what was asked for while there was one form

    def write(target: Path | BinaryIO) -> int:
        people, place, unit = people_of(rows), wishes["place"] or _first(scope.places), _first(scope.units)
        drawn = reviewed_paper(
            people,
            place=place,
            unit=None if place or unit is None else WorkUnit.objects.get(pk=unit),
            year=wishes["year"],
            is_waiting=wishes["status"] == Dossier.Status.SUBMITTED,
        )
        written(written_paper(drawn, form), target)
        return len(people)

    return ExportFile(
        title=_("Danh sách trích ngang"),
        file_name=f"trich-ngang.{form}",
        write=write,
        is_short=rows[: FEW + 1].count() <= FEW,
        scope=scope,
        purpose="assessment.export_dossiers",
        subject="list",
        place=wishes["place"],
        subject_id=None,
    )


def _first(ids: Collection[int]) -> int | None:
    return min(ids, default=None)


def council_paper(user: User, wishes: Wishes) -> ExportFile:
    """`wishes`: meeting, form. What is laid before a council, as the paper its members have before them."""
    meeting, form = Meeting.objects.select_related("round").get(pk=wishes["meeting"]), wishes["form"]
    if not user.has_perm(COUNCIL, meeting):
        raise PermissionDenied(COUNCIL)
    laid = meeting.lines.count()

    def write(target: Path | BinaryIO) -> int:
        written(written_paper(council_list(meeting), form), target)
        return laid

    return ExportFile(
        title=_("Danh sách trình hội đồng"),
        file_name=f"trinh-xet-{meeting.round.year}.{form}",
        write=write,
        is_short=laid <= FEW,
        scope=scope_of(user, COUNCIL),
        purpose="assessment.export_dossiers",
        subject="meeting",
        place=meeting.place_id,
        subject_id=meeting.pk,
    )


def score_sheet(user: User, wishes: Wishes) -> ExportFile:
    """`wishes`: place, year. The people of a place to be scored."""
    place, round_ = wishes["place"], Round.objects.select_related("version").get(year=wishes["year"])
    if not user.has_perm(Scores.ability, Place.objects.get(pk=place)):
        raise PermissionDenied(Scores.ability)
    refuse_another_shape(round_)
    scope = scope_of(user, Scores.ability)
    people = people_to_score(place, round_, scope)
    return ExportFile(
        title=_("Phiếu điểm của một đợt"),
        file_name=f"phieu-diem-{round_.year}.xlsx",
        write=partial(write_score_sheet, people, place, round_),
        is_short=len(people) <= AT_ONCE,
        scope=scope,
        purpose=f"{Scores.ability}.export",
        subject="sheet",
        place=place,
        subject_id=round_.pk,
    )


EXPORTS = {
    "assessment.council_list": council_paper,
    "assessment.dossiers": dossiers,
    "assessment.reviewed_list": reviewed_list,
    "assessment.score_sheet": score_sheet,
}
