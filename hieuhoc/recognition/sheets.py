"""Recorded recognitions of families, clans, village communities and work units for a year."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.frames import query
from hieuhoc.lib.scope import Scope
from hieuhoc.people.rosters.counted import Counted
from hieuhoc.people.rosters.places import look_up_homes, with_homes, with_titles
from hieuhoc.people.rosters.villages_asked import ask_villages
from hieuhoc.places.reads import joined_under
from hieuhoc.recognition.actions.groups import homes_of_members, own_families
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.recognition.rules import group_gaps
from hieuhoc.sheets.definition import CHANGED, WARNING, Check, Column, Problems
from hieuhoc.sheets.kinds import Choice, Code, Day, Text, Whole, words_of
from hieuhoc.sheets.questions import Questions
from hieuhoc.sheets.registry import register
from hieuhoc.sheets.sheet import Run
from hieuhoc.sheets.tables import SheetTable, TableSheet, row_key, with_kept

TABLE = "recognition_grouprecognition"
KINDS = (("family", _("Gia đình")), ("clan", _("Dòng họ")), ("community", _("Cộng đồng")), ("unit", _("Đơn vị")))
NO_SUBJECT = _("Không tìm thấy đối tượng này ở nơi nhập; xem lại loại, mã và thôn, buôn.")
NOT_READ = _("Cộng đồng được ghi theo thôn, buôn: mã ở dòng này không dùng.")
OWN_FAMILY = _("Không tự ghi công nhận cho gia đình mình hoặc dòng họ mình đứng đầu; để cán bộ khác ghi.")
EARNED = _("Mô hình này được công nhận theo tiêu chí; chỉ quyết định thu hồi mới đổi được.")
BODIES = ["group_id", "unit_id", "village_id"]
EARNED_ROWS = """
    SELECT year, group_id, unit_id, village_id FROM recognition_grouprecognition
    WHERE is_earned AND (group_id = ANY(%s::bigint[]) OR unit_id = ANY(%s::bigint[]) OR village_id = ANY(%s::bigint[]))
"""
GAPS = {
    "year": ("year", _("Năm phải từ 2000 đến năm nay.")),
    "decision_number": ("decision_number", _("Đã công nhận thì cần số quyết định.")),
    "decided_in_future": ("decided_on", _("Ngày quyết định ở sau hôm nay.")),
    "decided_before_year": ("decided_on", _("Ngày quyết định ở trước năm được công nhận.")),
}
GROUPS = f"""
    SELECT g.kind, g.code, g.id, g.place_id FROM people_group g {joined_under("g.place_id")} WHERE g.code = ANY(%s)
"""
UNITS = f"""
    SELECT upper(u.code), u.id, s.place_id FROM people_workunit u JOIN people_unitspell s ON s.unit_id = u.id AND s.until IS NULL
    {joined_under("s.place_id")} WHERE upper(u.code) = ANY(%s)
"""
ROWS = f"""
    SELECT r.year::text, coalesce(g.kind, CASE WHEN r.unit_id IS NULL THEN 'community' ELSE 'unit' END), coalesce(g.code, u.code),
      s.place_id, CASE WHEN s.tier = 'village' THEN p.code ELSE s.code END, r.status, r.decision_number, to_char(r.decided_on, 'DD/MM/YYYY')
    FROM recognition_grouprecognition r LEFT JOIN people_group g ON g.id = r.group_id LEFT JOIN people_workunit u ON u.id = r.unit_id
    LEFT JOIN people_unitspell us ON us.unit_id = u.id AND us.until IS NULL
    JOIN places_placespell s ON s.place_id = coalesce(g.place_id, r.village_id, us.place_id) AND s.until IS NULL
    LEFT JOIN places_placespell p ON p.place_id = s.parent_id AND p.until IS NULL
    {joined_under("s.place_id")} ORDER BY 1, 2, 3
