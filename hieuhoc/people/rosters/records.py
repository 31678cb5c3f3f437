"""The code of a person's record, which exports write: a row that brings it back is that person, with or without a number."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import polars as pl
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.frames import query
from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import public_ids, read_public_id
from hieuhoc.lib.words import Words
from hieuhoc.sheets.definition import Check, Column, Problems, raw
from hieuhoc.sheets.kinds import Plain

KIND = "citizen"
UNREADABLE = _("Mã hồ sơ không đọc được; giữ nguyên mã do phần mềm ghi, hoặc để trống nếu là người mới.")
NOT_HERE = _("Không có hồ sơ mang mã này ở nơi nhập; để trống nếu là người mới.")
OF_ANOTHER = _(
    "Mã hồ sơ này là của một người khác cả họ tên lẫn năm sinh; có thể các cột đã bị sắp xếp riêng, xem lại tệp."
)
HOLDERS = """
    SELECT o.id, c.id, c.folded_name, c.birth_year, c.home_id FROM people_citizen o
    JOIN people_citizen c ON c.id = coalesce(o.joined_into_id, o.id) WHERE o.id = ANY(%s::bigint[]) AND c.home_id = ANY(%s::bigint[])
      AND c.secret <> ''
"""
SCHEMA = {
    "record": pl.Int64,
    "by_record": pl.Int64,
    "name_on_record": pl.String,
    "year_on_record": pl.Int16,
    "home_on_record": pl.Int64,
}


@dataclass(frozen=True)
class RecordCode(Plain):
    is_own: ClassVar = True

    def values(self, key: str) -> dict[str, pl.Expr]:
        return {key: pl.col(raw(key)).map_batches(_read, return_dtype=pl.Int64)}

    def checks(self, key: str) -> tuple[Check, ...]:
        return (Check(pl.col(raw(key)).is_not_null() & pl.col(key).is_null(), "record_unreadable", UNREADABLE),)

    def hint(self) -> Words:
        return _("Phần mềm tự ghi khi xuất danh sách; người mới để trống.")


RECORD = Column("record", _("Mã hồ sơ"), RecordCode(), is_from_exports=True, width=26)


def record_codes(ids: pl.Series) -> pl.Series:
    """Ids of citizens as the codes that an export writes."""
    return pl.Series(ids.name, public_ids(KIND, ids.to_list()), dtype=pl.String)


def with_records(frame: pl.DataFrame, homes: Callable[[], list[int]], problems: Problems) -> pl.DataFrame:
    """Adds `by_record` (null without a code) and `home_on_record`: only people whose home is one of `homes`, which are asked
    for only when there is a code."""
    frame = frame.drop("by_record", "home_on_record", strict=False)
    codes = frame["record"].drop_nulls().to_list() if "record" in frame.columns else []
    if not codes:
        nothing = pl.lit(None, pl.Int64)
        return frame.with_columns(by_record=nothing, home_on_record=nothing)
    frame = frame.join(query(HOLDERS, [codes, homes()], SCHEMA), on="record", how="left", maintain_order="left")
    other_name = pl.col("name_on_record") != pl.col("folded_name")
    other_year = pl.col("year_on_record") != pl.col("birth_year")
    problems.apply(
        frame,
        (
            Check(
                pl.col("record").is_not_null() & pl.col("by_record").is_null(),
                "record_not_here",
                NOT_HERE,
                column="record",
            ),
            Check(other_name & other_year, "record_of_another", OF_ANOTHER, column="record"),
        ),
    )
    return frame.drop("name_on_record", "year_on_record")


def _read(codes: pl.Series) -> pl.Series:
    if codes.null_count() == len(codes):
        return pl.repeat(None, len(codes), dtype=pl.Int64, eager=True)
    return pl.Series([None if code is None else _id_of(code) for code in codes], dtype=pl.Int64)


def _id_of(code: str) -> int | None:
    try:
        return read_public_id(KIND, code)
    except Unreadable:
        return None
