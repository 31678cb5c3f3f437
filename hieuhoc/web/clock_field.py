"""A time of the clock in a form, as people write it."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.learning.rules import read_clock


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
        return bool(as_read(self, initial) != as_read(self, data))


def as_read(field: forms.Field, value: Any) -> Any:
    """As the field reads it; itself when it cannot be read."""
    try:
        return field.to_python(value)
    except ValidationError:
        return value