"""


def _target(column: str) -> SheetTable:
    return SheetTable(
        TABLE,
        "group_recognition",
        {"year": "year", column: column},
        {"status": "status", "decision_number": "decision_number", "decided_on": "decided_on"},
        when_blank={"decision_number": pl.lit("")},
        only=pl.col(column).is_not_null(),
    )


@register
class Recognitions(Counted, TableSheet):
    code = "recognitions"
    title = _("Công nhận mô hình học tập")
    help = _(
        "Gia đình, dòng họ, cộng đồng (thôn, buôn), đơn vị đã đăng ký hoặc được công nhận trong một năm. Ô để trống không xoá dữ liệu đã có."
    )
    ability = "sheets.import_recognitions"
    lasts = False
    names_row = "code"
    columns = (
        Column("year", _("Năm"), Whole(2000, 2100), example="2025", is_required=True, width=8),
        Column("kind", _("Loại"), Choice(KINDS), example="Gia đình", is_required=True),
        Column(
            "code",
            _("Mã"),
            Code(40),
            help=_("Mã hộ, mã dòng họ hoặc mã đơn vị; cộng đồng để trống."),
            example="H0012",
            needed_without="village",
        ),
        Column(
            "village",
            _("Thôn, buôn"),
            Text(120),
            help=_("Của cộng đồng; của gia đình khi nhiều thôn, buôn cùng dùng một mã hộ."),
            example="Buôn Ea Sar",
            aliases=("Thôn", "Buôn", "Tổ dân phố"),
            needed_without="code",
        ),
        Column(
            "commune_code",
            _("Mã xã"),
            Code(16),
            help=_("Chỉ cần khi nhập cho cả tỉnh."),
            example="24100",
            must_be_right=True,
        ),
        Column(
            "status",
            _("Tình trạng"),
            Choice(tuple(GroupRecognition.Status.choices)),
            example="Đã công nhận",
            is_required=True,
        ),
        Column(
            "decision_number",
            _("Số quyết định"),
            Text(80),
            help=_("Cần khi tình trạng là Đã công nhận."),
            example="125/QĐ-UBND",
        ),
        Column("decided_on", _("Ngày quyết định"), Day(), example="20/12/2025"),
    )
    targets: ClassVar = (_target("group_id"), _target("unit_id"), _target("village_id"))

    def start(self, run: Run) -> None:
        run.looked_up["homes"] = look_up_homes(run.place)

    def ask(self, run: Run, frame: pl.DataFrame, questions: Questions) -> pl.DataFrame:
        return ask_villages(run, run.looked_up["homes"], frame, questions)

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = with_villages(run, frame, problems).with_columns(pl.col("year").cast(pl.Int16))
        frame = with_subjects(run, frame)
        subjects = pl.sum_horizontal(pl.col(name).is_not_null() for name in ("group_id", "unit_id", "village_id"))
        has_idle_code = (pl.col("kind") == "community") & pl.col("code").is_not_null()
        own = own_families(run.batch.uploaded_by, frame["group_id"].drop_nulls().to_list())
        problems.apply(
            frame,
            (
                Check(subjects != 1, "no_subject", NO_SUBJECT, column="code"),
                Check(has_idle_code, "idle_code", NOT_READ, severity=WARNING, column="code"),
                Check(pl.col("group_id").is_in(own), "own_family", OWN_FAMILY, column="code"),
            ),
        )
        _apply_rules(with_kept(self.targets, frame), problems)
        return frame

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        subject = pl.coalesce("group_id", "unit_id", "village_id")
        return row_key(frame.with_columns(subject=subject), "year", "kind", "subject")

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = super().compare(run, frame, problems)
        problems.add(_earned(frame), Check(pl.lit(True), "earned", EARNED, column="status"))
        moving = frame.filter(pl.col("outcome") != "same")
        groups = moving["group_id"].drop_nulls().unique().to_list()
        places = set(moving["subject_place"].drop_nulls().unique()) | homes_of_members(groups)
        self.recount(run, places, moving["year"])
        return frame

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        names = ("year", "kind", "code", "home", "commune_code", "status", "decision_number", "decided_on")
        rows = with_titles(place, query(ROWS, [place], dict.fromkeys(names, pl.String) | {"home": pl.Int64}))
        yield rows.with_columns(
            pl.col("kind").replace(words_of(KINDS)), pl.col("status").replace(words_of(GroupRecognition.Status.choices))
        )


def _earned(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows that would change what was earned."""
    changed = frame.filter(pl.col("outcome") == CHANGED)
    bodies = [changed[name].drop_nulls().to_list() for name in BODIES]
    schema = {"year": pl.Int16} | dict.fromkeys(BODIES, pl.Int64)
    return changed.join(query(EARNED_ROWS, bodies, schema), on=list(schema), how="semi", nulls_equal=True)


def with_villages(run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    """Only rows that name a village are looked for there; the place of the others comes with their code."""
    homes, named = run.looked_up["homes"], pl.col("village").is_not_null()
    located = with_homes(run, homes, frame.filter(named), problems).select("row", "home")
    return frame.join(located, on="row", how="left", maintain_order="left")


def with_subjects(run: Run, frame: pl.DataFrame) -> pl.DataFrame:
    codes = frame["code"].drop_nulls().to_list()
    groups = query(
        GROUPS, [run.place, codes], {"kind": pl.String, "code": pl.String, "group": pl.Int64, "group_place": pl.Int64}
    )
    units = query(UNITS, [run.place, codes], {"code": pl.String, "unit": pl.Int64, "unit_place": pl.Int64})
    wanted = frame.select("row", "kind", "code", "home").join(groups, on=["kind", "code"])
    wanted = wanted.filter(pl.col("home").is_null() | (pl.col("home") == pl.col("group_place")))
    # A code that several villages use needs the village.
    wanted = wanted.filter(pl.len().over("row") == 1).select("row", "group", "group_place")
    frame = frame.join(wanted, on="row", how="left", maintain_order="left").join(
        units, on="code", how="left", maintain_order="left"
    )
    kind = pl.col("kind")
    return frame.with_columns(
        group_id=pl.when(kind.is_in(["family", "clan"])).then("group"),
        unit_id=pl.when(kind == "unit").then("unit"),
        village_id=pl.when(kind == "community").then("home"),
        subject_place=pl.when(kind == "unit")
        .then("unit_place")
        .when(kind == "community")
        .then("home")
        .otherwise("group_place"),
    )


def _apply_rules(frame: pl.DataFrame, problems: Problems) -> None:
    """The rule of the single deed, once per different content."""
    today = timezone.localdate()
    frame = frame.with_columns(pl.col("decision_number").fill_null(""))
    said = frame.select("status", "decision_number", "decided_on", "year").drop_nulls(["status", "year"]).unique()
    for fact in said.iter_rows(named=True):
        rows = frame.join(pl.DataFrame([fact], schema=said.schema), on=list(said.columns), nulls_equal=True)
        for gap in group_gaps(**fact, today=today):
            column, message = GAPS[gap]
            problems.add(rows, Check(pl.lit(True), gap, message, column=column))
