"""A year's learning models registered by list: families, clans, villages and units."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import polars as pl
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.collectives.actions.registering import criteria_for, unit_levels
from hieuhoc.collectives.judgements import judge_registrations
from hieuhoc.collectives.models import ModelKind
from hieuhoc.collectives.steps import enter_models
from hieuhoc.lib.copying import allocate_ids, copy_frame
from hieuhoc.lib.frames import query
from hieuhoc.lib.scope import Scope
from hieuhoc.people.rosters.counted import Counted
from hieuhoc.people.rosters.places import look_up_homes, with_titles
from hieuhoc.people.rosters.villages_asked import ask_villages
from hieuhoc.places.reads import joined_under
from hieuhoc.recognition.actions.groups import homes_of_members
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.recognition.sheets import BODIES, KINDS, NO_SUBJECT, NOT_READ, Recognitions, with_subjects, with_villages
from hieuhoc.sheets.definition import NEW, SAME, WARNING, Check, Column, Problems
from hieuhoc.sheets.journal import Journal
from hieuhoc.sheets.kinds import words_of
from hieuhoc.sheets.questions import Questions
from hieuhoc.sheets.registry import register
from hieuhoc.sheets.sheet import Run
from hieuhoc.sheets.tables import row_key

RECOGNITION, REGISTRATION = "recognition_grouprecognition", "collectives_registration"
FIRST_YEAR = 2000
FUTURE = _("Năm đăng ký ở sau năm nay.")
NO_CRITERIA = _("Năm này chưa có tiêu chí nào của loại mô hình này đang áp dụng; tỉnh ban hành trước.")
RECORDED = _("Đã ghi công nhận năm này theo quyết định {}: giữ nguyên, không đăng ký lại.")
KNOWN = """
    SELECT g.year, g.group_id, g.unit_id, g.village_id, g.id, g.status = 'recognised', g.decision_number, r.id
    FROM recognition_grouprecognition g LEFT JOIN collectives_registration r ON r.recognition_id = g.id
    WHERE g.group_id = ANY(%s::bigint[]) OR g.unit_id = ANY(%s::bigint[]) OR g.village_id = ANY(%s::bigint[])
"""
ROWS = f"""
    SELECT r.year::text, coalesce(g.kind, CASE WHEN m.unit_id IS NULL THEN 'community' ELSE 'unit' END),
      coalesce(g.code, u.code), s.place_id, CASE WHEN s.tier = 'village' THEN p.code ELSE s.code END
    FROM collectives_registration r JOIN recognition_grouprecognition m ON m.id = r.recognition_id
    LEFT JOIN people_group g ON g.id = m.group_id LEFT JOIN people_workunit u ON u.id = m.unit_id
    LEFT JOIN people_unitspell us ON us.unit_id = u.id AND us.until IS NULL
    JOIN places_placespell s ON s.place_id = coalesce(g.place_id, m.village_id, us.place_id) AND s.until IS NULL
    LEFT JOIN places_placespell p ON p.place_id = s.parent_id AND p.until IS NULL
    {joined_under("s.place_id")} ORDER BY 1, 2, 3
