"""Several days, as people write them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hieuhoc.learning.rules import parts_of_days
from hieuhoc.web.clock_field import as_read
from hieuhoc.web.ui.days import read_day


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
        return bool(as_read(self, initial) != as_read(self, data))


def _whole_day(part: str) -> date:
    read = read_day(part)
    if isinstance(read, int):
        raise ValidationError(_("“%(part)s” chỉ có năm; cần cả ngày và tháng."), params={"part": part})
    return read
