"""Kinds of cells of the list of activities: the time of a clock, several days, a web address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from hieuhoc.learning.rules import parts_of_days, read_clock
from hieuhoc.lib.words import Words
from hieuhoc.sheets.definition import Check
from hieuhoc.sheets.kinds import Plain, day_of, text_of

is_web_address = URLValidator(schemes=["http", "https"])


def read_days(text: str) -> list[date] | None:
    """Days with ; or , or a line's end between them, sorted and each once; None when one of them is no day."""
    parts = parts_of_days(text)
    days = pl.DataFrame({"day": parts}, schema={"day": pl.String}).select(day_of(pl.col("day")))["day"]
    return None if days.has_nulls() or not parts else sorted(set(days.to_list()))


def _each(read: Callable[[str], Any], kind: Any) -> Callable[[pl.Series], pl.Series]:
    """Each different text is read once."""

    def values(cells: pl.Series) -> pl.Series:
        known = {text: read(text) for text in cells.drop_nulls().unique()}
        return pl.Series([known.get(text) for text in cells], dtype=kind)

    return values


@dataclass(frozen=True)
class Clock(Plain):
    def values(self, key: str) -> dict[str, pl.Expr]:
        return {key: text_of(key).map_batches(_each(read_clock, pl.Time()), return_dtype=pl.Time())}

    def checks(self, key: str) -> tuple[Check, ...]:
        unread = text_of(key).is_not_null() & pl.col(key).is_null()
        return (Check(unread, "unread_clock", _("Không đọc được giờ; ghi như 19:30.")),)

    def hint(self) -> Words:
        return _("Giờ và phút, ví dụ 19:30.")

    def in_words(self, value: object) -> str:
        return str(value)[:5]


@dataclass(frozen=True)
class Days(Plain):
    most: int

    def values(self, key: str) -> dict[str, pl.Expr]:
        kind = pl.List(pl.Date())
        return {key: text_of(key).map_batches(_each(read_days, kind), return_dtype=kind)}

    def checks(self, key: str) -> tuple[Check, ...]:
        unread = text_of(key).is_not_null() & pl.col(key).is_null()
        many = pl.col(key).list.len() > self.most
        return (
            Check(unread, "unread_days", _("Không đọc được các ngày; ghi như 05/03/2026; 12/03/2026.")),
            Check(many, "too_many_days", _("Nhiều nhất {} ngày."), (pl.lit(str(self.most)),)),
        )

    def hint(self) -> Words:
        return _("Một hoặc nhiều ngày, cách nhau bằng dấu chấm phẩy.")


@dataclass(frozen=True)
class WebAddress(Plain):
    longest: int = 500

    def values(self, key: str) -> dict[str, pl.Expr]:
        return {key: text_of(key).map_batches(_each(self._read, pl.String()), return_dtype=pl.String())}

    def checks(self, key: str) -> tuple[Check, ...]:
        unread = text_of(key).is_not_null() & pl.col(key).is_null()
        return (Check(unread, "not_an_address", _("Đường dẫn không đúng; cần dạng https://…")),)

    def hint(self) -> Words:
        return _("Đường dẫn đầy đủ, dạng https://…")

    def _read(self, text: str) -> str | None:
        try:
            is_web_address(text)
        except ValidationError:
            return None
        return text if len(text) <= self.longest else None
