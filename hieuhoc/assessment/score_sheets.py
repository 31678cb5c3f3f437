"""A score sheet to be filled in for a village or a commune: its people stand in it, each indicator with its wording, the
points given so far. Sent in as the sheet `scores`; rows left as they are say nothing."""

from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.rules import EDITABLE
from hieuhoc.assessment.sheets import POINTS, Scores
from hieuhoc.criteria.models import Criterion
from hieuhoc.lib.dates import ADULT_AGE
from hieuhoc.lib.frames import query
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.workbook_writing import WrittenColumn, write_workbook
from hieuhoc.people.models import Citizen
from hieuhoc.people.rosters.export import PERSON_CELLS, PERSON_SCHEMA, with_plain_people
from hieuhoc.places.reads import label_of, reached_ids
from hieuhoc.sheets.workbooks import in_official_language, written_columns

ROWS = f"""
    SELECT {PERSON_CELLS}, g.name, d.self_points
    FROM unnest(%s::bigint[]) WITH ORDINALITY AS listed (id, place) JOIN people_citizen c ON c.id = listed.id
    LEFT JOIN assessment_dossier d ON d.citizen_id = c.id AND d.round_id = %s
    LEFT JOIN criteria_applicantgroup g ON g.id = d.applicant_group_id
    ORDER BY listed.place
"""


def people_to_score(place: int, round_: Round, scope: Scope) -> list[int]:
    """Adults who live there within the scope, by village and name; whose dossier was sent or decided is left out."""
    here = list(reached_ids(Scope(on=timezone.localdate(), places=frozenset({place}))))
    people = Citizen.objects.within(scope).living(timezone.localdate()).filter(home__in=here)
    grown = people.exclude(birth_year__gt=round_.year - ADULT_AGE)
    done = Dossier.objects.filter(round=round_).exclude(status__in=[*EDITABLE, Dossier.Status.WITHDRAWN])
    listed = grown.exclude(pk__in=done.values("citizen")).order_by("home", "name_key", "pk")
    return list(listed.values_list("pk", flat=True))


@in_official_language
def write_score_sheet(people: list[int], place: int, round_: Round, target: Path | BinaryIO) -> int:
    rows = query(ROWS, [people, round_.pk], PERSON_SCHEMA | {"group": pl.String, "points": pl.List(pl.Int16)})
    points = (
        pl.col("points").list.get(position, null_on_oob=True).cast(pl.String).alias(key)
        for position, key in enumerate(POINTS)
    )
    filled = with_plain_people(rows).with_columns(*points)
    columns = _columns(round_)
    return write_workbook(
        target,
        columns,
        filled.select(column.key for column in Scores.columns).iter_rows(),
        sheet=str(Scores.title),
        help_lines=_help(place, round_),
    )


def _columns(round_: Round) -> list[WrittenColumn]:
    """Those of the sheet, each indicator explained in its own words."""
    groups = list(round_.version.applicant_groups.order_by("position").values_list("name", flat=True))
    wording = dict(Criterion.objects.filter(version=round_.version_id).values_list("position", "text"))
    columns = written_columns(Scores.columns, {"group": groups})
    first = next(number for number, column in enumerate(Scores.columns) if column.key == POINTS[0])
    for position in range(1, len(POINTS) + 1):
        number = first + position - 1
        columns[number] = replace(columns[number], help=wording.get(position, columns[number].help))
    return columns


def _help(place: int, round_: Round) -> list[str]:
    where = {"place": label_of(place, timezone.localdate()).title, "year": round_.year}
    return [
        _("Phiếu điểm của %(place)s, đợt năm %(year)s.") % where,
        _("Chọn nhóm đối tượng và ghi điểm cho ai được chấm; dòng để trống nhóm và điểm thì bỏ qua."),
        _("Rê chuột vào tiêu đề hoặc bấm vào một ô để đọc lời của từng chỉ số. Giữ nguyên cột Mã hồ sơ."),
        _("Chấm xong gửi lên ở mục Bảng tính, “%(title)s”.") % {"title": Scores.title},
    ]
