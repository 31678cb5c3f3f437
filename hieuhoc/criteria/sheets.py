"""A criteria set as one sheet: its applicant groups, its questions with their points, the words for single groups, its pass
marks. It goes into drafts only; what a file does not name stays as it is."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import polars as pl
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hieuhoc.criteria.actions.shaping import MOST_CRITERIA, MOST_POINTS
from hieuhoc.criteria.models import Version
from hieuhoc.criteria.moved_questions import follow_questions, origins_of
from hieuhoc.criteria.rules import may_change
from hieuhoc.criteria.set_checks import CELLS, checks_of_order, checks_of_what_is_new
from hieuhoc.criteria.set_rows import (
    AREAS,
    COMMON,
    KINDS,
    RULE,
    drafts,
    rows_of,
    with_common_words,
    with_groups,
    with_questions,
    with_versions,
)
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Certainty
from hieuhoc.sheets.definition import Check, Column, Problems
from hieuhoc.sheets.journal import Journal
from hieuhoc.sheets.kinds import Choice, Text, Whole
from hieuhoc.sheets.registry import register
from hieuhoc.sheets.sheet import Run
from hieuhoc.sheets.tables import SheetTable, TableSheet, row_key

FROZEN = _("Bản này không còn là dự thảo nên không sửa được; soạn phiên bản mới từ bản này rồi nhập vào đó.")
COMPETENCES = "SELECT id, position::text FROM criteria_competence WHERE id = ANY(%s)"
# What is compared → the cell it is read from, by which the preview names a change.
SAID_BY_COMMON = {name: (cell, "") for name, cell in COMMON.items() if name != cell}
SAID_BY_RULE = {
    "rule_total": ("min_total", ""),
    "rule_each": ("min_each", ""),
    "rule_source": ("source", ""),
    "rule_certainty": ("certainty", ""),
}
UNSURE = pl.lit(Certainty.UNCERTAIN.value)


@register
class Criteria(TableSheet):
    code = "criteria"
    title = _("Bộ tiêu chí")
    help = _(
        "Nhập vào bản dự thảo đã lập. Mỗi dòng một nhóm đối tượng, một chỉ số, lời riêng của chỉ số cho một nhóm, hoặc một mức "
        "đạt. Dòng không có trong tệp được giữ như cũ; bỏ chỉ số thì làm ở trang của bản soạn."
    )
    ability = "sheets.import_criteria"
    names_row = "text"
    columns = (
        Column("number", _("Số của bộ tiêu chí"), Text(40), example="Dự thảo 2027", is_required=True),
        Column(
            "edition",
            _("Bản"),
            Whole(1, 999),
            help=_("Để trống là bản dự thảo mang số ấy."),
            must_be_right=True,
            width=8,
        ),
        Column(
            "kind",
            _("Dòng này là"),
            Choice(KINDS),
            example="Chỉ số",
            is_required=True,
        ),
        Column(
            "position",
            _("Số thứ tự"),
            Whole(1, MOST_CRITERIA),
            help=_("Của nhóm hoặc của chỉ số; ở dòng mức đạt chỉ để dễ đọc."),
            example="1",
            is_required=True,
            width=10,
        ),
        Column(
            "text",
            _("Nội dung"),
            Text(2_000),
            help=_("Lời của chỉ số; ở dòng nhóm đối tượng là tên nhóm."),
            example="Biết tra cứu thông tin.",
            width=70,
        ),
        Column(
            "group",
            _("Lời riêng cho nhóm"),
            Text(300),
            help=_("Tên nhóm đối tượng, khi lời này chỉ dành cho nhóm ấy; để trống là lời chung."),
            must_be_right=True,
            width=30,
        ),
        Column("competence", _("Năng lực số"), Whole(1, 20), example="1", width=12),
        Column("competence_name", _("Tên năng lực"), Text(300), example="Năng lực tự học, học tập suốt đời", width=36),
        Column("max_points", _("Điểm tối đa"), Whole(1, MOST_POINTS), example="10", width=12),
        Column(
            "area_class",
            _("Mức đạt áp dụng ở"),
            Choice(AREAS),
            must_be_right=True,
            width=30,
        ),
        Column("min_total", _("Tổng điểm ít nhất"), Whole(1, MOST_CRITERIA * MOST_POINTS)),
        Column("min_each", _("Mỗi chỉ số ít nhất"), Whole(0, MOST_POINTS)),
        Column("source", _("Nguồn"), Text(2_000), example="Kết luận họp ban soạn thảo ngày 05/03/2027", width=40),
        Column("certainty", _("Mức chắc chắn"), Choice(tuple(Certainty.choices)), example="Đã thấy trong nguồn"),
    )
    targets: ClassVar = (
        SheetTable(
            "criteria_competence",
            "version",
            {"version_id": "version_id", "position": "competence"},
            {"name": "competence_name"},
            link="competence_id",
            about="version_id",
            only=pl.col("is_question") & pl.col("competence").is_not_null(),
        ),
        SheetTable(
            "criteria_criterion",
            "version",
            {"version_id": "version_id", "position": "question"},
            {
                "competence_id": "competence_id",
                "text": "common_text",
                "max_points": "common_points",
                "source": "common_source",
                "certainty": "common_certainty",
            },
            when_blank={"max_points": pl.lit(10), "source": pl.lit(""), "certainty": UNSURE},
            link="criterion_id",
            about="version_id",
            said_by={"competence_id": ("competence", COMPETENCES), **SAID_BY_COMMON},
            only=pl.col("is_question"),
        ),
        SheetTable(
            "criteria_applicantgroup",
            "version",
            {"version_id": "version_id", "position": "group_position"},
            {"name": "group_name"},
            on_insert={"code": pl.concat_str(pl.lit("group-"), pl.col("group_position").cast(pl.String))},
            link="group_id",
            about="version_id",
            said_by={"group_name": ("text", "")},
            only=pl.col("group_position").is_not_null(),
        ),
        SheetTable(
            "criteria_groupwording",
            "version",
            {"criterion_id": "criterion_id", "applicant_group_id": "group_id"},
            {"text": "own_text"},
            link="wording_id",
            about="version_id",
            said_by={"own_text": ("text", "")},
            only=pl.col("is_own"),
        ),
        SheetTable(
            "criteria_passrule",
            "version",
            {"version_id": "version_id", "area_class": "rule_area"},
            {
                "min_total": "rule_total",
                "min_each": "rule_each",
                "source": "rule_source",
                "certainty": "rule_certainty",
            },
            when_blank={"source": pl.lit(""), "certainty": UNSURE},
            link="rule_id",
            about="version_id",
            said_by=SAID_BY_RULE,
            only=pl.col("kind") == RULE,
        ),
    )

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = with_questions(with_groups(with_versions(frame)))
        problems.apply(frame, CELLS)
        return frame

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        key = frame.with_columns(
            number_of_row=pl.when(pl.col("kind") == RULE).then(pl.lit(0)).otherwise("position"),
            whose=pl.coalesce("rule_area", pl.col("group_position").cast(pl.String), pl.lit("")),
        )
        return row_key(key, "version_id", "kind", "number_of_row", "whose")

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = super().compare(run, frame, problems)
        is_new = (pl.col("is_common") & pl.col("criterion_id").is_null()) | (
            pl.col("is_own") & pl.col("wording_id").is_null()
        )
        frame = frame.with_columns(outcome=pl.when(is_new).then(pl.lit("new")).otherwise("outcome"))
        closed = [pk for pk, status in _statuses(frame).items() if not may_change(status)]
        is_frozen = pl.col("version_id").is_in(closed) & (pl.col("outcome") != "same")
        problems.apply(frame, (Check(is_frozen, "frozen", FROZEN, column="number"),))
        checks_of_what_is_new(frame, problems)
        checks_of_order(frame, problems)
        return frame

    def write(self, run: Run, frame: pl.DataFrame, journal: Journal) -> None:
        """The versions are locked while they are written: what is frozen meanwhile is left alone."""
        ids = frame["version_id"].unique().to_list()
        locked = Version.objects.select_for_update().filter(pk__in=ids).order_by("pk")
        if not all(may_change(version.status) for version in locked):
            raise Refusal(str(FROZEN), remedy=_now("Kiểm tra lại tệp."), code="frozen")
        before = origins_of(ids)
        super().write(run, with_common_words(frame), journal)
        follow_questions(ids, before, journal)

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        """All drafts: what may be changed. One version by itself: `set_rows.rows_of`."""
        yield rows_of(drafts())


def _statuses(frame: pl.DataFrame) -> dict[int, str]:
    ids = frame["version_id"].drop_nulls().unique().to_list()
    return dict(Version.objects.filter(pk__in=ids).values_list("pk", "status"))
