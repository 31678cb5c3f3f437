"""Figures of reports as a table of many places and years: new ones are typed in, the period opened where there is none. One that
says another value than was typed is refused: a correction has its reason, on its page. Known again by kind, place, year, span."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.frames import query
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.words import Words
from hieuhoc.places.models import Certainty
from hieuhoc.places.reads import reached_ids
from hieuhoc.reported.catalogue import KINDS
from hieuhoc.reported.models import ReportedFigure, ReportingPeriod, Span
from hieuhoc.reported.refusing import FIRST_YEAR, refuse_locked
from hieuhoc.reported.rules import TAKES_FIGURES, last_day
from hieuhoc.sheets.definition import WARNING, Check, Column, Problems
from hieuhoc.sheets.journal import Journal
from hieuhoc.sheets.kinds import Choice, Code, Plain, Text, Whole, text_of, words_of
from hieuhoc.sheets.registry import register
from hieuhoc.sheets.sheet import Run
from hieuhoc.sheets.tables import SheetTable, TableSheet, row_key

MOST = 10**15
LAST_YEAR = 2100
PERCENT = pl.Decimal(5, 2)
BAD_PERCENT = _("Phải là tỷ lệ từ 0 đến 100, nhiều nhất hai chữ số lẻ, như 54,18.")
UNDER_ONE = _("Tỷ lệ dưới 1%; nếu Excel hiện ô này là phần trăm thì gõ lại số, như 54,18.")
FUTURE_YEAR = _("Năm báo cáo chưa tới; xem lại.")
UNKNOWN_PLACE = _("Vào cuối kỳ ấy, nơi nhập không có xã, huyện, tỉnh mang mã này; số cũ ghi mã của nơi cũ.")
HANDED_IN = _("Kỳ báo cáo này đã nộp và đang chờ tỉnh xem; nhờ cấp tỉnh trả lại nếu cần sửa.")
LOCKED = _("Kỳ báo cáo này đã khoá số; cấp tỉnh đính chính ở trang của kỳ, kèm lý do.")
CORRECTED_ON_PAGE = _("Đã nhập là {}; sửa ở trang của kỳ báo cáo, kèm lý do.")
KEPT = _("Số này đã được nhập; bảng không sửa ô này.")
NO_NUMBER = _("Loại số liệu này cần số, không phải tỷ lệ.")
SAYS_NOTHING = _("Chưa nhập số.")
NO_SHARE = _("Loại số liệu này không có mẫu số; để trống ô này.")
WHOLE_ALONE = _("Có mẫu số mà chưa có số đạt.")
PERCENT_FOLLOWS = _("Đã có số và mẫu số thì tỷ lệ tự tính; để trống ô này.")
MORE_THAN_WHOLE = _("Số đạt lớn hơn mẫu số; xem lại hai số.")
STANDING = """
    SELECT s.code, s.place_id, d.day FROM places_placespell AS s
    JOIN unnest(%s::date[]) AS d (day) ON coalesce(s.since <= d.day, true) AND coalesce(d.day < s.until, true)
    WHERE s.tier <> 'village' AND s.place_id = ANY(%s) AND (s.code = ANY(%s) OR s.place_id = %s)
"""
PERIODS = (
    "SELECT place_id, year, span, status FROM reported_reportingperiod WHERE place_id = ANY(%s) AND year = ANY(%s)"
)
CURRENT = """
    SELECT kind, place_id, year, span, number, whole, percent, precision, source, source_address, certainty
    FROM reported_reportedfigure
    WHERE known_until IS NULL AND origin = 'own_report' AND place_id = ANY(%s) AND year = ANY(%s)
"""
ROWS = """
    SELECT f.kind, s.code, f.year::text, f.span, f.number::text, f.whole::text, replace(f.percent::text, '.', ','),
      f.precision, f.source, f.source_address, f.certainty
    FROM reported_reportedfigure AS f JOIN LATERAL (
        SELECT code FROM places_placespell WHERE place_id = f.place_id AND coalesce(since <= f.map_date, true)
        ORDER BY since DESC NULLS LAST LIMIT 1
    ) AS s ON true
    WHERE f.known_until IS NULL AND f.origin = 'own_report' AND f.place_id = ANY(%s)
    ORDER BY f.year DESC, f.place_id, f.span, f.kind
