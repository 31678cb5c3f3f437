"""Score sheets: the points of many people in a round, entered by an office on their behalf."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import polars as pl
from django.db import connection
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.reads import max_points_of, read_on
from hieuhoc.assessment.rules import may_edit
from hieuhoc.criteria.models import ApplicantGroup
from hieuhoc.lib.copying import allocate_ids, copy_frame
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.frames import query
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.vietnamese_frames import fold_expr
from hieuhoc.people.reads import homes_on
from hieuhoc.people.rosters.export import PERSON_CELLS, PERSON_SCHEMA, with_plain_people
from hieuhoc.people.rosters.people import PERSON, with_people
from hieuhoc.people.rosters.records import RECORD
from hieuhoc.places.reads import joined_under, reached_ids
from hieuhoc.privacy.models import Consent, Purpose
from hieuhoc.privacy.reads import ASSESSMENT
from hieuhoc.sheets.definition import Check, Column, ImportSetting, Problems, raw
from hieuhoc.sheets.journal import Journal, update_rows
from hieuhoc.sheets.kinds import Text, Whole
from hieuhoc.sheets.questions import Questions
from hieuhoc.sheets.registry import register
from hieuhoc.sheets.sheet import Run
from hieuhoc.sheets.tables import SheetTable, TableSheet, row_key

DOSSIER, SCORING, CONSENT = "assessment_dossier", "assessment_scoring", "privacy_consent"
CRITERIA, MOST = 10, 10
POINTS = tuple(f"c{position}" for position in range(1, CRITERIA + 1))
OLD = ("old_status", "old_points")
UNKNOWN_GROUP = _("Không có nhóm đối tượng này trong bộ tiêu chí của đợt.")
NO_HOME = _("Chưa ghi nơi cư trú của người này.")
NOT_EDITABLE = _("Hồ sơ của người này đã gửi hoặc đã xét; bảng điểm không sửa được.")
ELSEWHERE = _("Vào ngày xét của đợt người này ở nơi khác; nơi đó chấm điểm.")
AWAY = _("Người này không còn cư trú tại tỉnh vào ngày xét.")
STANDING = """
    SELECT c.id, coalesce(c.died_on <= %s, false) OR coalesce(c.left_on <= %s, false), d.status, d.self_points
    FROM people_citizen c
    LEFT JOIN assessment_dossier d ON d.citizen_id = c.id AND d.round_id = %s
    WHERE c.id = ANY(%s)
"""
CONSENTING = """
    SELECT n.citizen_id FROM privacy_consent n JOIN privacy_purpose p ON p.id = n.purpose_id
    WHERE p.code = %s AND n.withdrawn_at IS NULL AND n.citizen_id = ANY(%s)
"""
ROWS = f"""
    SELECT {PERSON_CELLS},
      g.name, d.self_points
    FROM assessment_dossier d JOIN people_citizen c ON c.id = d.citizen_id JOIN criteria_applicantgroup g ON g.id = d.applicant_group_id
    JOIN assessment_round o ON o.id = d.round_id AND o.year = %s
    {joined_under("d.place_id")}
    WHERE c.joined_into_id IS NULL ORDER BY c.name_key, c.id
