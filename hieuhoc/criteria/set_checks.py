"""What is wrong with rows of the sheet of a criteria set, said at the cell it is about."""

from collections.abc import Iterator

import polars as pl
from django.utils.translation import gettext_lazy as _

from hieuhoc.criteria.set_rows import AREA_NUMBERS, CRITERION, GROUP, RULE
from hieuhoc.lib.frames import query
from hieuhoc.sheets.definition import MISSING, WARNING, Check, Problems

UNKNOWN_VERSION = _("Chưa có bộ tiêu chí mang số này; lập bản soạn mang số này trước, rồi nhập vào đó.")
UNKNOWN_EDITION = _("Bộ tiêu chí mang số này không có bản {}; để trống là bản dự thảo.")
UNKNOWN_GROUP = _(
    "Bộ tiêu chí này không có nhóm nào tên như vậy; ghi đúng tên nhóm, hoặc thêm một dòng nhóm đối tượng."
)
UNUSED = _("Ô này không dùng ở dòng loại này; không được đọc.")
TWO_NAMES = _("Năng lực số {} mang tên khác ở dòng khác của tệp; ghi một tên.")
NO_QUESTION = _("Chưa có chỉ số số {}; thêm một dòng lời chung của chỉ số ấy.")
GAP = _("Số thứ tự phải liền nhau: bộ này có {} chỉ số, chỉ số mới tiếp theo mang số {}.")
OUT_OF_ORDER = _("Chỉ số của một năng lực phải đứng liền nhau, năng lực số nhỏ đứng trước.")
POSITIONS = """
    SELECT c.version_id, c.position, p.position FROM criteria_criterion c JOIN criteria_competence p ON p.id = c.competence_id
    WHERE c.version_id = ANY(%s)
"""
POSITION_COLUMNS = {"version_id": pl.Int64, "question": pl.Int32, "competence": pl.Int32}
USED_BY = {
    "competence": CRITERION,
    "competence_name": CRITERION,
    "max_points": CRITERION,
    "group": CRITERION,
    "area_class": RULE,
    "min_total": RULE,
    "min_each": RULE,
}
OF_COMMON_WORDS = ("competence", "competence_name", "max_points", "source", "certainty")
SAID = {name: f"said_{name}" for name in ("competence", "competence_name")}  # the cell of any row


def _unused() -> Iterator[Check]:
    for column, kind in USED_BY.items():
        is_said = pl.col(SAID.get(column, column)).is_not_null()
        yield Check(is_said & (pl.col("kind") != kind), "unused_cell", UNUSED, (), WARNING, column)
    for column in OF_COMMON_WORDS:
        is_said = pl.col(SAID.get(column, column)).is_not_null()
        yield Check(is_said & pl.col("is_own"), "unused_cell", UNUSED, (), WARNING, column)
    other_number = pl.col("position") != pl.col("rule_area").replace_strict(AREA_NUMBERS, default=None)
    yield Check(other_number, "unused_cell", UNUSED, (), WARNING, "position")
    text_of_rule = pl.col("text").is_not_null() & (pl.col("kind") == RULE)
    yield Check(text_of_rule, "unused_cell", UNUSED, (), WARNING, "text")
    of_group = (pl.col("kind") == GROUP) & (pl.col("source").is_not_null() | pl.col("certainty").is_not_null())
    yield Check(of_group, "unused_cell", UNUSED, (), WARNING, "source")


def _of_cells() -> Iterator[Check]:
    is_unknown, edition = pl.col("version_id").is_null(), pl.col("edition")
    yield Check(is_unknown & pl.col("usual_id").is_null(), "unknown_version", UNKNOWN_VERSION, column="number")
    yield Check(
        is_unknown & pl.col("usual_id").is_not_null(),
        "unknown_edition",
        UNKNOWN_EDITION,
        (edition.cast(pl.String),),
        column="edition",
    )
    no_group = pl.col("is_own") & pl.col("group_position").is_null() & ~is_unknown
    yield Check(no_group, "unknown_group", UNKNOWN_GROUP, column="group")
    name = pl.col("competence_name")
    other = name != name.drop_nulls().first().over("version_id", "competence")
    yield Check(
        pl.col("is_common") & pl.col("competence").is_not_null() & other,
        "two_names",
        TWO_NAMES,
        (pl.col("competence").cast(pl.String),),
        column="competence_name",
    )


