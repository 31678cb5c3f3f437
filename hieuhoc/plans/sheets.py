"""Tasks of a plan as the table that is attached to it: while the plan is being written or amended. Known again by plan and code."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import polars as pl
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.frames import query
from hieuhoc.lib.numbers import format_number
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.vietnamese_frames import fold_repeated
from hieuhoc.people.rosters.group_sheets import COMMUNE, VILLAGE
from hieuhoc.people.rosters.places import look_up_homes, with_homes, with_titles
from hieuhoc.places.reads import joined_under
from hieuhoc.plans.models import BudgetLine, PlanTask
from hieuhoc.plans.rules import MOST_BUDGET, MOST_TASKS
from hieuhoc.sheets.definition import Check, Column, Problems
from hieuhoc.sheets.kinds import Choice, Code, Day, Text, Whole, words_of
from hieuhoc.sheets.registry import register
from hieuhoc.sheets.sheet import Run
from hieuhoc.sheets.tables import SheetTable, TableSheet, row_key

UNKNOWN_PLAN = _("Nơi nhập không có kế hoạch tên này đang soạn hoặc đang sửa đổi; xem lại tên, hoặc mở sửa đổi trước.")
TWO_PLANS = _("Nơi nhập có nhiều kế hoạch cùng tên đang soạn; nhập riêng cho từng nơi, hoặc đổi tên.")
UNDER_WAY = _("Nhiệm vụ mang mã này đã giao xuống, đã có báo cáo hoặc đã kết thúc; sửa ở trang của nhiệm vụ.")
UNTIL_BEFORE_SINCE = _("Hạn phải từ ngày bắt đầu trở đi.")
OUTSIDE = _("Kế hoạch từ {} đến {}; nhiệm vụ phải nằm trong đó.")
LATER_THAN_GIVEN = _("Cấp trên giao hạn {}; hạn ở đây không được muộn hơn.")
OUTSIDE_PLACE = _("Nơi này không thuộc địa bàn của kế hoạch.")
NO_UNIT = _("Giao cho trường, cơ quan, đơn vị thì ghi mã đơn vị có ở nơi nhập.")
ONLY_UNIT = _("Chỉ ghi mã đơn vị khi giao cho trường, cơ quan, đơn vị; để trống ô này.")
COUNTED = _("Nhiệm vụ này đếm theo địa bàn trong số liệu, không giao cho từng đơn vị; sửa ở trang của nhiệm vụ.")
BY_LINES = _("Nhiệm vụ này có nhiều dòng kinh phí, cộng lại {} đồng; sửa từng dòng ở trang của nhiệm vụ.")
NO_AMOUNT = _("Đã ghi nguồn thì ghi cả số tiền.")
TOO_MANY = _("Một kế hoạch có nhiều nhất {} nhiệm vụ; bảng này và kế hoạch cộng lại nhiều hơn.")
OPEN = "p.status IN ('draft', 'amending')"
PLANS = f"""
    SELECT p.id, p.title, p.place_id, p.starts_on, p.ends_on,
      (SELECT count(DISTINCT t.code) FROM plans_plantask AS t WHERE t.plan_id = p.id)
    FROM plans_programmeplan AS p {joined_under("p.place_id")} WHERE {OPEN} ORDER BY p.id
"""
PLAN_COLUMNS = {
    "plan_id": pl.Int64,
    "title": pl.String,
    "plan_place": pl.Int64,
    "plan_start": pl.Date,
    "plan_end": pl.Date,
    "task_count": pl.Int64,
}
UNDER_WAY_SQL = """(t.status <> 'assigned' OR EXISTS (SELECT FROM plans_plantask AS part WHERE part.parent_id = t.id)
      OR EXISTS (SELECT FROM plans_taskreport AS told WHERE told.task_id = t.id))"""
MONEY = """LEFT JOIN LATERAL (SELECT count(*) AS lines, sum(l.amount)::bigint AS amount, min(l.source) AS source,
      min(l.position)::bigint AS position FROM plans_budgetline AS l WHERE l.task_id = t.id) AS money ON TRUE"""
KNOWN = f"""
    SELECT t.plan_id, t.code, t.place_id, t.unit_id, t.product_code <> '', {UNDER_WAY_SQL}, above.due_on,
      money.lines, money.amount, money.position
    FROM plans_plantask AS t LEFT JOIN plans_plantask AS above ON above.id = t.parent_id {MONEY}
    WHERE NOT t.is_part AND t.plan_id = ANY(%s) AND t.code = ANY(%s)