"""
KIND_NAMES = tuple((kind.code, kind.name) for kind in KINDS)
SHARES = [kind.code for kind in KINDS if kind.is_share]
OF_PERIOD = {"place_id": pl.Int64, "year": pl.Int32, "span": pl.String}
SAYS = {"number": pl.Int64, "whole": pl.Int64, "percent": PERCENT, "precision": pl.String, "source": pl.String}
BESIDE = {"source_address": pl.String, "certainty": pl.String}  # of the document, not of what it says


@dataclass(frozen=True)
class Percent(Plain):
    """Per cent of a share, to hundredths: 54,18 and 54.18 are one."""

    def values(self, key: str) -> dict[str, pl.Expr]:
        text = text_of(key).str.replace_all(r"[\s%]", "").str.replace(",", ".", literal=True)
        plain = pl.when(text.str.contains(r"^[0-9]{1,3}(\.[0-9]{1,2}0*)?$")).then(text)
        return {key: plain.cast(pl.Float64).round(2).cast(PERCENT, strict=False)}

    def checks(self, key: str) -> tuple[Check, ...]:
        wrong = text_of(key).is_not_null() & (pl.col(key).is_null() | (pl.col(key) > Decimal(100)))
        is_fraction = pl.col(key).is_between(Decimal(0), Decimal(1), closed="none")  # what a cell shown as 54% holds
        return (
            Check(wrong, "out_of_bounds", BAD_PERCENT),
            Check(is_fraction, "under_one_percent", UNDER_ONE, severity=WARNING),
        )

    def hint(self) -> Words:
        return BAD_PERCENT


@register
class ReportedFigures(TableSheet):
    code = "reported_figures"
    title = _("Số liệu báo cáo")
    help = _("Mỗi dòng một số của một nơi, một kỳ, kèm tài liệu nguồn; số đã nhập thì sửa ở trang của kỳ báo cáo.")
    ability = "sheets.import_reported_figures"
    names_row = "kind"
    columns = (
        Column("kind", _("Loại số liệu"), Choice(KIND_NAMES), example="Dân số", is_required=True, width=36),
        Column(
            "place_code",
            _("Mã nơi báo cáo"),
            Code(16),
            help=_("Mã xã, huyện, tỉnh vào cuối kỳ ấy; để trống là nơi nhập."),
            example="",
            must_be_right=True,
        ),
        Column("year", _("Năm"), Whole(FIRST_YEAR, LAST_YEAR), example="2024", is_required=True),
        Column("span", _("Kỳ"), Choice(tuple(Span.choices)), example="Cả năm", is_required=True),
        Column("number", _("Số"), Whole(0, MOST), example="8120", must_be_right=True),
        Column(
            "whole",
            _("Trên tổng số"),
            Whole(0, MOST),
            help=_("Mẫu số của tỷ lệ; loại số liệu không phải tỷ lệ thì để trống."),
            example="",
            must_be_right=True,
        ),
        Column(
            "percent",
            _("Tỷ lệ (%)"),
            Percent(),
            help=_("Chỉ khi tài liệu không cho mẫu số; có đủ hai số thì tỷ lệ tự tính."),
            example="",
            must_be_right=True,
        ),
        Column(
            "precision",
            _("Tài liệu ghi"),
            Choice(tuple(ReportedFigure.Precision.choices)),
            help=_("Để trống là đúng số."),
            example="Đúng số",
            must_be_right=True,
        ),
        Column(
            "source",
            _("Tài liệu nguồn"),
            Text(300),
            example="Niên giám thống kê 2024, trang 31",
            is_required=True,
            width=40,
        ),
        Column("source_address", _("Địa chỉ trên mạng"), Text(300), example="", width=32),
        Column("certainty", _("Mức chắc chắn"), Choice(tuple(Certainty.choices)), example=""),
    )
    targets: ClassVar = (
        SheetTable(
            "reported_reportingperiod",
            "reporting_period",
            {name: name for name in OF_PERIOD},
            on_insert={"status": pl.lit("typing"), "note": pl.lit("")}
            | {"opened_by_id": pl.col("actor_id"), "opened_at": pl.col("now")},
            link="period_id",
        ),
        SheetTable(
            "reported_reportedfigure",
            "reporting_period",
            {name: name for name in ("kind", *OF_PERIOD, "origin")},
            on_insert={name: pl.col(name) for name in SAYS}
            | {"precision": pl.col("precision").fill_null(ReportedFigure.Precision.EXACT.value)}
            | {"map_date": pl.col("map_date"), "reason": pl.lit("")}
            | {"source_address": pl.col("source_address").fill_null("")}
            | {"certainty": pl.col("certainty").fill_null(Certainty.SEEN.value)}
            | {"entered_by_id": pl.col("actor_id"), "known_since": pl.col("now")},
            about="period_id",
            holds="known_until",
        ),
    )

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = _with_places(run, _with_days(frame))
        _refuse_places(frame, problems)
        actor = None if run.actor is None else run.actor.pk
        return frame.with_columns(
            origin=pl.lit(ReportedFigure.Origin.REPORT.value),
            actor_id=pl.lit(actor, pl.Int64),
            now=pl.lit(timezone.now()).cast(pl.Datetime("us", "UTC")),
        )

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        """A row is of a new figure or says what holds: nothing is changed, also where the period stands already."""
        _refuse(_with_known(frame), problems)
        frame = super().compare(run, frame, problems)
        return frame.with_columns(pl.col("outcome").replace("changed", "new"))

    def write(self, run: Run, frame: pl.DataFrame, journal: Journal) -> None:
        """The periods are locked while they are written: what was handed in meanwhile is left alone."""
        ids = frame["period_id"].drop_nulls().unique().to_list()
        for period in ReportingPeriod.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
            refuse_locked(period)
        super().write(run, frame, journal)

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        return row_key(frame, "kind", *OF_PERIOD)

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        """What holds today, also of places of earlier maps that went into this one."""
        keys = [column.key for column in self.columns]
        rows = query(ROWS, [_reached_from(place, on)], dict.fromkeys(keys, pl.String))
        choices: dict[str, Iterable[tuple[str, Words]]] = {
            "kind": KIND_NAMES,
            "span": Span.choices,
            "precision": ReportedFigure.Precision.choices,
            "certainty": Certainty.choices,
        }
        yield rows.with_columns(pl.col(key).replace(words_of(offered)) for key, offered in choices.items())


def _reached_from(place: int, on: date) -> list[int]:
    return list(reached_ids(Scope(on=on, places=frozenset({place}))))


def _with_days(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `map_date`, the last day of the span, and `day`, on which the place must have stood: never a coming one."""
    spans = frame.select("year", "span").unique().drop_nulls().filter(pl.col("year").is_between(FIRST_YEAR, LAST_YEAR))
    days = pl.Series([last_day(year, span) for year, span in spans.iter_rows()], dtype=pl.Date)
    frame = frame.join(spans.with_columns(map_date=days), on=["year", "span"], how="left", maintain_order="left")
    return frame.with_columns(day=pl.min_horizontal("map_date", pl.lit(timezone.localdate())))


