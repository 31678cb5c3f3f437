"""Families and clans; work units with their level, kind and seat; area classes of communes and villages."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.frames import query
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.vietnamese_frames import fold_expr
from hieuhoc.people.models import Group, UnitSpell
from hieuhoc.people.rosters.places import VILLAGE_SHEET, look_up_homes, with_homes, with_titles
from hieuhoc.people.rosters.villages_asked import ask_villages
from hieuhoc.places.models import AreaClass
from hieuhoc.places.reads import joined_under
from hieuhoc.sheets.definition import Check, Column, ImportSetting, Problems
from hieuhoc.sheets.kinds import Choice, Code, Day, Text, words_of
from hieuhoc.sheets.questions import Questions
from hieuhoc.sheets.sheet import Run
from hieuhoc.sheets.tables import SheetTable, TableSheet, row_key

COMMUNE = Column(
    "commune_code",
    _("Mã xã"),
    Code(16),
    help=_("Chỉ cần khi nhập cho cả tỉnh."),
    aliases=("Mã phường",),
    example="24100",
    heads_block=True,
    must_be_right=True,
)
VILLAGE = Column(
    "village",
    _("Thôn, buôn"),
    Text(120),
    example="Buôn Ea Sar",
    aliases=("Thôn", "Buôn", "Tổ dân phố", "Khu phố"),
    sheet_name=VILLAGE_SHEET,
    heads_block=True,
    must_be_right=True,
)
SINCE = ImportSetting("since", _("Từ ngày (khi ô để trống)"), "date", is_required=True)
ELSEWHERE = _("Đơn vị mang mã này đặt ở nơi khác; nơi đó cập nhật.")
UNKNOWN_SEAT = _("Không có nơi nào mang mã này ở nơi nhập.")
FUTURE = _("Ngày ở tương lai; xem lại.")
NOT_LATER = _("Ngày hết hiệu lực phải sau ngày bắt đầu.")
OVERLAPS = _("Đã có phân loại này từ {}; ngày bắt đầu phải sau ngày đó.")
GROUPS = f"""
    SELECT p.code, CASE g.kind WHEN 'family' THEN 'Gia đình' ELSE 'Dòng họ' END, g.code, g.name,
      g.place_id, to_char(g.since, 'DD/MM/YYYY')
    FROM people_group g JOIN places_placespell s ON s.place_id = g.place_id AND s.until IS NULL
    JOIN places_placespell p ON p.place_id = CASE WHEN s.tier = 'village' THEN s.parent_id ELSE s.place_id END AND p.until IS NULL
    {joined_under("g.place_id")}
    WHERE g.until IS NULL ORDER BY 1, 2, 3
"""
UNITS = f"""
    SELECT u.code, u.name, s.level, s.kind, p.code, to_char(s.since, 'DD/MM/YYYY')
    FROM people_workunit u JOIN people_unitspell s ON s.unit_id = u.id AND s.until IS NULL
    JOIN places_placespell p ON p.place_id = s.place_id AND p.until IS NULL
    {joined_under("s.place_id")} ORDER BY 1
"""
SEATS = """
    SELECT p.code, p.place_id FROM places_placespell p JOIN places_ancestry a ON a.descendant_id = p.place_id AND a.until IS NULL
    WHERE a.ancestor_id = %s AND p.until IS NULL AND p.code <> ''
"""
SEAT_WORDS = """
    SELECT place_id, coalesce(nullif(code, ''), kind || ' ' || name) FROM places_placespell
    WHERE until IS NULL AND place_id = ANY(%s::bigint[])
"""
SEATED = """
    SELECT u.code, EXISTS (SELECT 1 FROM people_unitspell s JOIN places_ancestry a ON a.descendant_id = s.place_id
      AND a.until IS NULL WHERE s.unit_id = u.id AND s.until IS NULL AND a.ancestor_id = %s)
    FROM people_workunit u WHERE u.code = ANY(%s)
"""
AREAS = f"""
    SELECT p.code, c.place_id, c.area_class, to_char(c.since, 'DD/MM/YYYY'),
      to_char(c.until, 'DD/MM/YYYY'), c.legal_basis
    FROM places_areaclassspell c JOIN places_placespell s ON s.place_id = c.place_id AND s.until IS NULL
    JOIN places_placespell p ON p.place_id = CASE WHEN s.tier = 'village' THEN s.parent_id ELSE s.place_id END AND p.until IS NULL
    {joined_under("c.place_id")} WHERE c.until IS NULL ORDER BY 1, 2