"""


@register
class ModelRegistrations(Counted):
    code = "model_registrations"
    title = _("Đăng ký mô hình học tập")
    help = _("Mỗi dòng một gia đình, dòng họ, cộng đồng (thôn, buôn) hoặc đơn vị đăng ký mô hình học tập của một năm.")
    ability = "sheets.import_model_registrations"
    lasts = False
    names_row = "code"
    columns: ClassVar[tuple[Column, ...]] = tuple(
        column for column in Recognitions.columns if column.key in {"year", "kind", "code", "village", "commune_code"}
    )

    def start(self, run: Run) -> None:
        run.looked_up["homes"] = look_up_homes(run.place)

    def ask(self, run: Run, frame: pl.DataFrame, questions: Questions) -> pl.DataFrame:
        return ask_villages(run, run.looked_up["homes"], frame, questions)

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = with_villages(run, frame, problems).with_columns(pl.col("year").cast(pl.Int16))
        frame = _with_criteria(with_subjects(run, frame))
        has_subject = pl.sum_horizontal(pl.col(name).is_not_null() for name in BODIES) == 1
        is_future = pl.col("year") > timezone.localdate().year
        has_idle_code = (pl.col("kind") == "community") & pl.col("code").is_not_null()
        problems.apply(
            frame,
            (
                Check(~has_subject, "no_subject", NO_SUBJECT, column="code"),
                Check(has_idle_code, "idle_code", NOT_READ, severity=WARNING, column="code"),
                Check(is_future, "future", FUTURE, column="year"),
                Check(~is_future & pl.col("criteria_id").is_null(), "no_criteria", NO_CRITERIA, column="year"),
            ),
        )
        return frame

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        return row_key(frame.with_columns(subject=pl.coalesce(BODIES)), "year", "kind", "subject")

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        """What registered is the same, and so is what a decision on record recognised without criteria: it stays."""
        frame = _with_known(frame)
        is_recorded = pl.col("is_recognised") & pl.col("registration_id").is_null()
        said = (pl.col("decided_by"),)
        problems.apply(frame, (Check(is_recorded, "recorded", RECORDED, said, WARNING, "code"),))
        is_there = pl.col("registration_id").is_not_null() | is_recorded.fill_null(False)
        frame = frame.with_columns(outcome=pl.when(is_there).then(pl.lit(SAME)).otherwise(pl.lit(NEW)))
        coming = frame.filter(pl.col("outcome") == NEW)
        places = set(coming["subject_place"].drop_nulls().unique())
        self.recount(run, places | homes_of_members(coming["group_id"].drop_nulls().to_list()), coming["year"])
        return frame

    def write(self, run: Run, frame: pl.DataFrame, journal: Journal) -> None:
        """Judged as it is written: what a row shows next is where it stands."""
        frame = _with_known(frame)
        frame = _put_recognitions(
            frame.filter(pl.col("registration_id").is_null() & ~pl.col("is_recognised").fill_null(False)), journal
        )
        with connection.cursor() as cursor:
            ids = allocate_ids(cursor, REGISTRATION, frame.height)
            rows = frame.select(
                "year",
                "criteria_id",
                "recognition_id",
                id=pl.Series(ids, dtype=pl.Int64),
                place_id="subject_place",
                standing=pl.lit("unanswered"),
                grade=pl.lit(0),
                answers=pl.lit("{}"),
                failing=pl.lit("[]"),
            )
            copy_frame(cursor, REGISTRATION, rows)
        journal.made(REGISTRATION, ids)
        journal.touched("registration", rows.select(subject_id="id", is_new=pl.lit(True)))
        judge_registrations(ids)
        enter_models(ids)

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        names = ("year", "kind", "code", "home", "commune_code")
        rows = query(ROWS, [place], dict.fromkeys(names, pl.String) | {"home": pl.Int64})
        yield with_titles(place, rows).with_columns(pl.col("kind").replace(words_of(KINDS)))


def _with_criteria(frame: pl.DataFrame) -> pl.DataFrame:
    """`criteria_id`: the version in force in the row's year for its kind, and for the level of its unit."""
    units = frame["unit_id"].drop_nulls().unique().to_list()
    asked = frame.select("year", "kind").drop_nulls().unique()
    asked = asked.filter(pl.col("year").is_between(FIRST_YEAR, timezone.localdate().year))
    versions: list[tuple[int, str, int | None, int | None]] = []
    for year, kind in asked.iter_rows():
        if kind != ModelKind.UNIT:
            versions.append((year, kind, None, _version(kind, year)))
            continue
        levels = unit_levels(units, year)
        by_level = {level: _version(kind, year, level) for level in set(levels.values()) | {""}}
        versions += [(year, kind, unit, by_level[levels.get(unit, "")]) for unit in units]
    schema = {"year": pl.Int16, "kind": pl.String, "unit_id": pl.Int64, "criteria_id": pl.Int64}
    known = pl.DataFrame(versions, schema=schema, orient="row")
    return frame.join(known, on=["year", "kind", "unit_id"], how="left", nulls_equal=True, maintain_order="left")


def _version(kind: str, year: int, level: str = "") -> int | None:
    version = criteria_for(kind, year, level)
    return version.pk if version else None


def _with_known(frame: pl.DataFrame) -> pl.DataFrame:
    """What is on record of the row's model and year: `recognition_id`, `is_recognised`, `decided_by`, `registration_id`."""
    schema: dict[str, Any] = {"year": pl.Int16} | dict.fromkeys(BODIES, pl.Int64)
    told = {
        "recognition_id": pl.Int64,
        "is_recognised": pl.Boolean,
        "decided_by": pl.String,
        "registration_id": pl.Int64,
    }
    known = query(KNOWN, [frame[name].drop_nulls().to_list() for name in BODIES], schema | told)
    frame = frame.drop(told, strict=False)
    return frame.join(known, on=list(schema), how="left", nulls_equal=True, maintain_order="left")


def _put_recognitions(frame: pl.DataFrame, journal: Journal) -> pl.DataFrame:
    """The rows that figures read, for models that have none of that year yet."""
    missing = frame.filter(pl.col("recognition_id").is_null())
    with connection.cursor() as cursor:
        ids = allocate_ids(cursor, RECOGNITION, missing.height)
        missing = missing.with_columns(recognition_id=pl.Series(ids, dtype=pl.Int64))
        status = pl.lit(GroupRecognition.Status.REGISTERED.value)
        rows = missing.select("year", *BODIES, id="recognition_id", status=status, decision_number=pl.lit(""))
        copy_frame(cursor, RECOGNITION, rows)
    journal.made(RECOGNITION, ids)
    return pl.concat([frame.filter(pl.col("recognition_id").is_not_null()), missing])
