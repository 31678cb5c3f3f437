"""Book boxes, each with its village and its keeper."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import polars as pl

from hieuhoc.lib.frames import query
from hieuhoc.lib.scope import Scope
from hieuhoc.people.rosters.counted import Counted
from hieuhoc.people.rosters.export import PERSON_CELLS, PERSON_SCHEMA, with_plain_people
from hieuhoc.people.rosters.people import PERSON, with_people
from hieuhoc.people.rosters.places import look_up_homes, with_homes
from hieuhoc.people.rosters.records import RECORD
from hieuhoc.sheets.definition import Column, Problems
from hieuhoc.sheets.kinds import Code, Day, Text, Whole
from hieuhoc.sheets.registry import register
from hieuhoc.sheets.sheet import Run
from hieuhoc.sheets.tables import SheetTable, TableSheet, row_key

ROWS = f"""
    SELECT {PERSON_CELLS}, b.code, CASE WHEN v.tier = 'village' THEN p.code ELSE v.code END,
      CASE WHEN v.tier = 'village' THEN v.kind || ' ' || v.name END,
      b.books::text, b.value::text, to_char(b.since, 'DD/MM/YYYY')
    FROM book_boxes_bookbox AS b JOIN people_citizen AS c ON c.id = b.keeper_id
    JOIN places_placespell AS v ON v.place_id = b.place_id AND v.until IS NULL
    LEFT JOIN places_placespell AS p ON p.place_id = v.parent_id AND p.until IS NULL
    JOIN places_ancestry AS a ON a.descendant_id = b.place_id AND a.ancestor_id = %s AND a.until IS NULL
    WHERE b.until IS NULL ORDER BY b.code
"""


@register
class BookBoxes(Counted, TableSheet):
    code = "book_boxes"
    title = "Tủ sách"
    help = "Mỗi dòng một tủ sách đang đặt."
    ability = "sheets.import_book_boxes"
    columns = (
        Column("code", "Mã tủ", Code(40), example="TS-01", is_required=True),
        Column("village", "Thôn, buôn", Text(120), example="Buôn Ea Sar"),
        Column("commune_code", "Mã xã", Code(16), help="Chỉ cần khi nhập cho cả tỉnh.", example="24100"),
        *PERSON,
        Column("books", "Số sách", Whole(0, 100_000), example="120", is_required=True),
        Column("value", "Giá trị (đồng)", Whole(0, 10**12), example="2500000", is_required=True),
        Column("since", "Từ ngày", Day(), example="01/03/2025", is_required=True),
        RECORD,
    )
    targets: ClassVar = (
        SheetTable(
            "book_boxes_bookbox",
            "book_box",
            {"code": "code"},
            {"place_id": "home", "keeper_id": "citizen_id", "books": "books", "value": "value"},
            since="since",
        ),
    )

    def start(self, run: Run) -> None:
        run.looked_up["homes"] = look_up_homes(run.place)

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = with_people(run, frame, problems)
        homes = with_homes(run, run.looked_up["homes"], frame, problems).select("row", "home")
        return frame.drop("home", strict=False).join(homes, on="row", how="left", maintain_order="left")

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        return row_key(frame, "code")

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = super().compare(run, frame, problems)
        moving = frame.filter(pl.col("outcome") != "same")
        self.recount(run, moving["home"].drop_nulls().unique(), moving["since"].dt.year())
        return frame

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        names = ("code", "commune_code", "village", "books", "value", "since")
        yield with_plain_people(query(ROWS, [place], PERSON_SCHEMA | dict.fromkeys(names, pl.String)))
