"""The list of dossiers as a table to take along."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.lists_on_paper import people_of, reviewed_on_paper
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.score_sheets import people_to_score, write_score_sheet
from hieuhoc.assessment.sheets import Scores, refuse_another_shape
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.workbook_writing import WrittenColumn
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place
from hieuhoc.places.reads import reached_ids
from hieuhoc.sheets.export_kinds import ExportCells, ExportFile, ExportTable, Wishes, written
from hieuhoc.sheets.exports import AT_ONCE
from hieuhoc.web.choices import full_titles

ABILITY = "assessment.read_dossiers"
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
    """The rows of the list as the paper that an office signs ("trích ngang")."""
    if not user.has_perm(ABILITY):
        raise PermissionDenied(ABILITY)
    scope = scope_of(user, ABILITY)
    rows = listed(scope, wishes)
    return ExportFile(
        title=_("Danh sách trích ngang"),
        file_name="trich-ngang.pdf",
        write=partial(_write_reviewed, rows, wishes, scope),
        is_short=rows[: FEW + 1].count() <= FEW,
        scope=scope,
        purpose="assessment.export_dossiers",
        subject="list",
        place=wishes["place"],
        subject_id=None,
    )


def _write_reviewed(rows: QuerySet[Dossier], wishes: Wishes, scope: Scope, target: Path | BinaryIO) -> int:
    people = people_of(rows)
    place = wishes["place"] or next(iter(sorted(scope.places)), None)
    drawn = reviewed_on_paper(people, place=place, year=wishes["year"])
    written(drawn, target)
    return len(people)


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
    "assessment.dossiers": dossiers,
    "assessment.reviewed_list": reviewed_list,
    "assessment.score_sheet": score_sheet,
}
