"""A time of the clock, and several days, as people write them."""

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.learning.rules import parts_of_days, read_clock
from hieuhoc.web.ui.days import read_day


class ClockField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(help_text=gettext_lazy("Giờ và phút, ví dụ 19:30."), max_length=20, **kwargs)

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, time) or not str(value).strip():
            return value or None
        read = read_clock(str(value))
        if read is None:
            raise ValidationError(_("không đọc được giờ; hãy viết như 19:30."))
        return read

    def run_validators(self, value: Any) -> None:
        """What was read is a time: nothing of its text is left to be looked at."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(_read(self, initial) != _read(self, data))


class DaysField(forms.CharField):
    """A tuple of days, sorted, each once; empty for an empty field."""

    widget = forms.Textarea(attrs={"rows": 2})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=10_000, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return value
        return tuple(sorted({_whole_day(part) for part in parts_of_days(str(value or ""))}))

    def run_validators(self, value: Any) -> None:
        """As for a time."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(_read(self, initial) != _read(self, data))


def _whole_day(part: str) -> date:
    read = read_day(part)
    if isinstance(read, int):
        raise ValidationError(_("“%(part)s” chỉ có năm; cần cả ngày và tháng."), params={"part": part})
    return read


def _read(field: forms.Field, value: Any) -> Any:
    try:
        return field.to_python(value)
    except ValidationError:
        return value
