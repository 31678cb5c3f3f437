"""A year's activities as one list: in, the same again, and back."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.learning.models import Activity, Audience, Language
from hieuhoc.learning.rules import LONGEST, MOST_DAYS
from hieuhoc.learning.sheet_kinds import Clock, Days, WebAddress
from hieuhoc.lib.frames import query
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.vietnamese_frames import fold_expr
from hieuhoc.people.rosters.group_sheets import COMMUNE, VILLAGE
from hieuhoc.people.rosters.places import look_up_homes, with_homes, with_titles
from hieuhoc.places.reads import joined_under
from hieuhoc.sheets.definition import WARNING, Check, Column, Problems
from hieuhoc.sheets.kinds import Choice, Code, Text, Whole, YesNo, words_of
from hieuhoc.sheets.sheet import Run
from hieuhoc.sheets.tables import SheetTable, TableSheet, row_key

UNKNOWN_TOPIC = _("Không có chủ đề này; chọn trong danh sách của tệp mẫu.")
UNKNOWN_UNIT = _("Không có đơn vị mang mã này ở nơi nhập; hoạt động được ghi không kèm đơn vị.")
ELSEWHERE = _("Hoạt động mang mã này thuộc nơi khác.")
PEOPLE_IN_IT = _("Đã có {} người đăng ký: sửa ở trang của hoạt động, để họ được báo.")
CANCELLED = _("Hoạt động này đã huỷ; lập hoạt động mới với mã khác.")
TOPICS = """
    SELECT id, name FROM learning_topic WHERE (since IS NULL OR since <= %s) AND (until IS NULL OR until > %s) ORDER BY position
"""
KNOWN = """
    SELECT t.code, t.status,
      (SELECT count(*) FROM learning_participation p WHERE p.activity_id = t.id AND p.status <> 'left'),
      EXISTS (SELECT 1 FROM places_ancestry a
              WHERE a.descendant_id = t.place_id AND a.ancestor_id = %s AND a.until IS NULL)
    FROM learning_activity t WHERE t.code = ANY(%s)
"""
KNOWN_COLUMNS = {"code": pl.String, "kept_status": pl.String, "held": pl.Int64, "is_here": pl.Boolean}
SEATED = f"""
    SELECT u.code, u.id FROM people_workunit u JOIN people_unitspell s ON s.unit_id = u.id AND s.until IS NULL
    {joined_under("s.place_id")} WHERE u.code = ANY(%s)
"""
ROWS = f"""
    SELECT t.code, t.title, topic.name, t.audience, t.language, p.code, t.place_id, t.venue,
      CASE WHEN t.is_step_free THEN 'Có' ELSE 'Không' END, t.access_note, t.link,
      (SELECT string_agg(to_char(held.day, 'DD/MM/YYYY'), '; ' ORDER BY held.day) FROM unnest(t.days) AS held (day)),
      to_char(t.starts_at, 'HH24:MI'), t.minutes::text, t.seats::text, t.cost::text, t.organiser, u.code, t.contact,
      CASE WHEN t.in_learning_week THEN 'Có' ELSE 'Không' END, t.about,
      CASE WHEN t.status = 'published' THEN 'Có' ELSE 'Không' END
    FROM learning_activity t JOIN learning_topic topic ON topic.id = t.topic_id
    LEFT JOIN people_workunit u ON u.id = t.unit_id
    JOIN places_placespell s ON s.place_id = t.place_id AND s.until IS NULL
    JOIN places_placespell p ON p.place_id = CASE WHEN s.tier = 'village' THEN s.parent_id ELSE s.place_id END AND p.until IS NULL
    {joined_under("t.place_id")}
    WHERE t.status <> 'cancelled' ORDER BY t.first_on, t.code