"""


class Groups(TableSheet):
    code = "groups"
    title = _("Gia đình và dòng họ")
    help = _("Mỗi dòng một gia đình hoặc một dòng họ.")
    ability = "sheets.import_groups"
    columns = (
        COMMUNE,
        Column("kind", _("Loại"), Choice(tuple(Group.Kind.choices)), example="Gia đình", is_required=True),
        Column("code", _("Mã"), Code(40), example="H0012", aliases=("Mã hộ", "Mã dòng họ"), is_required=True),
        Column("name", _("Tên"), Text(160), example="Gia đình ông Y Blŏk Êban", is_required=True, width=32),
        VILLAGE,
        Column("since", _("Từ ngày"), Day(), example="01/01/2022"),
    )
    settings = (SINCE,)
    targets: ClassVar = (
        SheetTable(
            "people_group",
            "group",
            {"place_id": "home", "kind": "kind", "code": "code"},
            {"name": "name", "folded_name": "folded_name"},
            on_insert={"since": pl.col("since")},
            fixed={"since": "said_since"},
        ),
    )

    def start(self, run: Run) -> None:
        run.looked_up["homes"] = look_up_homes(run.place)

    def ask(self, run: Run, frame: pl.DataFrame, questions: Questions) -> pl.DataFrame:
        return ask_villages(run, run.looked_up["homes"], frame, questions)

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = frame.with_columns(
            folded_name=fold_expr(pl.col("name")),
            since=pl.coalesce("since", pl.lit(run.settings["since"])),
            said_since=pl.col("since"),
        )
        return with_homes(run, run.looked_up["homes"], frame, problems)

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        return row_key(frame, "home", "kind", "code")

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        schema = _text("commune_code", "kind", "code", "name", "home", "since") | {"home": pl.Int64}
        yield with_titles(place, query(GROUPS, [place], schema))


class Units(TableSheet):
    code = "units"
    title = _("Đơn vị công tác")
    help = _("Mỗi dòng một cơ quan, trường học, doanh nghiệp hoặc đơn vị lực lượng vũ trang.")
    ability = "sheets.import_units"
    columns = (
        Column("code", _("Mã đơn vị"), Code(40), example="THCS-EASAR", is_required=True),
        Column("name", _("Tên đơn vị"), Text(200), example="Trường THCS Ea Sar", is_required=True, width=36),
        Column("level", _("Cấp"), Choice(tuple(UnitSpell.Level.choices)), example="Cấp xã", is_required=True),
        Column(
            "kind", _("Loại hình"), Choice(tuple(UnitSpell.Kind.choices)), example="Cơ sở giáo dục", is_required=True
        ),
        Column(
            "seat",
            _("Mã nơi đặt trụ sở"),
            Code(16),
            help=_("Để trống: nơi đang nhập, hoặc như đã ghi."),
            example="24100",
            must_be_right=True,
        ),
        Column("since", _("Từ ngày"), Day(), example="01/01/2022"),
    )
    settings = (SINCE,)
    targets: ClassVar = (
        SheetTable(
            "people_workunit", "unit", {"code": "code"}, {"name": "name", "folded_name": "folded_name"}, link="unit_id"
        ),
        SheetTable(
            "people_unitspell",
            "unit",
            {"unit_id": "unit_id"},
            {"place_id": "seat_id", "level": "level", "kind": "kind"},
            when_blank={"place_id": pl.col("here")},
            since="since",
            fixed={"since": "said_since"},
            about="unit_id",
            said_by={"seat_id": ("seat", SEAT_WORDS)},
        ),
    )

    def start(self, run: Run) -> None:
        run.looked_up["seats"] = query(SEATS, [run.place], {"seat": pl.String, "seat_id": pl.Int64})

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        seated = query(
            SEATED, [run.place, frame["code"].drop_nulls().to_list()], {"code": pl.String, "is_here": pl.Boolean}
        )
        frame = frame.join(run.looked_up["seats"], on="seat", how="left", maintain_order="left")
        frame = frame.join(seated, on="code", how="left", maintain_order="left").with_columns(
            folded_name=fold_expr(pl.col("name")),
            since=pl.coalesce("since", pl.lit(run.settings["since"])),
            said_since=pl.col("since"),
            here=pl.lit(run.place, pl.Int64),
        )
        is_unknown = pl.col("seat").is_not_null() & pl.col("seat_id").is_null()
        problems.apply(
            frame,
            (
                Check(is_unknown, "unknown_seat", UNKNOWN_SEAT, column="seat"),
                Check(~pl.col("is_here"), "elsewhere", ELSEWHERE, column="code"),
                Check(pl.col("since") > timezone.localdate(), "future", FUTURE, column="since"),
            ),
        )
        return frame

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        return row_key(frame, "code")

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        rows = query(UNITS, [place], _text("code", "name", "level", "kind", "seat", "since"))
        yield rows.with_columns(
            pl.col("level").replace(words_of(UnitSpell.Level.choices)),
            pl.col("kind").replace(words_of(UnitSpell.Kind.choices)),
        )


class AreaClasses(TableSheet):
    code = "area_classes"
    title = _("Phân loại khu vực")
    help = _("Vùng sâu, vùng xa, vùng đặc biệt khó khăn, vùng đồng bào dân tộc thiểu số: quyết định mức điểm đạt.")
    ability = "sheets.import_area_classes"
    names_row = "village"
    columns = (
        COMMUNE,
        VILLAGE,
        Column(
            "area_class",
            _("Phân loại"),
            Choice(tuple(AreaClass.choices)),
            example="Vùng sâu, vùng xa",
            is_required=True,
            width=34,
        ),
        Column("since", _("Từ ngày"), Day(), example="01/01/2022", is_required=True),
        Column("until", _("Đến trước ngày"), Day(), example="", must_be_right=True),
        Column("legal_basis", _("Căn cứ pháp lý"), Text(300), example="Quyết định số …", is_required=True, width=40),
    )
    targets: ClassVar = (
        SheetTable(
            "places_areaclassspell",
            "area_class",
            {"place_id": "home", "area_class": "area_class", "since": "since"},
            {"legal_basis": "legal_basis", "until": "until"},
            only=pl.col("is_held"),
        ),
        SheetTable(
            "places_areaclassspell",
            "area_class",
            {"place_id": "home", "area_class": "area_class"},
            {"legal_basis": "legal_basis"},
            on_insert={"until": pl.col("until")},
            since="since",
            only=~pl.col("is_held"),
        ),
    )

    def start(self, run: Run) -> None:
        run.looked_up["homes"] = look_up_homes(run.place)

    def ask(self, run: Run, frame: pl.DataFrame, questions: Questions) -> pl.DataFrame:
        return ask_villages(run, run.looked_up["homes"], frame, questions)

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = with_homes(run, run.looked_up["homes"], frame, problems)
        held = query(
            "SELECT place_id, area_class, max(since) FROM places_areaclassspell WHERE place_id = ANY(%s::bigint[]) GROUP BY 1, 2",
            [frame["home"].drop_nulls().to_list()],
            {"home": pl.Int64, "area_class": pl.String, "latest": pl.Date},
        )
        frame = frame.join(held, on=["home", "area_class"], how="left", maintain_order="left")
        day = pl.col("latest").dt.strftime("%d/%m/%Y")
        problems.apply(
            frame,
            (
                Check(pl.col("until") <= pl.col("since"), "not_later", NOT_LATER, column="until"),
                Check(pl.col("latest") > pl.col("since"), "overlaps", OVERLAPS, (day,), column="since"),
            ),
        )
        return frame.drop("latest")

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        return row_key(frame, "home", "area_class")

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        """A spell that began on that day is corrected, also when it has ended; another day begins another."""
        held = query(
            "SELECT place_id, area_class, since, true FROM places_areaclassspell WHERE place_id = ANY(%s::bigint[])",
            [frame["home"].drop_nulls().to_list()],
            {"home": pl.Int64, "area_class": pl.String, "since": pl.Date, "is_held": pl.Boolean},
        )
        frame = frame.drop("is_held", strict=False)
        frame = frame.join(held, on=["home", "area_class", "since"], how="left", maintain_order="left")
        return super().compare(run, frame.with_columns(pl.col("is_held").fill_null(False)), problems)

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        schema = _text("commune_code", "home", "area_class", "since", "until", "legal_basis") | {"home": pl.Int64}
        rows = with_titles(place, query(AREAS, [place], schema))
        yield rows.with_columns(pl.col("area_class").replace(words_of(AreaClass.choices)))


def _text(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, pl.String)
