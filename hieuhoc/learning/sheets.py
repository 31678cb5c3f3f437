"""Criteria trainings, and who attended and completed them; activities (activity_sheet.py)."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.learning.activity_sheet import Activities
from hieuhoc.learning.wish_sheet import WishForms
from hieuhoc.lib.frames import query
from hieuhoc.lib.scope import Scope
from hieuhoc.people.counting import places_counted_of
from hieuhoc.people.rosters.counted import Counted
from hieuhoc.people.rosters.export import PERSON_CELLS, PERSON_SCHEMA, with_plain_people
from hieuhoc.people.rosters.people import PERSON, with_people
from hieuhoc.people.rosters.records import RECORD
from hieuhoc.places.reads import joined_under
from hieuhoc.sheets.definition import Check, Column, Problems
from hieuhoc.sheets.kinds import Code, Day, Text, YesNo
from hieuhoc.sheets.registry import register
from hieuhoc.sheets.sheet import Run
from hieuhoc.sheets.tables import SheetTable, TableSheet, row_key, with_kept

FUTURE = _("Ngày tổ chức ở tương lai; xem lại.")
UNKNOWN_VERSION = _("Không có bộ tiêu chí mang số quyết định này.")
UNKNOWN_TRAINING = _("Chưa có lớp tập huấn mang mã này ở nơi nhập; nhập bảng Lớp tập huấn trước.")
ELSEWHERE = _("Lớp tập huấn mang mã này thuộc nơi khác.")
COMPLETED = _("Hoàn thành thì phải có tham dự.")
VERSIONS = """
    SELECT DISTINCT ON (number) number, id FROM criteria_version WHERE status IN ('in_force', 'retired') ORDER BY number, edition DESC
"""
TRAININGS = """
    SELECT t.code, t.id, t.held_on, t.place_id, EXISTS (SELECT 1 FROM places_ancestry a WHERE a.descendant_id = t.place_id
      AND a.ancestor_id = %s AND a.until IS NULL) FROM learning_training t WHERE t.code = ANY(%s)
"""
HELD = f"""
    SELECT t.code, t.title, v.number, to_char(t.held_on, 'DD/MM/YYYY'), t.organiser
    FROM learning_training t JOIN criteria_version v ON v.id = t.version_id
    {joined_under("t.place_id")} ORDER BY t.held_on, t.code
"""
CAME = f"""
    SELECT {PERSON_CELLS}, t.code,
      CASE WHEN n.attended THEN 'Có' ELSE 'Không' END, CASE WHEN n.completed THEN 'Có' ELSE 'Không' END
    FROM learning_attendance n JOIN learning_training t ON t.id = n.training_id JOIN people_citizen c ON c.id = n.citizen_id
    {joined_under("c.home_id")}
    WHERE c.joined_into_id IS NULL ORDER BY t.code, c.name_key, c.id