"""


def refuse_another_shape(round_: Round) -> None:
    """The sheet has ten columns of ten points; criteria of another number or weight are scored on the page."""
    if max_points_of(round_.version_id) != (MOST,) * CRITERIA:
        raise Refusal(
            _now("Phiếu điểm chỉ dùng cho bộ tiêu chí có mười chỉ số, mỗi chỉ số mười điểm."),
            remedy=_now("Chấm đợt này trên trang của từng hồ sơ."),
            code="another_shape",
        )


@register
class Scores(TableSheet):
    code = "scores"
    title = _("Phiếu điểm của một đợt")
    help = _(
        "Mỗi dòng một người: nhóm đối tượng và điểm tự đánh giá mười chỉ số. Ô để trống là chưa chấm, hoặc như đã chấm."
    )
    ability = "sheets.import_scores"
    change_names: ClassVar = {"status": _("Trạng thái hồ sơ")}
    columns = (
        *PERSON,
        Column("group", _("Nhóm đối tượng"), Text(300), example="Người dân trong xã", is_required=True, width=30),
        *(
            Column(
                key,
                format_lazy(_("Chỉ số {}"), position),
                Whole(0, MOST),
                example="8",
                aliases=(f"CS{position}", f"Tiêu chí {position}"),
                must_be_right=True,
                width=9,
            )
            for position, key in enumerate(POINTS, start=1)
        ),
        RECORD,
    )
    settings = (
        ImportSetting("year", _("Năm của đợt"), "year", is_required=True),
        ImportSetting("submit", _("Gửi xét các phiếu đã chấm đủ"), "yes_no"),
        ImportSetting(
            "consent_way",
            _("Người dân đã đồng ý bằng"),
            "choice",
            choices=tuple(Consent.Way.choices),
            is_required_of_officers=True,
        ),
    )
    targets: ClassVar = (
        SheetTable(
            DOSSIER,
            "dossier",
            {"citizen_id": "citizen_id", "round_id": "round_id"},
            {"self_points": "self_points", "applicant_group_id": "applicant_group_id", "status": "status"},
            on_insert={
                "place_id": pl.col("place_id"),
                "edition": pl.lit(0),
                "final_points": pl.lit("{}"),
                "is_assisted": pl.lit(True),
                "return_note": pl.lit(""),
                "submitted_at": pl.when(pl.col("status") == "submitted").then(pl.col("now")),
            },
            link="dossier_id",
            said_by={
                "applicant_group_id": ("group", "SELECT id, name FROM criteria_applicantgroup WHERE id = ANY(%s)")
            },
        ),
    )

    def start(self, run: Run) -> None:
        round_ = Round.objects.filter(year=run.settings["year"]).first()
        if round_ is None or round_.status != Round.Status.OPEN:
            raise Refusal(_now("Đợt năm %(year)s không mở.") % {"year": run.settings["year"]}, code="round_not_open")
        refuse_another_shape(round_)
        if run.batch.uploaded_by_id is not None and not run.settings.get("consent_way"):
            raise Refusal(_now("Chưa ghi sự đồng ý của người dân; chọn cách người dân đã đồng ý."), code="no_consent")
        groups = ApplicantGroup.objects.filter(version=round_.version_id).values_list("pk", "name", "code")
        named = pl.DataFrame(list(groups), schema={"id": pl.Int64, "name": pl.String, "code": pl.String}, orient="row")
        here = list(reached_ids(Scope(on=run.on, places=frozenset({run.place}))))
        run.looked_up |= {"round": round_, "groups": _groups_by_words(named), "here": here}

    def ask(self, run: Run, frame: pl.DataFrame, questions: Questions) -> pl.DataFrame:
        """A person who stands in the sheet as the software wrote it, without group and points, is not scored."""
        untouched = pl.all_horizontal(pl.col(raw(key)).is_null() for key in ("group", *POINTS))
        return frame.filter(~(pl.col(raw(RECORD.key)).is_not_null() & untouched))

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        round_ = run.looked_up["round"]
        frame = with_people(run, frame, problems).with_columns(words=fold_expr(pl.col("group")))
        frame = frame.join(run.looked_up["groups"], on="words", how="left", maintain_order="left")
        frame = frame.join(_standing(round_, frame), on="citizen_id", how="left", maintain_order="left")
        problems.apply(
            frame,
            (
                Check(pl.col("applicant_group_id").is_null(), "unknown_group", UNKNOWN_GROUP, column="group"),
                Check(
                    pl.col("citizen_id").is_not_null() & pl.col("place_id").is_null(), "no_home", NO_HOME, column="name"
                ),
                Check(~pl.col("place_id").is_in(run.looked_up["here"]), "elsewhere", ELSEWHERE, column="name"),
                Check(pl.col("is_away"), "away", AWAY, column="name"),
            ),
        )
        return frame.with_columns(round_id=pl.lit(round_.pk, pl.Int64), now=pl.lit(timezone.now()))

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        return row_key(frame, "citizen_id")

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        standing = _standing(run.looked_up["round"], frame).select("citizen_id", *OLD)
        frame = frame.drop(OLD).join(standing, on="citizen_id", how="left", maintain_order="left")
        frame = _with_points(frame, sends=bool(run.settings.get("submit")))
        closed = [status for status in Dossier.Status.values if not may_edit(status)]
        is_closed = pl.col("old_status").is_in(closed)
        # What was sent stays sent: only other points or another group would be a change.
        frame = frame.with_columns(status=pl.when(~is_closed.fill_null(False)).then("status"))
        frame = super().compare(run, frame, problems)
        _note_points(run, frame.filter(pl.col("outcome") == "changed"))
        is_refused = is_closed & (pl.col("outcome") == "changed")
        problems.apply(frame, (Check(is_refused, "not_editable", NOT_EDITABLE, column="name"),))
        return frame

    def write(self, run: Run, frame: pl.DataFrame, journal: Journal) -> None:
        if not frame.height:
            return
        _give_consent(run, frame, journal)
        _raise_edition(frame.filter(pl.col("outcome") == "changed"), journal)
        super().write(run, frame, journal)
        dossiers = query(
            f"SELECT id, citizen_id FROM {DOSSIER} WHERE round_id = %s AND citizen_id = ANY(%s)",
            [run.looked_up["round"].pk, frame["citizen_id"].to_list()],
            {"dossier_id": pl.Int64, "citizen_id": pl.Int64},
        )
        rows = frame.drop("dossier_id", strict=False).join(dossiers, on="citizen_id")
        given_by = pl.lit(run.batch.uploaded_by_id, pl.Int64)
        scorings = rows.select(
            "dossier_id",
            stage=pl.lit("sheet"),
            points="self_points",
            reasons=pl.lit("{}"),
            given_by_id=given_by,
            given_at="now",
        )
        _copy(SCORING, scorings, journal)

    def years(self) -> list[int]:
        return list(Round.objects.order_by("-year").values_list("year", flat=True))

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        for round_ in Round.objects.filter(year=on.year):
            refuse_another_shape(round_)
        schema = PERSON_SCHEMA | {"group": pl.String, "points": pl.List(pl.Int16)}
        rows = with_plain_people(query(ROWS, [on.year, place], schema))
        cells = (
            pl.col("points").list.get(position, null_on_oob=True).cast(pl.String).alias(key)
            for position, key in enumerate(POINTS)
        )
        yield rows.with_columns(*cells).drop("points")


def _groups_by_words(groups: pl.DataFrame) -> pl.DataFrame:
    by_name = groups.select(fold_expr(pl.col("name")).alias("words"), applicant_group_id="id")
    by_code = groups.select(fold_expr(pl.col("code")).alias("words"), applicant_group_id="id")
    return pl.concat([by_name, by_code]).unique("words", keep="first")


def _standing(round_: Round, frame: pl.DataFrame) -> pl.DataFrame:
    """Where each person lived on the reading day, whether they had gone, and where their dossier stands."""
    day = read_on(round_)
    citizens = frame["citizen_id"].drop_nulls().unique().to_list()
    schema = {
        "citizen_id": pl.Int64,
        "is_away": pl.Boolean,
        "old_status": pl.String,
        "old_points": pl.List(pl.Int16),
    }
    homes = pl.DataFrame(
        list(homes_on(citizens, day).items()), schema={"citizen_id": pl.Int64, "place_id": pl.Int64}, orient="row"
    )
    standing = query(STANDING, [day, day, round_.pk, citizens], schema)
    return standing.join(homes, on="citizen_id", how="left", maintain_order="left")


def _with_points(frame: pl.DataFrame, *, sends: bool) -> pl.DataFrame:
    """A blank cell keeps the points given before; the dossier that is complete then may be sent."""
    points = [
        pl.coalesce(pl.col(key).cast(pl.Int16), pl.col("old_points").list.get(position, null_on_oob=True))
        for position, key in enumerate(POINTS)
    ]
    is_full = pl.all_horizontal(point.is_not_null() for point in points) & pl.lit(sends)
    new = pl.when(pl.col("old_status").is_null()).then(pl.lit("draft"))
    return frame.with_columns(
        self_points=pl.concat_list(points), status=pl.when(is_full).then(pl.lit("submitted")).otherwise(new)
    )


def _note_points(run: Run, frame: pl.DataFrame) -> None:
    for position, key in enumerate(POINTS):
        old, new = (pl.col(name).list.get(position, null_on_oob=True) for name in ("old_points", "self_points"))
        both = frame.select("row", field=pl.lit(key), old=old, new=new)
        run.note_changes(both.filter(pl.col("old").ne_missing(pl.col("new"))))


def _give_consent(run: Run, frame: pl.DataFrame, journal: Journal) -> None:
    if run.batch.uploaded_by_id is None:
        return
    known = query(CONSENTING, [ASSESSMENT, frame["citizen_id"].to_list()], {"citizen_id": pl.Int64})
    purpose = Purpose.objects.get(code=ASSESSMENT).pk
    new = frame.join(known, on="citizen_id", how="anti").select(
        "citizen_id",
        purpose_id=pl.lit(purpose, pl.Int64),
        way=pl.lit(run.settings["consent_way"]),
        given_at="now",
        recorded_by_id=pl.lit(run.batch.uploaded_by_id, pl.Int64),
    )
    _copy(CONSENT, new, journal)


def _raise_edition(frame: pl.DataFrame, journal: Journal) -> None:
    """A form that saw the dossier before the sheet must be told."""
    statement = f"SELECT id, edition, submitted_at FROM {DOSSIER} WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
    schema = {"id": pl.Int64, "edition": pl.Int32, "submitted_at": pl.Datetime("us", "UTC")}
    before = query(statement, [frame["dossier_id"].to_list()], schema)
    sent = frame.select(id="dossier_id", sent=pl.when(pl.col("status") == "submitted").then("now"))
    after = before.join(sent, on="id").select(
        "id",
        edition=pl.col("edition") + 1,
        submitted_at=pl.coalesce(pl.col("sent").cast(before.schema["submitted_at"]), "submitted_at"),
    )
    journal.changed(DOSSIER, before)
    update_rows(DOSSIER, after)


def _copy(table: str, rows: pl.DataFrame, journal: Journal) -> None:
    if not rows.height:
        return
    with connection.cursor() as cursor:
        ids = allocate_ids(cursor, table, rows.height)
        copy_frame(cursor, table, rows.with_columns(id=pl.Series(ids, dtype=pl.Int64)))
    journal.made(table, ids)
