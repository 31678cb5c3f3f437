"""A number with decimals in a form, typed with a comma or a point whatever language the browser speaks."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hieuhoc.lib.numbers import parse_number


class DecimalTextField(forms.DecimalField):
    """Not the browser's own kind: an English one drops the comma of 6,5 and sends 65."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        text = str(value if value is not None else "").strip().removesuffix("%").strip()
        if not text:
            return None
        try:
            return parse_number(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