"""
KNOWN_COLUMNS = {
    "plan_id": pl.Int64,
    "code": pl.String,
    "known_place": pl.Int64,
    "known_unit": pl.Int64,
    "is_counted": pl.Boolean,
    "is_under_way": pl.Boolean,
    "given_until": pl.Date,
    "known_lines": pl.Int64,
    "known_budget": pl.Int64,
    "known_position": pl.Int64,
}
UNITS = f"""
    SELECT u.code, u.id FROM people_workunit AS u JOIN people_unitspell AS s ON s.unit_id = u.id AND s.until IS NULL
    {joined_under("s.place_id")} WHERE u.code = ANY(%s)
"""
BELOW = """
    SELECT ancestor_id, descendant_id, TRUE FROM places_ancestry
    WHERE until IS NULL AND ancestor_id = ANY(%s) AND descendant_id = ANY(%s)
"""
ROWS = f"""
    SELECT p.title, t.code, t.title, t.owner, t.owner_name, u.code, c.code, t.place_id,
      to_char(t.starts_on, 'DD/MM/YYYY'), to_char(t.due_on, 'DD/MM/YYYY'), t.product, money.amount::text,
      CASE WHEN money.lines = 1 AND money.source <> 'unsaid' THEN money.source END, t.basis
    FROM plans_plantask AS t JOIN plans_programmeplan AS p ON p.id = t.plan_id {joined_under("p.place_id")} {MONEY}
    LEFT JOIN people_workunit AS u ON u.id = t.unit_id
    LEFT JOIN places_placespell AS s ON s.place_id = t.place_id AND s.until IS NULL
    LEFT JOIN places_placespell AS c ON c.until IS NULL AND c.tier = 'commune'
      AND c.place_id = CASE WHEN s.tier = 'village' THEN s.parent_id ELSE s.place_id END
    WHERE {OPEN} AND NOT t.is_part AND NOT {UNDER_WAY_SQL} ORDER BY p.id, t.code, t.id
