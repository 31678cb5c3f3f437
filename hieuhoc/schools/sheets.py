"""Class lists: who learns in which class of which school in a school year, and which parent agreed."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.frames import query
from hieuhoc.lib.scope import Scope
from hieuhoc.people.rosters.counted import Counted
from hieuhoc.people.rosters.export import PERSON_CELLS, PERSON_SCHEMA, with_plain_people
from hieuhoc.people.rosters.people import PERSON, with_people
from hieuhoc.people.rosters.records import RECORD
from hieuhoc.places.reads import joined_under
from hieuhoc.schools.rules import FIRST_SCHOOL_YEAR, SCHOOL_YEAR_BEGINS, needs_guardian, school_year_of
from hieuhoc.sheets.definition import WARNING, Check, Column, Problems
from hieuhoc.sheets.kinds import Code, Day, Text, Whole
from hieuhoc.sheets.registry import register
from hieuhoc.sheets.sheet import Run
from hieuhoc.sheets.tables import SheetTable, TableSheet, row_key, with_kept

UNKNOWN_SCHOOL = _("Không có cơ sở giáo dục mang mã này ở nơi nhập; xem lại mã, hoặc lập đơn vị trước.")
FUTURE_YEAR = _("Năm học này chưa lập lớp.")
OUTSIDE = _("Ngày vào lớp phải trong năm học.")
ELSEWHERE = _("Người này đang học lớp {} của trường; cho thôi học lớp đó trước.")
NOT_AGREED = _("Thiếu tên hoặc ngày của người đồng ý nên chưa ghi đồng ý; ghi cả hai.")
FUTURE_AGREEMENT = _("Ngày đồng ý ở tương lai; xem lại.")
ENDED = _("Người này đã học lớp này và đã thôi.")
NEEDS_GUARDIAN = _("Chưa đủ 16 tuổi và chưa ghi cha mẹ, người giám hộ đồng ý.")
SCHOOLS = f"""
    SELECT upper(u.code), u.id, s.place_id FROM people_workunit u
    JOIN people_unitspell s ON s.unit_id = u.id AND s.until IS NULL AND s.kind = 'school'
    {joined_under("s.place_id")} WHERE upper(u.code) = ANY(%s)
"""
HELD = """
    SELECT n.citizen_id, c.unit_id, c.school_year, c.name, n.until FROM schools_learner n
    JOIN schools_schoolclass c ON c.id = n.school_class_id WHERE n.citizen_id = ANY(%s::bigint[])
"""
BIRTHS = "SELECT id, birth_date, birth_year FROM people_citizen WHERE id = ANY(%s::bigint[])"
ROWS = f"""
    SELECT {PERSON_CELLS}, u.code, k.school_year::text, k.name, to_char(n.since, 'DD/MM/YYYY'), n.guardian,
      to_char(n.agreed_on, 'DD/MM/YYYY')
    FROM schools_learner n JOIN schools_schoolclass k ON k.id = n.school_class_id
    JOIN people_citizen c ON c.id = n.citizen_id JOIN people_workunit u ON u.id = k.unit_id
    {joined_under("c.home_id")}
    WHERE n.until IS NULL AND c.joined_into_id IS NULL ORDER BY u.code, k.school_year, k.name, c.name_key, c.id
