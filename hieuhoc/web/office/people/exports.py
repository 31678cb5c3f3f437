"""The list of people as a table to take along; identity numbers and phones are not in it."""

from collections.abc import Iterator
from dataclasses import asdict

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.lib.workbook_writing import WrittenColumn
from hieuhoc.people.models import Citizen
from hieuhoc.sheets.export_kinds import ExportCells, ExportTable, Wishes
from hieuhoc.web.choices import titles
from hieuhoc.web.office.people.filters import Filters, filtered

ABILITY = "people.read_citizens"
WISHED = ("place", "sex", "age", "state", "whose", "name")


def wishes_from(filters: Filters) -> Wishes:
    kept = asdict(filters)
    return {key: kept[key] for key in WISHED}


def citizens(user: User, wishes: Wishes) -> ExportTable:
    if not user.has_perm(ABILITY):
        raise PermissionDenied(ABILITY)
    scope = scope_of(user, ABILITY)
    people = filtered(scope, Filters(**{key: wishes[key] for key in WISHED if key in wishes})).by_name()

    def rows(limit: int | None) -> Iterator[ExportCells]:
        names = titles(people.order_by().values_list("home", flat=True).distinct())
        return (_cells(person, names) for person in people[:limit].iterator(chunk_size=5000))

    columns = [
        WrittenColumn(_("Họ và tên"), width=28),
        WrittenColumn(_("Ngày sinh"), width=14),
        WrittenColumn(_("Giới tính"), width=10),
        WrittenColumn(_("Nơi ở"), width=28),
    ]
    place: int | None = wishes["place"]
    return ExportTable(_("Người dân"), "nguoi-dan.xlsx", columns, rows, scope, "people.export_citizens", place=place)


def _cells(person: Citizen, names: dict[int, str]) -> tuple[str, str, str, str]:
    return (
        person.name,
        person.birth_text,
        person.get_sex_display() if person.sex else "",
        names.get(person.home_id or 0, ""),
    )


EXPORTS = {"people.citizens": citizens}