"""
PLAIN = ("title", "owner", "owner_name", "starts_on", "due_on", "product", "basis")
WORDLESS = ("product_code", "product_choice", "note")  # of what is only ever set on the page


SOURCES = tuple(choice for choice in BudgetLine.Source.choices if choice[0] != BudgetLine.Source.UNSAID)


@register
class PlanTasks(TableSheet):
    code = "plan_tasks"
    title = _("Nhiệm vụ của kế hoạch")
    help = _("Mỗi dòng một nhiệm vụ của kế hoạch đang soạn hoặc đang sửa đổi.")
    ability = "sheets.import_plan_tasks"
    names_row = "title"
    columns = (
        Column("plan", _("Kế hoạch"), Text(300), example="Công dân học tập năm 2026", is_required=True, width=36),
        Column("code", _("Mã nhiệm vụ"), Code(40), example="01", is_required=True),
        Column("title", _("Nhiệm vụ"), Text(300), example="Tập huấn cán bộ cấp xã", is_required=True, width=36),
        Column(
            "owner", _("Giao cho"), Choice(tuple(PlanTask.Owner.choices)), example="Hội Khuyến học", is_required=True
        ),
        Column("owner_name", _("Tên nơi thực hiện"), Text(200), example="Hội Khuyến học xã", width=28),
        Column(
            "unit_code",
            _("Mã đơn vị"),
            Code(40),
            help=_("Khi giao cho trường, cơ quan, đơn vị."),
            example="",
            must_be_right=True,
        ),
        COMMUNE,
        VILLAGE,
        Column("starts_on", _("Từ ngày"), Day(), example="01/03/2026", is_required=True),
        Column("due_on", _("Hạn"), Day(), example="30/06/2026", is_required=True),
        Column("product", _("Sản phẩm"), Text(300), example="Danh sách hoàn thành", width=28),
        Column(
            "budget",
            _("Kinh phí (đồng)"),
            Whole(1, MOST_BUDGET),
            help=_("Cả nhiệm vụ. Nhiều nguồn thì ghi từng dòng kinh phí ở trang của nhiệm vụ."),
            example="5000000",
        ),
        Column("budget_source", _("Nguồn kinh phí"), Choice(SOURCES), example="Quỹ khuyến học", width=24),
        Column("basis", _("Căn cứ"), Text(300), example=""),
    )
    targets: ClassVar = (
        SheetTable(
            "plans_plantask",
            "plan_task",
            {"plan_id": "plan_id", "code": "code", "is_part": "is_part"},
            {name: name for name in PLAIN} | {"place_id": "place_id", "unit_id": "unit_id"},
            when_blank=dict.fromkeys(("owner_name", "product", "basis"), pl.lit("")),
            on_insert=dict.fromkeys(WORDLESS, pl.lit("")) | {"status": pl.lit("assigned"), "by_records": pl.lit(False)},
            said_by={
                "plan_id": ("plan", ""),
                "unit_id": ("unit_code", "SELECT id, code FROM people_workunit WHERE id = ANY(%s)"),
                "place_id": (
                    "village",
                    "SELECT place_id, kind || ' ' || name FROM places_placespell WHERE until IS NULL AND place_id = ANY(%s)",
                ),
            },
            link="task_id",
        ),
        SheetTable(
            "plans_budgetline",
            "plan_task",
            {"task_id": "task_id", "position": "position"},
            {"amount": "budget", "source": "budget_source"},
            when_blank={"source": pl.lit(BudgetLine.Source.UNSAID.value)},
            on_insert={"about": pl.lit("")},
            about="task_id",
            only=pl.col("says_line"),
        ),
    )

    def start(self, run: Run) -> None:
        run.looked_up["homes"] = look_up_homes(run.place)

    def choices(self, place: int) -> dict[str, list[str]]:
        return {"plan": _plans(place)["title"].unique(maintain_order=True).to_list()}

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = _with_known(_with_plans(run.place, frame.with_columns(is_part=pl.lit(False))))
        frame = _with_units(run.place, _with_places(run, frame, problems))
        start, end, given = (pl.col(name).dt.strftime("%d/%m/%Y") for name in ("plan_start", "plan_end", "given_until"))
        starts, due, is_units = pl.col("starts_on"), pl.col("due_on"), pl.col("owner") == PlanTask.Owner.UNIT
        is_new = pl.col("known_place").is_null() & pl.col("plan_id").is_not_null()
        is_split, names_only = pl.col("known_lines") > 1, _is_known("budget_source") & pl.col("budget").is_null()
        differs = is_split & (pl.col("budget") != pl.col("known_budget"))
        money = pl.col("known_budget").map_elements(format_number, return_dtype=pl.String)
        all_codes = pl.col("task_count") + is_new.sum().over("plan_id")
        problems.apply(
            frame,
            (
                Check(pl.col("namesakes").is_null(), "unknown_plan", UNKNOWN_PLAN, column="plan"),
                Check(pl.col("namesakes") > 1, "two_plans", TWO_PLANS, column="plan"),
                Check(pl.col("is_under_way"), "under_way", UNDER_WAY, column="code"),
                Check(due < starts, "until_before_since", UNTIL_BEFORE_SINCE, column="due_on"),
                Check(starts < pl.col("plan_start"), "outside_plan", OUTSIDE, (start, end), column="starts_on"),
                Check(due > pl.col("plan_end"), "outside_plan", OUTSIDE, (start, end), column="due_on"),
                Check(due > pl.col("given_until"), "later_than_given", LATER_THAN_GIVEN, (given,), column="due_on"),
                Check(pl.col("is_below").is_null() & _is_known("place_id"), "outside_place", OUTSIDE_PLACE, column="village"),
                Check(is_units & ~_is_known("unit_id"), "no_unit", NO_UNIT, column="unit_code"),
                Check(~is_units & (_is_known("unit_code") | _is_known("unit_id")), "only_unit", ONLY_UNIT, column="unit_code"),
                Check(is_units & pl.col("is_counted"), "counted_by_place", COUNTED, column="owner"),
                Check(differs | (is_split & _is_known("budget_source")), "by_lines", BY_LINES, (money,), column="budget"),
                Check((pl.col("known_lines") == 0) & names_only, "no_amount", NO_AMOUNT, column="budget_source"),
                Check(is_new & (all_codes > MOST_TASKS), "too_many", TOO_MANY, (pl.lit(str(MOST_TASKS)),), column="code"),
            ),
        )  # fmt: skip
        return frame

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        """The first money of a task that is known is a change like any other."""
        frame = super().compare(run, frame, problems)
        is_first = (pl.col("outcome") == "changed") & (pl.col("known_lines") == 0) & _is_known("budget")
        run.note_changes(frame.filter(is_first).select("row", field=pl.lit("budget"), old=pl.lit(None), new="budget"))
        return frame

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        return row_key(frame, "plan_id", "code")

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        """What a sheet may change: not what was handed down or reported on, which its page changes."""
        names = (column.key if column.key != "village" else "home" for column in self.columns)
        rows = query(ROWS, [place], dict.fromkeys(names, pl.String) | {"home": pl.Int64})
        said = {"owner": PlanTask.Owner.choices, "budget_source": SOURCES}
        worded = [pl.col(name).replace(words_of(choices)) for name, choices in said.items()]
        yield with_titles(place, rows.with_columns(worded))


def _is_known(name: str) -> pl.Expr:
    return pl.col(name).is_not_null()


def _plans(place: int) -> pl.DataFrame:
    return query(PLANS, [place], PLAN_COLUMNS)


def _with_plans(place: int, frame: pl.DataFrame) -> pl.DataFrame:
    """Adds plan_id and what is known of the plan, and namesakes; of several of one name no id."""
    known = _plans(place).with_columns(plan_key=fold_repeated(pl.col("title"))).drop("title")
    is_alone = pl.len() == 1
    alone = [pl.when(is_alone).then(pl.col(name).first()).alias(name) for name in PLAN_COLUMNS if name != "title"]
    known = known.group_by("plan_key").agg(*alone, namesakes=pl.len())
    frame = frame.with_columns(plan_key=fold_repeated(pl.col("plan")))
    return frame.join(known, on="plan_key", how="left", maintain_order="left")


def _with_known(frame: pl.DataFrame) -> pl.DataFrame:
    asked = [frame["plan_id"].drop_nulls().unique().to_list(), frame["code"].drop_nulls().to_list()]
    known = query(KNOWN, asked, KNOWN_COLUMNS)
    frame = frame.join(known, on=["plan_id", "code"], how="left", maintain_order="left")
    lines = pl.col("known_lines").fill_null(0)
    says_line = (lines == 1) | ((lines == 0) & _is_known("budget"))
    position = pl.when(lines == 1).then(pl.col("known_position")).otherwise(pl.lit(1, pl.Int64))
    return frame.with_columns(known_lines=lines, position=position, says_line=says_line)


def _with_places(run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    """Adds `place_id`: the one a row names, else the one it had, else the plan's own; and whether it lies under the plan's."""
    names_one = pl.any_horizontal(pl.col("commune_code", "village").is_not_null())
    named = with_homes(run, run.looked_up["homes"], frame.filter(names_one), problems).select("row", "home")
    frame = frame.join(named, on="row", how="left", maintain_order="left")
    own = pl.when(~names_one).then(pl.coalesce("known_place", "plan_place"))
    frame = frame.with_columns(place_id=pl.coalesce("home", own))
    places = [frame[name].drop_nulls().unique().to_list() for name in ("plan_place", "place_id")]
    below = query(BELOW, places, {"plan_place": pl.Int64, "place_id": pl.Int64, "is_below": pl.Boolean})
    return frame.join(below, on=["plan_place", "place_id"], how="left", maintain_order="left")


def _with_units(place: int, frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `unit_id`: the one a row names, else the one it had."""
    codes = frame["unit_code"].drop_nulls().unique().to_list()
    units = query(UNITS, [place, codes], {"unit_code": pl.String, "named_unit": pl.Int64}).unique("unit_code")
    frame = frame.join(units, on="unit_code", how="left", maintain_order="left")
    kept = pl.when(pl.col("unit_code").is_null()).then(pl.col("known_unit"))
    return frame.with_columns(unit_id=pl.coalesce("named_unit", kept))