"""


@register
class ClassLists(Counted, TableSheet):
    code = "class_lists"
    title = _("Danh sách lớp")
    help = _("Mỗi dòng một người học của một lớp. Lớp chưa có thì được lập.")
    ability = "sheets.import_class_lists"
    lasts = False
    columns = (
        Column("unit_code", _("Mã trường"), Code(40), example="THPT-CUNE", is_required=True, heads_block=True),
        Column("school_year", _("Năm học bắt đầu"), Whole(FIRST_SCHOOL_YEAR, 2100), example="2025", is_required=True),
        Column("class_name", _("Lớp"), Text(40), example="10A1", is_required=True),
        *PERSON,
        Column("since", _("Vào lớp từ ngày"), Day(), help=_("Để trống là đầu năm học, hoặc như đã ghi.")),
        Column("guardian", _("Cha mẹ, người giám hộ đồng ý"), Text(120), help=_("Cần khi người học chưa đủ 16 tuổi.")),
        Column("agreed_on", _("Ngày đồng ý"), Day()),
        RECORD,
    )
    targets: ClassVar = (
        SheetTable(
            "schools_schoolclass",
            "school_class",
            {"unit_id": "unit_id", "school_year": "school_year", "name": "class_name"},
            link="class_id",
        ),
        SheetTable(
            "schools_learner",
            "citizen",
            {"school_class_id": "class_id", "citizen_id": "citizen_id"},
            {"guardian": "guardian", "agreed_on": "agreed_on", "since": "since"},
            when_blank={
                "guardian": pl.lit(""),
                "since": pl.date(pl.col("school_year").cast(pl.Int32), SCHOOL_YEAR_BEGINS, 1),
            },
            about="citizen_id",
        ),
    )

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = with_people(run, frame, problems).with_columns(pl.col("school_year").cast(pl.Int16))
        frame = _with_schools(run, frame)
        frame = _with_held(frame)
        today = timezone.localdate()
        first = pl.date(pl.col("school_year").cast(pl.Int32), SCHOOL_YEAR_BEGINS, 1)
        outside = (pl.col("since") < first) | (pl.col("since") >= first.dt.offset_by("1y"))
        in_another = pl.col("in_class").is_not_null() & (pl.col("in_class") != pl.col("class_name"))
        problems.apply(
            frame,
            (
                Check(pl.col("unit_id").is_null(), "unknown_school", UNKNOWN_SCHOOL, column="unit_code"),
                Check(
                    pl.col("school_year") > school_year_of(today) + 1, "future_year", FUTURE_YEAR, column="school_year"
                ),
                Check(outside, "outside", OUTSIDE, column="since"),
                Check(in_another, "in_another", ELSEWHERE, (pl.col("in_class"),), column="class_name"),
                Check(pl.col("ended_here"), "ended", ENDED, column="class_name"),
                Check(pl.col("agreed_on") > today, "future_agreement", FUTURE_AGREEMENT, column="agreed_on"),
            ),
        )
        return _with_agreements(self.targets[1:], frame, problems)

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        return row_key(frame, "unit_id", "school_year", "citizen_id")

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = super().compare(run, frame, problems)
        moving = frame.filter(pl.col("outcome") != "same")
        self.recount(run, moving["seat"].drop_nulls().unique(), moving["school_year"])
        return frame

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        names = ("unit_code", "school_year", "class_name", "since", "guardian", "agreed_on")
        yield with_plain_people(query(ROWS, [place], PERSON_SCHEMA | dict.fromkeys(names, pl.String)))


def _with_agreements(targets: tuple[SheetTable, ...], frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    """An agreement is a name and a day; half of one is told and read as none."""
    kept = with_kept(targets, frame.with_columns(class_id="known_class"))
    has_guardian = pl.col("guardian").fill_null("") != ""
    is_half = has_guardian != pl.col("agreed_on").is_not_null()
    lacks = ~has_guardian & pl.col("is_young")
    problems.apply(
        kept,
        (
            Check(is_half, "not_agreed", NOT_AGREED, severity=WARNING, column="agreed_on"),
            Check(lacks, "needs_guardian", NEEDS_GUARDIAN, severity=WARNING, column="guardian"),
        ),
    )
    halves = kept.select(is_half=is_half)["is_half"]
    blank = {name: pl.when(~pl.lit(halves)).then(name) for name in ("guardian", "agreed_on")}
    return frame.with_columns(**blank)


def _with_schools(run: Run, frame: pl.DataFrame) -> pl.DataFrame:
    codes = frame["unit_code"].drop_nulls().str.to_uppercase().unique().to_list()
    schools = query(SCHOOLS, [run.place, codes], {"code_key": pl.String, "unit_id": pl.Int64, "seat": pl.Int64})
    keyed = frame.with_columns(code_key=pl.col("unit_code").str.to_uppercase())
    return keyed.join(schools, on="code_key", how="left", maintain_order="left")


def _with_held(frame: pl.DataFrame) -> pl.DataFrame:
    """What is on record of the person: `in_class` of this school and year, `ended_here`, `known_class`, `is_young`."""
    people = frame["citizen_id"].drop_nulls().unique().to_list()
    schema = {"citizen_id": pl.Int64, "unit_id": pl.Int64, "school_year": pl.Int16, "held": pl.String, "until": pl.Date}
    held = query(HELD, [people], schema)
    key = ["citizen_id", "unit_id", "school_year"]
    open_ones = held.filter(pl.col("until").is_null()).select(*key, in_class="held").unique(key)
    ended = held.filter(pl.col("until").is_not_null()).select(*key, class_name="held", ended_here=pl.lit(True))
    frame = frame.join(open_ones, on=key, how="left", maintain_order="left")
    frame = frame.join(ended.unique(), on=[*key, "class_name"], how="left", maintain_order="left")
    classes = query(
        "SELECT unit_id, school_year, name, id FROM schools_schoolclass WHERE unit_id = ANY(%s::bigint[])",
        [frame["unit_id"].drop_nulls().unique().to_list()],
        {"unit_id": pl.Int64, "school_year": pl.Int16, "class_name": pl.String, "known_class": pl.Int64},
    )
    frame = frame.join(classes, on=["unit_id", "school_year", "class_name"], how="left", maintain_order="left")
    today = timezone.localdate()
    births = query(BIRTHS, [people], {"citizen_id": pl.Int64, "born_on": pl.Date, "born_in": pl.Int16})
    young = [needs_guardian(born_on, born_in, today) for _citizen, born_on, born_in in births.iter_rows()]
    births = births.select("citizen_id", is_young=pl.Series(young, dtype=pl.Boolean))
    return frame.join(births, on="citizen_id", how="left", maintain_order="left")
