"""A day in a form, typed day first whatever language the browser speaks, and read as people write it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.lib.dates import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    NoSuchDay,
    NotADate,
    OutsideTheYears,
    format_date,
    parse_typed_date,
)

EXAMPLE = date(2025, 3, 25)  # no month could be meant by its day
SHOWN = 30  # characters of what was typed that a sentence repeats


class DayInput(forms.TextInput):
    """Not the browser's own kind: that one shows month before day wherever the browser is English."""

    hint: str | Promise = gettext_lazy("Ngày/tháng/năm, ví dụ 25/03/2025.")

    def __init__(self) -> None:
        super().__init__(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def format_value(self, value: Any) -> str | None:
        return format_date(value) if isinstance(value, date) else super().format_value(value)


class DayOrYearInput(DayInput):
    hint = gettext_lazy("Ngày/tháng/năm, ví dụ 25/03/1980; hoặc chỉ năm, ví dụ 1980.")


class DayField(forms.Field):
    """A date; None for an empty field that may be empty."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        if not (text := str(value).strip()):
            return None
        read = read_day(text)
        if isinstance(read, int):
            raise ValidationError(
                _("“%(typed)s” chỉ có năm; cần cả ngày và tháng, như %(example)s."),
                params={"typed": read, "example": format_date(EXAMPLE.replace(year=read))},
            )
        return read


class DayOrYearField(forms.Field):
    """A day or a year alone: (day, year), (None, year) or (None, None)."""

    widget = DayOrYearInput

    def clean(self, value: Any) -> tuple[date | None, int | None]:
        text = super().clean(str(value or "").strip())
        if not text:
            return None, None
        read = read_day(text)
        return (read, read.year) if isinstance(read, date) else (None, read)


def read_day(text: str) -> date | int:
    """What was typed as a day or a year; refused with what is wrong with it and what would be right."""
    typed = " ".join(text.split())[:SHOWN]
    try:
        return parse_typed_date(text)
    except NoSuchDay as wrong:
        right = wrong.nearest or EXAMPLE.replace(year=wrong.year)
        sentence = (
            _("ngày %(typed)s không có; hãy viết như %(example)s.")
            if wrong.nearest
            else _("không có tháng %(month)s; viết ngày trước, tháng sau, như %(example)s.")
        )
        raise ValidationError(
            sentence, params={"typed": typed, "month": wrong.month, "example": format_date(right)}
        ) from None
    except OutsideTheYears as wrong:
        raise ValidationError(
            _("năm %(year)s nằm ngoài %(first)s–%(last)s; xem lại năm."),
            params={"year": wrong.year, "first": EARLIEST_YEAR, "last": LATEST_YEAR},
        ) from None
    except NotADate:
        raise ValidationError(
            _("“%(typed)s” không đọc được thành ngày; hãy viết như %(example)s, năm đủ bốn chữ số."),
            params={"typed": typed, "example": format_date(EXAMPLE)},
        ) from None