"""
KNOWN_TRAINING = {
    "code": pl.String,
    "training_id": pl.Int64,
    "held": pl.Date,
    "training_place": pl.Int64,
    "is_here": pl.Boolean,
}


@register
class Trainings(TableSheet):
    code = "trainings"
    title = _("Lớp tập huấn bộ tiêu chí")
    help = _("Mỗi dòng một lớp; người dự nhập bằng bảng Người dự tập huấn.")
    ability = "sheets.import_trainings"
    names_row = "title"
    columns = (
        Column("code", _("Mã lớp"), Code(40), example="TH-2025-01", is_required=True),
        Column("title", _("Tên lớp"), Text(200), example="Tập huấn bộ tiêu chí năm 2025", is_required=True, width=36),
        Column("version_number", _("Bộ tiêu chí"), Text(40), example="324/QĐ-KHVN", is_required=True),
        Column("held_on", _("Ngày tổ chức"), Day(), example="15/03/2025", is_required=True),
        Column("organiser", _("Đơn vị tổ chức"), Text(200), example="Hội Khuyến học xã"),
    )
    targets: ClassVar = (
        SheetTable(
            "learning_training",
            "training",
            {"code": "code"},
            {"title": "title", "version_id": "version_id", "held_on": "held_on", "organiser": "organiser"},
            when_blank={"organiser": pl.lit("")},
            on_insert={"place_id": pl.col("place_id")},
            said_by={"version_id": ("version_number", "SELECT id, number FROM criteria_version WHERE id = ANY(%s)")},
        ),
    )

    def choices(self, place: int) -> dict[str, list[str]]:
        return {"version_number": query(VERSIONS, [], {"number": pl.String, "id": pl.Int64})["number"].to_list()}

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        versions = query(VERSIONS, [], {"version_number": pl.String, "version_id": pl.Int64})
        known = query(TRAININGS, [run.place, frame["code"].drop_nulls().to_list()], KNOWN_TRAINING)
        frame = frame.join(versions, on="version_number", how="left", maintain_order="left")
        frame = frame.join(known.select("code", "is_here"), on="code", how="left", maintain_order="left")
        problems.apply(
            frame,
            (
                Check(pl.col("version_id").is_null(), "unknown_version", UNKNOWN_VERSION, column="version_number"),
                Check(pl.col("held_on") > timezone.localdate(), "future", FUTURE, column="held_on"),
                Check(~pl.col("is_here"), "elsewhere", ELSEWHERE, column="code"),
            ),
        )
        return frame.with_columns(place_id=pl.lit(run.place, pl.Int64))

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        return row_key(frame, "code")

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        yield query(
            HELD, [place], dict.fromkeys(("code", "title", "version_number", "held_on", "organiser"), pl.String)
        )


@register
class Attendances(Counted, TableSheet):
    code = "attendances"
    title = _("Người dự tập huấn")
    help = _("Mỗi dòng một người của một lớp.")
    ability = "sheets.import_attendances"
    columns = (
        Column("code", _("Mã lớp"), Code(40), example="TH-2025-01", is_required=True, heads_block=True),
        *PERSON,
        Column(
            "attended",
            _("Tham dự"),
            YesNo(),
            help=_("Để trống là có, hoặc như đã ghi."),
            example="Có",
            must_be_right=True,
        ),
        Column("completed", _("Hoàn thành"), YesNo(), help=_("Để trống là chưa, hoặc như đã ghi."), example="Có"),
        RECORD,
    )
    targets: ClassVar = (
        SheetTable(
            "learning_attendance",
            "citizen",
            {"training_id": "training_id", "citizen_id": "citizen_id"},
            {"attended": "attended", "completed": "completed"},
            when_blank={"attended": pl.lit(True), "completed": pl.lit(False)},
            about="citizen_id",
        ),
    )

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = with_people(run, frame, problems)
        known = query(TRAININGS, [run.place, frame["code"].drop_nulls().to_list()], KNOWN_TRAINING).filter("is_here")
        frame = frame.join(known, on="code", how="left", maintain_order="left")
        problems.apply(
            with_kept(self.targets, frame),
            (
                Check(pl.col("training_id").is_null(), "unknown_training", UNKNOWN_TRAINING, column="code"),
                Check(pl.col("completed") & ~pl.col("attended"), "completed", COMPLETED, column="completed"),
            ),
        )
        return frame

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        return row_key(frame, "training_id", "citizen_id")

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = super().compare(run, frame, problems)
        moving = frame.filter(pl.col("outcome") != "same")
        places = places_counted_of(moving["citizen_id"].drop_nulls().unique().to_list(), None)
        self.recount(run, places, moving["held"].dt.year())
        return frame

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        schema = PERSON_SCHEMA | dict.fromkeys(("code", "attended", "completed"), pl.String)
        yield with_plain_people(query(CAME, [place], schema))


register(Activities)
register(WishForms)
