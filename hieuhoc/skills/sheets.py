"""Skill facts of people, each with its basis and date."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.frames import query
from hieuhoc.lib.scope import Scope
from hieuhoc.people.counting import places_counted_of
from hieuhoc.people.rosters.counted import Counted
from hieuhoc.people.rosters.export import PERSON_CELLS, PERSON_SCHEMA, with_plain_people
from hieuhoc.people.rosters.people import PERSON, with_people
from hieuhoc.people.rosters.records import RECORD
from hieuhoc.places.reads import joined_under
from hieuhoc.sheets.definition import Check, Column, Problems
from hieuhoc.sheets.kinds import Choice, Day, Text, words_of
from hieuhoc.sheets.registry import register
from hieuhoc.sheets.sheet import Run
from hieuhoc.sheets.tables import SheetTable, TableSheet, row_key
from hieuhoc.skills.models import SkillFact

FAR = date(9999, 12, 31)
FUTURE = _("Ngày ở tương lai; xem lại.")
NOT_DIGITAL = _("Thành thạo là một phần của có kỹ năng số; chưa ghi nhận người này có kỹ năng số đến ngày đó.")
HELD = _("Kỹ năng này đã được ghi nhận từ {}.")
ENDED = _("Kỹ năng này đã được ghi nhận đến {}; ngày ghi nhận lại phải từ ngày đó.")
FACTS = """
    SELECT citizen_id, kind, max(since) FILTER (WHERE until IS NULL), max(until) FROM skills_skillfact WHERE citizen_id = ANY(%s)
    GROUP BY citizen_id, kind
"""
DIGITAL = """
    SELECT citizen_id, min(since) FROM skills_skillfact WHERE kind = 'digital' AND until IS NULL AND citizen_id = ANY(%s) GROUP BY 1
"""
ROWS = f"""
    SELECT {PERSON_CELLS},
      f.kind, f.basis, f.note, to_char(f.since, 'DD/MM/YYYY')
    FROM skills_skillfact f JOIN people_citizen c ON c.id = f.citizen_id
    {joined_under("c.home_id")}
    WHERE f.until IS NULL AND c.joined_into_id IS NULL ORDER BY c.name_key, c.id, f.kind
"""


@register
class Skills(Counted, TableSheet):
    code = "skills"
    title = _("Kỹ năng số của người dân")
    help = _("Mỗi dòng một kỹ năng của một người, kèm căn cứ và ngày.")
    ability = "sheets.import_skills"
    columns = (
        *PERSON,
        Column(
            "kind",
            _("Kỹ năng"),
            Choice(tuple(SkillFact.Kind.choices)),
            example="Có kỹ năng số",
            is_required=True,
            width=28,
        ),
        Column(
            "basis",
            _("Căn cứ"),
            Choice(tuple(SkillFact.Basis.choices)),
            example="Cán bộ xác nhận",
            is_required=True,
            width=36,
        ),
        Column("note", _("Số giấy xác nhận"), Text(200), example="15/XN-UBND"),
        Column("since", _("Từ ngày"), Day(), example="01/03/2025", is_required=True),
        RECORD,
    )
    targets: ClassVar = (
        SheetTable(
            "skills_skillfact",
            "citizen",
            {"citizen_id": "citizen_id", "kind": "kind"},
            {"basis": "basis", "note": "note"},
            when_blank={"note": pl.lit("")},
            since="first_since",
            about="citizen_id",
        ),
    )

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = with_people(run, frame, problems)
        held = query(
            FACTS,
            [frame["citizen_id"].drop_nulls().to_list()],
            {"citizen_id": pl.Int64, "kind": pl.String, "held_since": pl.Date, "ended": pl.Date},
        )
        frame = frame.join(held, on=["citizen_id", "kind"], how="left", maintain_order="left")
        frame = frame.join(_digital_since(frame), on="citizen_id", how="left", maintain_order="left")
        is_no_part = (pl.col("kind") == "proficient") & (pl.col("digital_since").fill_null(FAR) > pl.col("since"))
        day, end = (pl.col(name).dt.strftime("%d/%m/%Y") for name in ("held_since", "ended"))
        is_over = pl.col("held_since").is_null() & (pl.col("since") < pl.col("ended"))
        problems.apply(
            frame,
            (
                Check(pl.col("since") > timezone.localdate(), "future", FUTURE, column="since"),
                Check(pl.col("held_since") != pl.col("since"), "held", HELD, (day,), column="since"),
                Check(is_no_part, "not_digital", NOT_DIGITAL, column="kind"),
                Check(is_over, "ended", ENDED, (end,), column="since"),
            ),
        )
        # An open fact is corrected in place: a later date was refused above.
        return frame.with_columns(first_since=pl.coalesce("held_since", "since"))

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        return row_key(frame, "citizen_id", "kind")

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = super().compare(run, frame, problems)
        moving = frame.filter(pl.col("outcome") != "same")
        places = places_counted_of(moving["citizen_id"].drop_nulls().unique().to_list(), None)
        self.recount(run, places, moving["since"].dt.year())
        return frame

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        schema = PERSON_SCHEMA | dict.fromkeys(("kind", "basis", "note", "since"), pl.String)
        yield with_plain_people(query(ROWS, [place], schema)).with_columns(
            pl.col("kind").replace(words_of(SkillFact.Kind.choices)),
            pl.col("basis").replace(words_of(SkillFact.Basis.choices)),
        )


def _digital_since(frame: pl.DataFrame) -> pl.DataFrame:
    """Citizen -> since when they can use digital tools: as recorded, or as another row of the same file says."""
    known = query(DIGITAL, [frame["citizen_id"].drop_nulls().to_list()], {"citizen_id": pl.Int64, "since": pl.Date})
    here = frame.filter(pl.col("kind") == "digital").select("citizen_id", "since").drop_nulls()
    return pl.concat([known, here]).group_by("citizen_id").agg(digital_since=pl.col("since").min())