CELLS = (*_of_cells(), *_unused())


def checks_of_what_is_new(frame: pl.DataFrame, problems: Problems) -> None:
    """Blank cells leave what is there, so they are missed only where nothing is."""
    new_question = pl.col("is_common") & pl.col("criterion_id").is_null()
    new_competence = new_question & pl.col("competence").is_not_null() & pl.col("competence_id").is_null()
    new_rule = (pl.col("kind") == RULE) & pl.col("rule_id").is_null()
    new_group = (pl.col("kind") == GROUP) & pl.col("group_id").is_null()
    new_wording = pl.col("is_own") & pl.col("wording_id").is_null()
    nothing_said = (new_question | new_group | new_wording) & pl.col("text").is_null()
    told = frame.filter("is_common").select("version_id", "question").unique()
    lonely = frame.filter(pl.col("is_own") & pl.col("criterion_id").is_null())
    lonely = lonely.join(told, on=["version_id", "question"], how="anti")
    number = (pl.col("question").cast(pl.String),)
    problems.apply(lonely, (Check(pl.lit(True), "no_such_criterion", NO_QUESTION, number, column="position"),))
    problems.apply(
        frame,
        (
            Check(nothing_said, "missing", MISSING, column="text"),
            Check(new_question & pl.col("competence").is_null(), "missing", MISSING, column="competence"),
            Check(new_competence & pl.col("competence_name").is_null(), "missing", MISSING, column="competence_name"),
            Check(new_rule & pl.col("rule_total").is_null(), "missing", MISSING, column="min_total"),
            Check(new_rule & pl.col("rule_each").is_null(), "missing", MISSING, column="min_each"),
        ),
    )


def checks_of_order(frame: pl.DataFrame, problems: Problems) -> None:
    """Points of dossiers are kept in the order of the questions: they stay 1, 2, 3 …, competence by competence."""
    after = _as_it_would_be(frame)
    rows = frame.filter("is_common").join(after, on=["version_id", "question"], how="left", maintain_order="left")
    counts = (pl.col("there").cast(pl.String), (pl.col("there") + 1).cast(pl.String))
    is_gap = pl.col("criterion_id").is_null() & (pl.col("question") != pl.col("turn"))
    is_moved = pl.col("outcome") != "same"
    problems.apply(
        rows,
        (
            Check(is_gap, "gap", GAP, counts, column="position"),
            Check(is_moved & ~is_gap & pl.col("is_out_of_order"), "out_of_order", OUT_OF_ORDER, column="competence"),
        ),
    )


def _as_it_would_be(frame: pl.DataFrame) -> pl.DataFrame:
    """version_id, question → `turn` (which in order it would be), `there` (how many there are now), `is_out_of_order`."""
    kept = query(POSITIONS, [frame["version_id"].drop_nulls().unique().to_list()], POSITION_COLUMNS)
    told = frame.filter("is_common").select("version_id", "question", told="competence")
    there = kept.group_by("version_id").agg(there=pl.len())
    both = kept.join(told, on=["version_id", "question"], how="full", coalesce=True)
    both = both.select("version_id", "question", competence=pl.coalesce("told", "competence"))
    both = both.unique(["version_id", "question"]).sort("version_id", "question")
    before = pl.col("competence").cum_max().shift().over("version_id")
    behind = pl.col("competence").reverse().cum_min().shift().reverse().over("version_id")
    is_out_of_order = (pl.col("competence") < before) | (pl.col("competence") > behind)
    both = both.with_columns(
        turn=pl.col("question").rank("dense").over("version_id"),
        is_out_of_order=is_out_of_order.fill_null(False),
    )
    return both.join(there, on="version_id", how="left").with_columns(pl.col("there").fill_null(0)).drop("competence")
