"""The list of dossiers as a table to take along."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.workbook_writing import WrittenColumn
from hieuhoc.people.models import Citizen
from hieuhoc.places.reads import reached_ids
from hieuhoc.sheets.export_kinds import ExportCells, ExportTable, Wishes
from hieuhoc.web.choices import titles

ABILITY = "assessment.read_dossiers"


def listed(scope: Scope, wishes: Wishes) -> QuerySet[Dossier]:
    """The dossiers of the list within the scope, in its order."""
    rows = Dossier.objects.within(scope).select_related("citizen", "round", "applicant_group")
    if wishes["place"] is not None:
        within = Scope(on=timezone.localdate(), places=frozenset({wishes["place"]}))
        rows = rows.filter(place__in=list(reached_ids(within)))
    if wishes["year"] is not None:
        rows = rows.filter(round__in=list(Round.objects.filter(year=wishes["year"]).values_list("pk", flat=True)))
    if wishes["name"]:
        rows = rows.filter(citizen__in=Citizen.objects.named(wishes["name"]).values("pk"))
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
        names = titles(listed_dossiers.order_by().values_list("place", flat=True).distinct())
        return (_cells(row, names) for row in listed_dossiers[:limit].iterator(chunk_size=2000))

    heads = [
        _("Họ và tên"),
        _("Ngày sinh"),
        _("Năm"),
        _("Nhóm đối tượng"),
        _("Nơi xét"),
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


EXPORTS = {"assessment.dossiers": dossiers}