"""
PLAIN = (
    *("title", "audience", "language", "venue", "is_step_free", "access_note", "link", "days", "starts_at", "minutes"),
    *("seats", "cost", "organiser", "contact", "in_learning_week", "about"),
)
WHEN_BLANK: dict[str, object] = {
    **dict.fromkeys(("venue", "access_note", "link", "contact", "about"), ""),
    **dict.fromkeys(("is_step_free", "in_learning_week"), False),
    "audience": Audience.EVERYBODY.value,
    "language": Language.VIETNAMESE.value,
    "cost": 0,
    "status": Activity.Status.PUBLISHED.value,
}


class Activities(TableSheet):
    code = "activities"
    title = _("Hoạt động học tập")
    help = _("Mỗi dòng một hoạt động, một buổi hoặc nhiều buổi cùng giờ.")
    ability = "sheets.import_activities"
    names_row = "title"
    columns = (
        Column("code", _("Mã hoạt động"), Code(40), example="HD-2026-01", is_required=True),
        Column("title", _("Tên hoạt động"), Text(200), example="Lớp kỹ năng số cho người cao tuổi", is_required=True, width=36),
        Column("topic", _("Chủ đề"), Text(120), example="Kỹ năng số, dịch vụ công trực tuyến", is_required=True, width=30),
        Column("audience", _("Dành cho"), Choice(tuple(Audience.choices)), example="Người cao tuổi"),
        Column("language", _("Ngôn ngữ"), Choice(tuple(Language.choices)), example="Tiếng Việt"),
        COMMUNE,
        VILLAGE,
        Column("venue", _("Địa điểm"), Text(200), example="Nhà văn hoá cộng đồng"),
        Column("is_step_free", _("Xe lăn vào được"), YesNo(), example="Có"),
        Column("access_note", _("Hỗ trợ người khuyết tật"), Text(200), example="Có người phiên dịch ngôn ngữ ký hiệu"),
        Column("link", _("Đường dẫn trực tuyến"), WebAddress(), example="https://example.edu.vn/lop"),
        Column("days", _("Các ngày"), Days(MOST_DAYS), example="05/03/2026; 12/03/2026", is_required=True, width=30),
        Column("starts_at", _("Giờ bắt đầu"), Clock(), example="19:00", is_required=True),
        Column("minutes", _("Số phút mỗi buổi"), Whole(1, LONGEST), example="90", is_required=True),
        Column("seats", _("Số chỗ"), Whole(1, 100_000), help=_("Để trống là không giới hạn, hoặc như đã ghi."), example="30"),
        Column("cost", _("Chi phí (đồng)"), Whole(0, 10**9), help=_("Để trống là không mất tiền."), example="0"),
        Column("organiser", _("Đơn vị tổ chức"), Text(200), example="Trung tâm học tập cộng đồng", is_required=True, width=30),
        Column("unit_code", _("Mã đơn vị tổ chức"), Code(40), help=_("Nếu là đơn vị có trong phần mềm.")),
        Column("contact", _("Liên hệ"), Text(200), example="Văn phòng, 0262 3999 999"),
        Column("in_learning_week", _("Tuần lễ học tập suốt đời"), YesNo(), example="Không"),
        Column("about", _("Nội dung"), Text(2_000), example="Dùng điện thoại gọi hình, nộp hồ sơ trực tuyến.", width=36),
        Column("is_published", _("Công bố"), YesNo(), help=_("Để trống là có, hoặc như đã ghi."), example="Có"),
    )  # fmt: skip
    targets: ClassVar = (
        SheetTable(
            "learning_activity",
            "activity",
            {"code": "code"},
            {
                **{name: name for name in PLAIN},
                "topic_id": "topic_id",
                "place_id": "home",
                "unit_id": "unit_id",
                "status": "status",
            },
            when_blank={name: pl.lit(value) for name, value in WHEN_BLANK.items()},
            on_insert={"cancel_reason": pl.lit("")},
            unsaid=frozenset({"status"}),  # said as the cell it is read from
            said_by={
                "topic_id": ("topic", "SELECT id, name FROM learning_topic WHERE id = ANY(%s)"),
                "unit_id": ("unit_code", "SELECT id, code FROM people_workunit WHERE id = ANY(%s)"),
                "home": (
                    "village",
                    "SELECT place_id, kind || ' ' || name FROM places_placespell WHERE until IS NULL AND place_id = ANY(%s)",
                ),
            },
        ),
    )

    def start(self, run: Run) -> None:
        run.looked_up["homes"] = look_up_homes(run.place)

    def choices(self, place: int) -> dict[str, list[str]]:
        homes = look_up_homes(place)
        villages = homes.titles.filter(pl.col("home") != pl.col("commune"))["title"].unique().sort().to_list()
        return {"topic": _topics()["topic_name"].to_list(), "village": villages}

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = with_homes(run, run.looked_up["homes"], frame, problems)
        topics = _topics().with_columns(topic_key=fold_expr(pl.col("topic_name"))).drop("topic_name")
        codes = frame["code"].drop_nulls().to_list()
        known = query(KNOWN, [run.place, codes], KNOWN_COLUMNS)
        units = query(
            SEATED,
            [run.place, frame["unit_code"].drop_nulls().to_list()],
            {"unit_code": pl.String, "unit_id": pl.Int64},
        )
        frame = frame.with_columns(topic_key=fold_expr(pl.col("topic")))
        for looked_up, key in ((topics, "topic_key"), (known, "code"), (units, "unit_code")):
            frame = frame.join(looked_up, on=key, how="left", maintain_order="left")
        foreign_unit = pl.col("unit_code").is_not_null() & pl.col("unit_id").is_null()
        problems.apply(
            frame,
            (
                Check(pl.col("topic").is_not_null() & pl.col("topic_id").is_null(), "unknown_topic", UNKNOWN_TOPIC, column="topic"),
                Check(foreign_unit, "unknown_unit", UNKNOWN_UNIT, (), WARNING, "unit_code"),
                Check(~pl.col("is_here"), "elsewhere", ELSEWHERE, column="code"),
                Check(pl.col("kept_status") == "cancelled", "cancelled", CANCELLED, column="code"),
            ),
        )  # fmt: skip
        published = pl.when(pl.col("is_published")).then(pl.lit("published")).when(~pl.col("is_published"))
        return frame.with_columns(status=published.then(pl.lit("draft")).otherwise(None))

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        """What somebody enrolled in is changed by the deed, which tells them and fills seats."""
        frame = super().compare(run, frame, problems)
        is_theirs = (pl.col("outcome") == "changed") & (pl.col("held") > 0)
        said = (pl.col("held").cast(pl.String),)
        problems.apply(frame, (Check(is_theirs, "people_in_it", PEOPLE_IN_IT, said, column="code"),))
        other = (pl.col("outcome") == "changed") & (pl.col("status") != pl.col("kept_status"))
        was, becomes = (pl.col(name) == "published" for name in ("kept_status", "status"))
        rows = frame.filter(other.fill_null(False))
        run.note_changes(rows.select("row", field=pl.lit("is_published"), old=was, new=becomes))
        return frame

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        return row_key(frame, "code")

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        names = (column.key if column.key != "village" else "home" for column in self.columns)
        schema = dict.fromkeys(names, pl.String) | {"home": pl.Int64}
        rows = query(ROWS, [place], schema)
        rows = rows.with_columns(
            pl.col("audience").replace(words_of(Audience.choices)),
            pl.col("language").replace(words_of(Language.choices)),
        )
        yield with_titles(place, rows)


def _topics() -> pl.DataFrame:
    today = timezone.localdate()
    return query(TOPICS, [today, today], {"topic_id": pl.Int64, "topic_name": pl.String})
