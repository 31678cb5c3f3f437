"""What people would like to learn, as it comes on paper: one row of each person a year."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.learning.models import Topic
from hieuhoc.learning.rules import MOST_WISHES
from hieuhoc.lib.frames import query
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.vietnamese import fold
from hieuhoc.people.rosters.export import PERSON_CELLS, PERSON_SCHEMA, with_plain_people
from hieuhoc.people.rosters.people import PERSON, with_people
from hieuhoc.people.rosters.records import RECORD
from hieuhoc.places.reads import joined_under
from hieuhoc.sheets.definition import Check, Column, Problems
from hieuhoc.sheets.kinds import Text, Whole
from hieuhoc.sheets.sheet import Run
from hieuhoc.sheets.tables import SheetTable, TableSheet, row_key

BETWEEN = ";"
UNKNOWN_TOPIC = _(
    "Chủ đề thứ {} của ô này không có trong danh sách; ghi tên chủ đề như trong mẫu, cách nhau bằng dấu chấm phẩy."
)
TOO_MANY = _("Ghi nhiều nhất {} chủ đề.")
OTHER_YEAR = _("Chỉ ghi cho năm nay hoặc năm trước.")
ROWS = f"""
    SELECT {PERSON_CELLS}, w.year::text,
      (SELECT string_agg(t.name, '; ' ORDER BY t.position) FROM learning_topic t WHERE t.id = ANY(w.topics)), w.other
    FROM learning_wish w JOIN people_citizen c ON c.id = w.citizen_id
    {joined_under("c.home_id")}
    WHERE c.joined_into_id IS NULL AND w.year >= %s ORDER BY w.year, c.name_key, c.id
"""
KEPT = """
    SELECT w.citizen_id, w.year,
      (SELECT string_agg(t.name, '; ' ORDER BY t.position) FROM learning_topic t WHERE t.id = ANY(w.topics))
    FROM learning_wish w WHERE w.citizen_id = ANY(%s)
"""


class WishForms(TableSheet):
    code = "wishes"
    title = _("Nhu cầu học tập của người dân")
    help = _("Mỗi dòng một phiếu hỏi trên giấy: ai, năm nào, muốn học gì.")
    ability = "sheets.import_wishes"
    columns = (
        Column("year", _("Năm"), Whole(2020, 2100), example="2026", is_required=True, width=8),
        *PERSON,
        Column(
            "topics",
            _("Muốn học"),
            Text(1_000),
            help=_("Tên các chủ đề, cách nhau bằng dấu chấm phẩy."),
            example="Kỹ năng số, dịch vụ công trực tuyến; Trồng trọt, chăn nuôi",
            is_required=True,
            width=44,
        ),
        Column("other", _("Điều khác muốn học"), Text(200), example="Sửa máy cày", width=30),
        RECORD,
    )
    targets: ClassVar = (
        SheetTable(
            "learning_wish",
            "citizen",
            {"citizen_id": "citizen_id", "year": "year"},
            {"topics": "topic_ids", "other": "other"},
            when_blank={"other": pl.lit("")},
            on_insert={"place_id": pl.col("home_id"), "is_assisted": pl.lit(True)},
            about="citizen_id",
            unsaid=frozenset({"topic_ids"}),  # said as the cell they are read from
        ),
    )

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = with_people(run, frame, problems)
        known = {fold(topic.name): topic for topic in Topic.objects.all()}
        read = {text: _read(text, known) for text in frame["topics"].drop_nulls().unique()}
        cells = [read.get(text, ([], None)) for text in frame["topics"]]
        frame = frame.with_columns(
            topic_ids=pl.Series(
                [[topic.pk for topic in topics] or None for topics, _wrong in cells], dtype=pl.List(pl.Int64)
            ),
            topic_names=pl.Series(
                ["; ".join(topic.name for topic in topics) for topics, _wrong in cells], dtype=pl.String
            ),
            unknown=pl.Series([wrong for _topics, wrong in cells], dtype=pl.Int64),
        )
        this_year, most = timezone.localdate().year, pl.lit(str(MOST_WISHES))
        is_other_year = ~pl.col("year").is_between(this_year - 1, this_year)
        too_many = pl.col("topic_ids").list.len() > MOST_WISHES
        problems.apply(
            frame,
            (
                Check(is_other_year, "other_year", OTHER_YEAR, column="year"),
                Check(
                    pl.col("unknown").is_not_null(),
                    "unknown_topic",
                    UNKNOWN_TOPIC,
                    (pl.col("unknown").cast(pl.String),),
                    column="topics",
                ),
                Check(too_many, "too_many_topics", TOO_MANY, (most,), column="topics"),
            ),
        )
        return frame

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = super().compare(run, frame, problems)
        rows = frame.filter(pl.col("outcome") == "changed")
        schema = {name: frame.schema[name] for name in ("citizen_id", "year")} | {"kept": pl.String}
        kept = query(KEPT, [rows["citizen_id"].to_list()], schema)
        rows = rows.join(kept, on=["citizen_id", "year"]).filter(pl.col("topic_names").ne_missing(pl.col("kept")))
        run.note_changes(rows.select("row", field=pl.lit("topics"), old="kept", new="topic_names"))
        return frame

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        return row_key(frame, "citizen_id", "year")

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        """Of this year and the last: older answers are no more corrected."""
        schema = PERSON_SCHEMA | dict.fromkeys(("year", "topics", "other"), pl.String)
        yield with_plain_people(query(ROWS, [place, timezone.localdate().year - 1], schema))


def _read(text: str, known: Mapping[str, Topic]) -> tuple[list[Topic], int | None]:
    """The topics, in the order of the list, and the place in the cell of the first name that is none."""
    named = [fold(part) for part in text.split(BETWEEN) if part.strip()]
    unknown = next((number for number, name in enumerate(named, start=1) if name not in known), None)
    topics = {known[name] for name in named if name in known}
    return sorted(topics, key=lambda topic: topic.position), unknown
