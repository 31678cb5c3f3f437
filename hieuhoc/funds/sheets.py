"""Gifts as a list of a meeting or a collection has them: promised by the list, received into the books by the deed that takes all that
waits. Known again by fund and number of its paper."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.funds.models import Gift
from hieuhoc.funds.rules.books import MOST_AMOUNT
from hieuhoc.funds.thanking import CODE_PREFIX
from hieuhoc.funds.worth import labour_valued
from hieuhoc.lib.frames import query
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.vietnamese_frames import fold_repeated
from hieuhoc.places.reads import joined_under
from hieuhoc.sheets.definition import Check, Column, Problems
from hieuhoc.sheets.kinds import Choice, Code, Day, Text, Whole, YesNo, words_of
from hieuhoc.sheets.registry import register
from hieuhoc.sheets.sheet import Run
from hieuhoc.sheets.tables import SheetTable, TableSheet, row_key

UNKNOWN_FUND = _("Nơi nhập không có quỹ tên này; chọn trong danh sách, hoặc lập quỹ trước.")
TWO_FUNDS = _("Nơi nhập có nhiều quỹ cùng tên; nhập riêng cho từng xã.")
FUTURE = _("Ngày ở tương lai; xem lại.")
CLOSED = _("Ngày ấy quỹ không nhận ủng hộ; xem lại ngày, hoặc đổi thời gian của quỹ.")
NO_AMOUNT = _("Ghi số tiền, hoặc giá trị bằng đồng.")
NO_HOURS = _("Ghi số giờ công, từ ngày 1/7/2022 trở đi.")
NO_BASIS = _("Ghi giá trị lấy theo đâu: hoá đơn, báo giá, biên bản hai người định giá.")
LABOUR_AMOUNT = _("Ngày công tính theo số giờ; để trống ô này.")
ONLY_LABOUR = _("Chỉ ghi số giờ khi ủng hộ bằng ngày công; để trống ô này.")
ONLY_VALUED = _("Chỉ ghi căn cứ giá trị của hiện vật, địa điểm; để trống ô này.")
RECEIVED = _("Khoản mang số này đã qua bước nhận; không sửa bằng bảng, huỷ ghi nhận rồi ghi lại.")
FUNDS = f"""
    SELECT f.id, f.name, f.place_id, f.since, f.until FROM funds_fund AS f {joined_under("f.place_id")} ORDER BY f.name_key, f.id
"""
KNOWN = "SELECT fund_id, document, status, form FROM funds_gift WHERE fund_id = ANY(%s) AND document = ANY(%s)"
CONSENTS = ("is_named", "may_be_written_to")
FAR = date(9999, 12, 31)
ROWS = f"""
    SELECT f.name, g.document, g.donor_kind, g.donor_name, g.form, CASE WHEN g.form <> 'labour' THEN g.amount::text END,
      g.hours::text, g.about, CASE WHEN g.form <> 'labour' THEN g.worth_by END, to_char(g.pledged_on, 'DD/MM/YYYY'),
      CASE WHEN g.is_named THEN 'Có' ELSE 'Không' END, CASE WHEN g.may_be_written_to THEN 'Có' ELSE 'Không' END
    FROM funds_gift AS g JOIN funds_fund AS f ON f.id = g.fund_id {joined_under("f.place_id")}
    WHERE g.document <> '' AND g.status = 'pledged' ORDER BY f.name_key, f.id, g.document