def _with_places(run: Run, frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `place_id`: of the code as it was on that day, or of where the file is brought; null where none stood then."""
    days, codes = (frame[name].drop_nulls().unique().to_list() for name in ("day", "place_code"))
    schema = {"place_code": pl.String, "place_id": pl.Int64, "day": pl.Date}
    standing = query(STANDING, [days, _reached_from(run.place, run.on), codes, run.place], schema)
    here = standing.filter(pl.col("place_id") == run.place).select("day", own_place="place_id")
    frame = frame.join(
        standing.filter(pl.col("place_code") != "").unique(["place_code", "day"], keep="none"),
        on=["place_code", "day"],
        how="left",
        maintain_order="left",
    )
    frame = frame.join(here, on="day", how="left", maintain_order="left")
    own = pl.when(pl.col("place_code").is_null()).then(pl.col("own_place"))
    return frame.with_columns(place_id=pl.coalesce("place_id", own))


def _with_known(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `status` of the period (null: none is open) and `typed.…` of the figure that holds (`typed.source` null: none)."""
    asked = [frame[name].drop_nulls().unique().to_list() for name in ("place_id", "year")]
    periods = query(PERIODS, asked, OF_PERIOD | {"status": pl.String})
    typed = query(CURRENT, asked, {"kind": pl.String} | OF_PERIOD | SAYS | BESIDE)
    typed = typed.rename({name: f"typed.{name}" for name in SAYS | BESIDE})
    frame = frame.join(periods, on=list(OF_PERIOD), how="left", maintain_order="left")
    return frame.join(typed, on=["kind", *OF_PERIOD], how="left", maintain_order="left")


def _refuse_places(frame: pl.DataFrame, problems: Problems) -> None:
    is_to_come = pl.col("year") > timezone.localdate().year
    is_elsewhere = pl.col("place_id").is_null() & ~is_to_come
    problems.apply(
        frame,
        (
            Check(is_to_come, "year_out_of_reach", FUTURE_YEAR, column="year"),
            Check(is_elsewhere, "place_of_another_map", UNKNOWN_PLACE, column="place_code"),
        ),
    )


def _refuse(frame: pl.DataFrame, problems: Problems) -> None:
    """As the form and the deeds do, but all at once."""
    is_new = pl.col("typed.source").is_null()
    differing = {name: pl.col(name).is_not_null() & pl.col(name).ne_missing(pl.col(f"typed.{name}")) for name in SAYS}
    corrects = {name: pl.col("typed.source").is_not_null() & differs for name, differs in differing.items()}
    writes = is_new | pl.any_horizontal(corrects.values())
    handed_in = pl.col("status") == "handed_in"
    is_locked = ~pl.col("status").is_in(["handed_in", *TAKES_FIGURES])
    problems.apply(
        frame,
        (
            Check(writes & handed_in, "handed_in", HANDED_IN, column="span"),
            Check(writes & is_locked, "locked", LOCKED, column="span"),
            *(_corrected(name, differs) for name, differs in corrects.items()),
            *(_kept(name) for name in BESIDE),
            *_value_checks(is_new),
        ),
    )


def _corrected(name: str, differs: pl.Expr) -> Check:
    words = pl.col(f"typed.{name}").cast(pl.String).fill_null("–")
    if name == "precision":
        words = words.replace(words_of(ReportedFigure.Precision.choices))
    return Check(differs, "no_reason", CORRECTED_ON_PAGE, (words,), column=name)


def _kept(name: str) -> Check:
    is_typed = pl.col("typed.source").is_not_null()
    differs = is_typed & (pl.col(name) != pl.col(f"typed.{name}"))
    return Check(differs, "not_changed_here", KEPT, severity=WARNING, column=name)


def _value_checks(is_new: pl.Expr) -> tuple[Check, ...]:
    """`rules.what_is_wrong` over columns, each at its cell."""
    is_share = pl.col("kind").is_in(SHARES)
    number, whole, percent = (pl.col(name).is_not_null() for name in ("number", "whole", "percent"))
    ask, count = is_new & is_share, is_new & ~is_share
    return (
        Check(count & whole, "is_no_share", NO_SHARE, column="whole"),
        Check(count & percent, "is_no_share", NO_SHARE, column="percent"),
        Check(count & ~number, "no_number", NO_NUMBER, column="number"),
        Check(ask & ~number & ~whole & ~percent, "says_nothing", SAYS_NOTHING, column="number"),
        Check(ask & whole & ~number, "whole_alone", WHOLE_ALONE, column="number"),
        Check(ask & whole & number & percent, "percent_follows", PERCENT_FOLLOWS, column="percent"),
        Check(ask & (pl.col("number") > pl.col("whole")), "more_than_whole", MORE_THAN_WHOLE, column="number"),
    )