"""
NAMES = (
    "fund",
    "document",
    "donor_kind",
    "donor_name",
    "form",
    "amount",
    "hours",
    "about",
    "worth_by",
    "pledged_on",
    "is_named",
    "may_be_written_to",
)


@register
class Gifts(TableSheet):
    code = "gifts"
    title = _("Khoản ủng hộ quỹ khuyến học")
    help = _("Mỗi dòng một khoản đã hứa; nhập xong thì nhận vào sổ ở trang của quỹ.")
    ability = "sheets.import_gifts"
    names_row = "document"
    columns = (
        Column("fund", _("Quỹ"), Text(160), example="Quỹ khuyến học xã", is_required=True, width=32),
        Column(
            "document",
            _("Số chứng từ"),
            Code(60),
            help=_("Số phiếu, hoặc số dòng trong danh sách có ký nhận; mỗi khoản một số trong một quỹ."),
            example="PT-015",
            is_required=True,
        ),
        Column("donor_kind", _("Ai ủng hộ"), Choice(tuple(Gift.Donor.choices)), example="Cá nhân", is_required=True),
        Column(
            "donor_name", _("Tên người, nơi ủng hộ"), Text(200), example="Bà Nguyễn Thị Năm", is_required=True, width=32
        ),
        Column("form", _("Ủng hộ bằng"), Choice(tuple(Gift.Form.choices)), example="Tiền", is_required=True),
        Column(
            "amount",
            _("Số tiền hoặc giá trị (đồng)"),
            Whole(1, MOST_AMOUNT),
            help=_("Ngày công thì để trống: tính theo số giờ."),
            example="500000",
            must_be_right=True,
        ),
        Column("hours", _("Số giờ công"), Whole(1, 100_000), example="", must_be_right=True),
        Column("about", _("Gồm những gì"), Text(300), example="", width=32),
        Column(
            "worth_by",
            _("Giá trị lấy theo đâu"),
            Text(300),
            help=_("Cần khi là hiện vật hoặc địa điểm."),
            example="",
            must_be_right=True,
        ),
        Column("pledged_on", _("Ngày ủng hộ"), Day(), example="01/03/2026", is_required=True),
        Column(
            "is_named",
            _("Đồng ý nêu tên"),
            YesNo(),
            help=_("Để trống là không, hoặc như đã ghi."),
            example="Không",
            must_be_right=True,
        ),
        Column(
            "may_be_written_to",
            _("Đồng ý nhận lời cảm ơn"),
            YesNo(),
            help=_("Để trống là không, hoặc như đã ghi."),
            example="Có",
            must_be_right=True,
        ),
    )
    targets: ClassVar = (
        SheetTable(
            "funds_gift",
            "gift",
            {"fund_id": "fund_id", "document": "document"},
            {name: name for name in ("donor_kind", "donor_name", "form", "about", "pledged_on", *CONSENTS)}
            | {"amount": "worth", "hours": "hours", "worth_by": "worth_by"},
            when_blank={"about": pl.lit(""), "worth_by": pl.lit("")} | dict.fromkeys(CONSENTS, pl.lit(False)),
            on_insert={name: pl.col(name) for name in ("place_id", "recorded_by_id", "code")}
            | {"status": pl.lit("pledged")},
            said_by={"worth": ("amount", ""), "fund_id": ("fund", "")},
        ),
    )

    def choices(self, place: int) -> dict[str, list[str]]:
        return {"fund": _funds(place)["name"].to_list()}

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = _with_funds(run.place, frame)
        frame = frame.with_columns(hours_said=pl.col("hours"), basis_said=pl.col("worth_by"))
        frame = _with_worth(_with_status(frame))
        is_labour = pl.col("form") == Gift.Form.LABOUR
        says_form = pl.col("form").ne_missing(pl.col("known_form"))  # then what it is worth must be said, too
        is_valued = pl.col("form").is_in([Gift.Form.GOODS.value, Gift.Form.VENUE.value])
        day = pl.col("pledged_on")
        is_closed = pl.col("fund_id").is_not_null() & ((day < pl.col("fund_since")) | (day > pl.col("fund_until")))
        problems.apply(
            frame,
            (
                Check(pl.col("namesakes").is_null(), "unknown_fund", UNKNOWN_FUND, column="fund"),
                Check(pl.col("namesakes") > 1, "two_funds", TWO_FUNDS, column="fund"),
                Check(day > timezone.localdate(), "future", FUTURE, column="pledged_on"),
                Check(is_closed & (day <= timezone.localdate()), "takes_no_gifts", CLOSED, column="pledged_on"),
                Check(says_form & is_labour & pl.col("worth").is_null(), "no_hours", NO_HOURS, column="hours"),
                Check(says_form & ~is_labour & pl.col("worth").is_null(), "no_amount", NO_AMOUNT, column="amount"),
                Check(says_form & is_valued & pl.col("worth_by").is_null(), "no_basis", NO_BASIS, column="worth_by"),
                Check(is_labour & pl.col("amount").is_not_null(), "labour_amount", LABOUR_AMOUNT, column="amount"),
                Check(~is_labour & pl.col("hours_said").is_not_null(), "only_labour", ONLY_LABOUR, column="hours"),
                Check(~is_valued & pl.col("basis_said").is_not_null(), "only_valued", ONLY_VALUED, column="worth_by"),
                Check(pl.col("status") != Gift.Status.PLEDGED, "received", RECEIVED, column="document"),
            ),
        )
        maker = None if run.actor is None else run.actor.pk
        codes = [CODE_PREFIX + make_public_code() for _row in range(frame.height)]
        return frame.with_columns(recorded_by_id=pl.lit(maker, pl.Int64), code=pl.Series(codes, dtype=pl.String))

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        return row_key(frame, "fund_id", "document")

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        """What is still promised: a gift in the books is nothing a sheet could change."""
        rows = query(ROWS, [place], dict.fromkeys(NAMES, pl.String))
        yield rows.with_columns(
            pl.col("donor_kind").replace(words_of(Gift.Donor.choices)),
            pl.col("form").replace(words_of(Gift.Form.choices)),
        )


def _funds(place: int) -> pl.DataFrame:
    schema = {
        "fund_id": pl.Int64,
        "name": pl.String,
        "place_id": pl.Int64,
        "fund_since": pl.Date,
        "fund_until": pl.Date,
    }
    return query(FUNDS, [place], schema)


def _with_funds(place: int, frame: pl.DataFrame) -> pl.DataFrame:
    """Adds fund_id, place_id, fund_since, fund_until, namesakes; of several of one name no id."""
    known = _funds(place).with_columns(
        fund_key=fold_repeated(pl.col("name")), fund_until=pl.col("fund_until").fill_null(FAR)
    )
    is_alone = pl.len() == 1
    alone = [
        pl.when(is_alone).then(pl.col(name).first()).alias(name)
        for name in ("fund_id", "place_id", "fund_since", "fund_until")
    ]
    known = known.group_by("fund_key").agg(*alone, namesakes=pl.len())
    frame = frame.with_columns(fund_key=fold_repeated(pl.col("fund")))
    return frame.join(known, on="fund_key", how="left", maintain_order="left")


def _with_status(frame: pl.DataFrame) -> pl.DataFrame:
    """`status` and `known_form` of the gift that has that number in that fund; null for a new one."""
    asked = [frame["fund_id"].drop_nulls().unique().to_list(), frame["document"].drop_nulls().to_list()]
    schema = {"fund_id": pl.Int64, "document": pl.String, "status": pl.String, "known_form": pl.String}
    known = query(KNOWN, asked, schema)
    return frame.join(known, on=["fund_id", "document"], how="left", maintain_order="left")


def _with_worth(frame: pl.DataFrame) -> pl.DataFrame:
    """`worth` in đồng; of labour its hours, with the words that say so; money is worth itself and says no paper."""
    valued = {
        (hours, day): labour_valued(hours, day)
        for form, hours, day in frame.select("form", "hours", "pledged_on").unique().iter_rows()
        if form == Gift.Form.LABOUR and hours is not None and day is not None
    }
    rows = [(*key, *(value or (None, None))) for key, value in valued.items()]
    schema: dict[str, Any] = {
        "hours": frame.schema["hours"],
        "pledged_on": pl.Date,
        "labour_worth": pl.Int64,
        "labour_words": pl.String,
    }
    frame = frame.join(
        pl.DataFrame(rows, schema, orient="row"), on=["hours", "pledged_on"], how="left", maintain_order="left"
    )
    is_labour, is_money = (pl.col("form") == form for form in (Gift.Form.LABOUR, Gift.Form.MONEY))
    return frame.with_columns(
        worth=pl.when(is_labour).then(pl.col("labour_worth")).otherwise(pl.col("amount")),
        worth_by=pl.when(is_labour)
        .then(pl.col("labour_words"))
        .when(is_money)
        .then(pl.lit(""))
        .otherwise(pl.col("worth_by")),
        hours=pl.when(is_labour).then(pl.col("hours")),
    )
